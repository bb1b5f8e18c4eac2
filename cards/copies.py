"""What a phone keeps for when there is no signal: the cards, the toolkit, the story. None of it is about a person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cards.finder import deck
from cards.models import Card, Kind, Mindset, Practice, Skill, Story, Trial
from cards.programme import digest
from cards.trials import on_page
from config.phone import build, filled

HEADER = "X-Kept"  # on an answer to a phone: which version it should have by now


@dataclass(frozen=True)
class Copies:
    """`pages` under a `version` that changes when what any of them says, or how it looks, does."""

    version: str
    pages: list[str]


def copies(request: HttpRequest, trials: list[Trial] | None = None) -> Copies:
    """For whoever asks, by the cookies of their phone: light or dark, and which wordings are tried there, where that is not known."""
    practices, story, index = list(Practice.objects.in_use()), Story.objects.current(), deck()
    places = list(Card.objects.in_play().values_list("slug", "current_id", "practice_id", "channel", "kind_id"))
    hand = {kind: slug for slug, *_place, kind in reversed(places)}  # to practise with: the first card of each kind
    axes: dict[str, list[Any]] = {
        "kind": list(Kind.objects.in_use()),
        "mindset": list(Mindset.objects.all()),
        "skill": list(Skill.objects.in_use()),
    }
    rows: list[Any] = [*practices, *([story] if story else []), *(place for axis in axes.values() for place in axis)]
    said = [*map(str, places), *map(digest, rows), *(f"trial {trial.pk}" for trial in (on_page(request) if trials is None else trials))]
    version = [build(), request.COOKIES.get("theme", ""), index.digest, *said]
    pages = [
        *filled(), reverse("cards"), reverse("toolkit"), reverse("story"), reverse("story-tell"), reverse("finder", args=[index.digest]),
        *(f"{reverse('cards')}?{axis}={place.slug}" for axis, there in axes.items() for place in there),
        *(reverse("card", args=[slug]) for slug, *_place in places), *(reverse("practice", args=[row.slug]) for row in practices),
        *(reverse(name, args=[slug]) for slug in hand.values() for name in ("rehearse-card", "rehearse-log")),
    ]  # fmt: skip
    return Copies(hashlib.sha256("\n".join(version).encode()).hexdigest()[:16], pages)
