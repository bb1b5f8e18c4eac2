"""Which pages a phone keeps for when there is no signal: the cards, the toolkit, the story. None of them is about a person."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cards.finder import deck
from cards.models import Card, Kind, Mindset, Practice, Skill, Story
from cards.programme import digest
from cards.trials import on_page
from config.phone import build, filled


@require_safe
def kept(request: HttpRequest) -> JsonResponse:
    """`pages` under a `version` that changes when what any of them says, or how it looks, does."""
    practices, story, index = list(Practice.objects.all()), Story.objects.current(), deck()
    editions = Card.objects.in_play().values_list("slug", "current_id", "practice_id", "channel")
    axes: dict[str, list[Any]] = {
        "kind": list(Kind.objects.all()),
        "mindset": list(Mindset.objects.all()),
        "skill": list(Skill.objects.all()),
    }
    rows: list[Any] = [*practices, *([story] if story else []), *(place for places in axes.values() for place in places)]
    tried = [f"trial {trial.pk}" for trial in on_page(request)]
    said = [*map(str, editions), *map(digest, rows), *tried]
    version = [build(), request.COOKIES.get("theme", ""), index.digest, *said]
    pages = [
        *filled(), reverse("cards"), reverse("toolkit"), reverse("story"), reverse("finder", args=[index.digest]),
        *(f"{reverse('cards')}?{axis}={place.slug}" for axis, places in axes.items() for place in places),
        *(reverse("card", args=[slug]) for slug, *_place in editions), *(reverse("practice", args=[row.slug]) for row in practices),
    ]  # fmt: skip
    return JsonResponse({"version": hashlib.sha256("\n".join(version).encode()).hexdigest()[:16], "pages": pages})
