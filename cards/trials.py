"""Which trials' second wordings belong on a page, also on a copy that a phone keeps and that is made for nobody.

A phone is told with its pack, in a cookie that names trials and no person, as it says light or dark in one; copies asked for with it carry
the second wording, and are asked for anew when it changes. Until then a copy shows the first: what counts is the wording a chat used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cards.models import Card, Trial

COOKIE = "wording"
LASTS = 400 * 24 * 60 * 60  # seconds; a phone may be without a signal for long
MOST = 100  # trials at once, and more than there are cards


def on_page(request: HttpRequest) -> list[Trial]:
    """Of who looks; of a page made for nobody, those the phone says."""
    if request.user.is_authenticated:
        return Trial.seen_by(request.user)
    named = [int(pk) for pk in request.COOKIES.get(COOKIE, "").split(".")[:MOST] if pk.isascii() and pk.isdigit() and len(pk) < 10]
    return list(Trial.objects.running().filter(pk__in=named).select_related("second")) if named else []


def dressed(request: HttpRequest, cards: Iterable[Card]) -> list[Card]:
    """The cards as this page shows them."""
    rows = list(cards)
    Trial.dress(rows, on_page(request))
    return rows


def remember(request: HttpRequest, response: HttpResponseBase, trials: Iterable[Trial]) -> None:
    """Tell the phone which second wordings are its leader's."""
    names: Any = ".".join(str(trial.pk) for trial in sorted(trials, key=lambda trial: trial.pk))
    if names and names != request.COOKIES.get(COOKIE):
        response.set_cookie(COOKIE, names, max_age=LASTS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    elif not names and COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")
