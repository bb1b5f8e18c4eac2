"""A card's form as a designer's browser sends it."""

from __future__ import annotations

import re

from cards.deck.stored import WORDING
from cards.models import Card
from cards.panel.form import WordingForm

SLUG = "say-it-their-way"
ANOTHER = "Next time, say the first step in five words."


def card() -> Card:
    return Card.objects.get(slug=SLUG)


def address(page: str = "change") -> str:
    return f"/admin/cards/card/{card().pk}/{page}/"


def form(**words) -> dict:
    """What stands in the boxes when the page is opened, with some of it written anew."""
    now = card()
    bound = WordingForm(instance=now.draft or now.current, card=now)
    typed = {name: value if not isinstance(value := bound[name].value(), list) else "\n".join(value) for name in WORDING}
    return {**typed, "seen": bound["seen"].value(), **words}


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def acts() -> list[str]:
    """What was done with the card, the latest first."""
    return list(card().publications.values_list("act", flat=True))


def told(by) -> list[tuple[str, int]]:
    """What that person did, and with which wording."""
    return [(row.act, row.edition.number) for row in card().publications.filter(by=by)]
