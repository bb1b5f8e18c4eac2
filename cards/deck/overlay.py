"""Files laid over the deck: what it would be with them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from .text import CardText, PracticeText


def laid_over(deck: Iterable[CardText], cards: Iterable[CardText]) -> list[CardText]:
    """The deck with those cards in place of its own, in deck order."""
    together = {card.slug: card for card in deck} | {card.slug: card for card in cards}
    return sorted(together.values(), key=lambda card: card.number)


def other_links(practice: PracticeText, deck: Iterable[CardText]) -> str:
    """What to say when a practice's file lists other cards than name it; nothing if it lists the same, or none."""
    named = sorted(card.number for card in deck if card.practice == practice.slug)
    if practice.linked_cards is None or sorted(practice.linked_cards) == named:
        return ""
    return (
        f"linked_cards says {_numbers(practice.linked_cards)}; the cards of this practice are {_numbers(named)}. "
        "A card says whose it is: change its practice, or correct this list."
    )


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
