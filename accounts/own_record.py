"""Somebody reading their own record: let in by a one-time link, without an account, for as long as a shift.

Nothing else opens to them. Whoever signs in to an account is that account's person from then on, and sees a record of
their own only if it goes by the same work e-mail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import Advisor
from config.htmx import HtmxRequest

KEY = "own-record"  # in the browser's session
STAYS = timedelta(hours=12)  # computers on a floor are shared

View = Callable[..., HttpResponse]


class OwnRecord(HtmxRequest):
    """What a view behind `own_record` gets."""

    advisor: Advisor


def enter(request: HttpRequest, advisor: Advisor, at: datetime | None = None) -> None:
    """From now on this browser shows that person's record. The session gets a new key: one planted before is worth nothing."""
    until = (at or timezone.now()) + STAYS
    request.session.cycle_key()
    request.session[KEY] = {"advisor": advisor.pk, "email": advisor.email, "until": until.timestamp()}


def leave(request: HttpRequest) -> None:
    """Nobody's record any more in this browser."""
    request.session.pop(KEY, None)


def advisor_of(request: HttpRequest, at: datetime | None = None) -> Advisor | None:
    """Whose own record this browser may show; None for nobody, once they have left, or their work e-mail is another."""
    at = at or timezone.now()
    if request.user.is_authenticated:
        return Advisor.objects.of_address(request.user.email, at)
    seen = request.session.get(KEY)
    if not seen or seen["until"] <= at.timestamp():
        return None
    return Advisor.objects.here(at).filter(pk=seen["advisor"], email=seen["email"]).select_related("team").first()


def own_record(view: View) -> View:
    """For whoever reads their own record; anyone else is led to where a link can be asked for."""

    @login_not_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.advisor = advisor_of(request)
        return view(request, *args, **kwargs) if request.advisor else redirect("mine-link")

    return guarded


def signed_in_or_own_record(view: View) -> View:
    """For whoever signs in, and for whoever reads their own record."""

    @login_not_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        plain = getattr(request, "plain", False)  # a copy for a phone, which somebody signed in asked for
        if not request.user.is_authenticated and not plain:
            request.advisor = advisor_of(request)
            if not request.advisor:
                return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded
