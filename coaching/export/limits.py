"""How much may be taken out, and how often. By setting, as organisations differ; asked before the record is made."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from coaching.models import Export


def too_often(by: User, at: datetime) -> str:
    """Why they have to wait a little, in plain words; nothing where they need not."""
    exports = Export.objects.visible_to(by)
    if exports.filter(made_by=by, made_at__gt=at - timedelta(minutes=1)).count() >= settings.EXPORTS_A_MINUTE:
        return _("That is many exports in a minute. Nothing was taken out; please try again in a minute.")
    if exports.under_way(at).count() >= settings.EXPORTS_AT_ONCE:
        return _("Other exports are under way. Nothing was taken out; please try again when one of them has ended.")
    return ""


def too_many(rows: int) -> str:
    """Why so many rows are not handed over; nothing where they are."""
    most = settings.EXPORT_MOST_ROWS
    if rows <= most:
        return ""
    return _("These are more than %(most)s rows, the most for one export. Narrow them, by dates for example.") % {
        "most": number_format(most, force_grouping=True, use_l10n=True)
    }
