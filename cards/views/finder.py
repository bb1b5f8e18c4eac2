"""The finder for a phone: the index, and every card's line, as a file that is fetched once and works without a signal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cards.finder import deck
from cards.finder.finding import MOST
from cards.models import Card, Kind
from cards.views.choice import Choice
from cards.views.results import BEST, Results

A_DAY = 24 * 3600  # the name of a kind of moment stands in it too, and changes without another address


@require_safe
def finder(request: HttpRequest, digest: str) -> HttpResponse:
    """Kept under the digest of the deck it is of. A page from before the last change gets today's, and keeps it for no time."""
    now = deck()
    response = JsonResponse({"index": now.index.packed(), "cards": [row(card) for card in Card.objects.in_play()], **frame()})
    if digest == now.digest:
        patch_cache_control(response, private=True, max_age=A_DAY, immutable=True)
    return response


def row(card: Card) -> dict[str, Any]:
    """What the phone narrows and orders by, and the line as the page shows it. The card on permission is in every mindset and skill."""
    return {
        "slug": card.slug,
        "care": card.care_first,
        "kind": card.kind.slug,
        "mindset": card.mindset.slug if card.mindset else None,
        "skill": card.skill.slug if card.skill else None,
        "html": render_to_string("cards/_hit.html", {"hit": {"card": card}, "choice": Choice()}),
    }


def frame() -> dict[str, Any]:
    """The page of results with nothing in it yet, and how many cards there are in words."""
    empty = {"choice": Choice(), "results": Results(), "kinds": Kind.objects.in_use(), "total": Card.objects.in_play().count()}
    counts = [render_to_string("cards/_count.html", {"n": n}) for n in range(MOST + 1)]
    return {"best": BEST, "counts": counts, "frame": render_to_string("cards/_hits.html", empty)}
