"""The cards together: no two alike (check 11), every place filled once (check 13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from cards.deck.text import CardText

from .blueprint import ALL, GOOD_CATCH, PROGRAMME, Places
from .finding import Finding
from .reading import overlap, words

# The share of words that two lines may have in common.
ALIKE = {"title": 0.5, "moment": 0.34, "open_with": 0.4, "try_this": 0.4, "check_back_ask": 0.99, "when_you_hear_it": 0.5}
FIRST_WORDS = 4
FEWEST, MOST = 3, 4  # cards of a practice
GOOD_CATCHES = 6
DECK = "deck"


def check_deck(cards: Sequence[CardText], places: Places = PROGRAMME) -> list[Finding]:
    """Findings about cards beside each other. `check_card` says what one card has wrong by itself."""
    return [*_alike(cards), *_openings(cards), *_cells(cards, places), *_shares(cards, places)]


def _alike(cards: Sequence[CardText]) -> Iterator[Finding]:
    for field, most in ALIKE.items():
        said = [(card.slug, getattr(card, field)) for card in cards if getattr(card, field)]
        for (one, line), (other, another) in combinations(said, 2):
            if line.strip().lower() == another.strip().lower():
                yield Finding(f"{one}/{other}", "C11", field, f"both say {line!r}. Change one.")
            elif (share := overlap(line, another)) > most:
                yield Finding(f"{one}/{other}", "C11", field, f"too alike ({share:.2f}, {most} at most): {line!r} and {another!r}.")


def _openings(cards: Sequence[CardText]) -> Iterator[Finding]:
    asked = [(card.slug, [word.lower() for word in words(card.open_with)[:FIRST_WORDS]]) for card in cards if card.open_with]
    for (one, start), (other, another) in combinations(asked, 2):
        if start == another:
            yield Finding(f"{one}/{other}", "C11", "open_with", f"both begin {' '.join(start)!r}. Begin one of them differently.")
    whats = sum(card.open_with.lower().startswith("what") for card in cards)
    if whats > len(cards) / 2:
        yield Finding(
            DECK, "C11", "open_with", f"{whats} of {len(cards)} openings begin with 'What', half at most. Ask some with how or which."
        )


def _cells(cards: Sequence[CardText], places: Places) -> Iterator[Finding]:
    held: dict[tuple[str, str], list[str]] = {cell: [] for cell in (*product(places.mindsets, places.skills), (ALL, ALL))}
    for card in cards:
        if (card.mindset, card.skill) in held:
            held[card.mindset, card.skill].append(card.slug)
        else:
            yield Finding(card.slug, "C13", "mindset", f"{card.mindset!r} and {card.skill!r} is no place in the deck.")
    for (mindset, skill), slugs in held.items():
        place = f"{mindset} × {skill}" if mindset != ALL else "permission"
        if not slugs:
            yield Finding(DECK, "C13", place, "has no card. Write one, or move one there.")
        elif len(slugs) > 1:
            yield Finding("/".join(slugs), "C13", place, "each place has one card. Move the others.")


def _shares(cards: Sequence[CardText], places: Places) -> Iterator[Finding]:
    count = Counter(card.practice for card in cards)
    for practice in places.practices:
        if not FEWEST <= count[practice] <= MOST:
            yield Finding(DECK, "C13", practice, f"has {count[practice]} cards. A practice has three or four.")
    for card in cards:
        if card.practice not in places.practices:
            yield Finding(card.slug, "C13", "practice", f"{card.practice!r} is no practice of the programme.")
    good = sum(card.kind == GOOD_CATCH for card in cards)
    if good < GOOD_CATCHES:
        yield Finding(DECK, "C13", GOOD_CATCH, f"{good} cards. A deck has six at least, so that praise is never far.")
