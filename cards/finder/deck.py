"""The index of the deck in play: made when it is first asked for, and again when a wording or a phrase has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Subquery

from cards.blanks import known
from cards.models import Card, Edition, HeardAs
from config.phone import build

from .index import HARM, HARMLESS, NO_CARD, Index

# How often a card says each of its own lines: its name ought to find it, among a hundred phrases.
FIELDS = {"title": 3, "heard": 3, "moment": 3, "open_with": 1, "try_this": 1, "search_words": 2}
BESIDE = {HeardAs.About.NO_CARD: NO_CARD, HeardAs.About.HARM: HARM, HeardAs.About.HARMLESS: HARMLESS}
# What a search narrows and orders by, beside the words.
PLACE = ("slug", "number", "mindset_id", "skill_id", "kind_id", "care_first")

_made: tuple[Any, Deck] | None = None


@dataclass(frozen=True)
class Deck:
    """What can be found, by slug; and beside the cards, with a tilde, what is none. `places` is where each card stands."""

    index: Index
    places: list[tuple[Any, ...]]
    filled_in: dict[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Changes with all that a search shows: words, what was filled in, the places of the cards, how this release draws a line."""
        return hashlib.sha256(json.dumps([build(), self.places, self.filled_in, self.index.packed()]).encode()).hexdigest()[:16]


def deck() -> Deck:
    """As it is in play now. Every process keeps the last it made."""
    global _made
    heard = HeardAs.objects.order_by("-changed_at").values("changed_at")[:1]
    in_play = Card.objects.filter(retired_at=None, current__isnull=False).order_by("number")
    rows = list(in_play.values_list(*PLACE, "current_id", Subquery(heard)))
    key = (rows, dict(known()))
    if _made is None or _made[0] != key:
        _made = (key, Deck(_index(), [row[: len(PLACE)] for row in rows], key[1]))
    return _made[1]


def _index() -> Index:
    heard = {(row.about, row.card_id): row.phrases for row in HeardAs.objects.all()}
    return Index.of(dict(_texts(heard)), signs=heard.get((HeardAs.About.SIGN, None), []))


def _texts(heard: dict[tuple[str, int | None], list[str]]) -> Iterator[tuple[str, list[str]]]:
    for card in Card.objects.in_play():
        assert card.current
        yield card.slug, [str(card.number), *_said(card.current), *heard.get((HeardAs.About.CARD, card.pk), [])]
    for about, name in BESIDE.items():
        yield name, heard.get((about, None), [])


def _said(edition: Edition) -> Iterator[str]:
    for name, times in FIELDS.items():
        value = getattr(edition, name)
        yield from (value if isinstance(value, list) else [value]) * times
