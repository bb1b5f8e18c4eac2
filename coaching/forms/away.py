"""From when to when somebody is away. There is no box for a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.days import DaysForm, day_field
from accounts.models import Absence


class AwayForm(DaysForm):
    """`first` and `last` are the first and the last day away."""

    back = timedelta(days=366)
    first = day_field(_("Away from"))
    last = day_field(_("Until"), required=False, help_text=_("The last day away. Leave it empty while nobody knows."))

    def too_early(self) -> Any:
        return _("That is more than a year ago.")


def as_said(absence: Absence | None, today: date) -> dict[str, date | None]:
    """What the form begins with: what is known already, or from today on."""
    return {"first": absence.first_day, "last": absence.last_day} if absence else {"first": today, "last": None}
