"""The first look around: four screens for a leader, shown at the first sign-in, found again in their settings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn
from cards.models import Card
from coaching.models import Step
from coaching.rehearsal import HAND
from config.htmx import changed

SCREENS = ("hear", "find", "coach", "log")


@require_safe
def tour(request: HttpRequest, screen: str = SCREENS[0]) -> HttpResponse:
    """Nothing on it is about who looks: a phone keeps it for when there is no signal."""
    if screen not in SCREENS:
        raise Http404
    n, deck = SCREENS.index(screen), list(Card.objects.in_play()[:HAND])
    around = {"before": address(n - 1) if n else "", "after": address(n + 1) if n + 1 < len(SCREENS) else ""}
    more = {"n": n + 1, "deck": deck, "card": deck[0] if deck else None, "steps": Step}
    return render(request, f"tour/{screen}.html", {**around, **more})


def address(n: int) -> str:
    return reverse("tour-screen", args=[SCREENS[n]]) if n else reverse("tour")


@require_POST
def done(request: SignedIn) -> HttpResponse:
    """Seen to the end, or skipped: it does not come again by itself."""
    request.user.tour_seen()
    return changed(request, reverse("rehearse" if request.POST.get("then") == "rehearse" else "today"))
