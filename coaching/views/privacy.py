"""How data is handled, in plain words for everybody; and an advisor's own record, whole, for them to take."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.own_record import OwnRecord, advisor_of, own_record
from coaching.personal.archive import hand_over
from coaching.views.personal import packed


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """For anybody, leavers among them. Its numbers are those the deletion job goes by."""
    if not request.user.is_authenticated and not getattr(request, "plain", False):
        request.advisor = advisor_of(request)  # type: ignore[attr-defined]
    keeps = {
        "words": settings.KEEP_WORDS_MONTHS, "steps": settings.KEEP_STEPS_MONTHS, "log": settings.KEEP_LOG_MONTHS,
        "contact": settings.PRIVACY_CONTACT,
    }  # fmt: skip
    return render(request, "privacy/privacy.html", keeps)


@require_POST
@own_record
def everything(request: OwnRecord) -> HttpResponse:
    """All that is held of whoever asks, whole."""
    return packed(*hand_over(request.advisor, None, _("Taken from their own page")))
