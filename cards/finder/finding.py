"""What is shown for a query: the cards that fit, or that none does; and before all else, whether somebody may come to harm.

`static/js/finder/finding.js` does the same: a test runs both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.models import Card

from .index import HARM, HARMLESS, NO_CARD, Index
from .ranking import SCALE, Ranking, rank
from .words import pieces, words

MOST = 6  # cards worth showing: the three best, and three more on demand
REASONS, REASON = 3, 3  # words of the query given as the reason, and the letters such a word has at least
LEAD = 4 * SCALE  # the best stands out from the fourth by so much, or the words point nowhere
# An alarm too many costs a glance, one too few may cost a life; but one at every other search is no alarm.
HARM_BEFORE_A_CARD, HARM_BEHIND_HARMLESS = 4 * SCALE, SCALE
WORD = re.compile(r"[^\W_]+(?:['’‘ʼ´`][^\W_]+)*")


@dataclass(frozen=True)
class Match:
    """`because` are the words of the query that speak most for this card, as they were typed."""

    card: Card
    points: int
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """No match means that nothing fits."""

    matches: list[Match]
    harm: bool = False


def find(query: str, cards: Sequence[Card], index: Index) -> Found:
    """The cards among these that fit, best first; where harm is spoken of, the one that puts care first leads them."""
    ranking = rank(query, index)
    harm = speaks_of_harm(query, ranking, index)
    points = ranking.points
    fits = _likeliest(points) > max(0, points[NO_CARD]) and _stands_out(points)
    order = sorted((card for card in cards if points.get(card.slug, 0) > 0), key=lambda card: (-points[card.slug], card.number))
    matches = [Match(card, points[card.slug], reasons(ranking, card.slug, index)) for card in order[:MOST] if fits]
    return Found(_care_first(matches, cards) if harm else matches, harm)


def speaks_of_harm(query: str, ranking: Ranking, index: Index) -> bool:
    """By a plain sign of it, or because it is likelier than any card."""
    asked = words(query)
    if any(_said(sign.lower().split(), asked) for sign in index.signs):
        return True
    harm, harmless = ranking.points[HARM], ranking.points[HARMLESS]
    return harm > _likeliest(ranking.points) + HARM_BEFORE_A_CARD and harm > harmless - HARM_BEHIND_HARMLESS


def _said(sign: list[str], asked: list[str]) -> bool:
    places = range(len(asked) - len(sign) + 1)
    return any(all(_is(part, word) for part, word in zip(sign, asked[at:], strict=False)) for at in places)


def _is(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def reasons(ranking: Ranking, name: str, index: Index) -> tuple[str, ...]:
    """In the order they were typed, each once."""
    given = {word: points[name] for word, points in ranking.by_word if points[name] > 0 and len(word) >= REASON and tells(word, index)}
    most = sorted(given, key=lambda word: -given[word])[:REASONS]
    return tuple(word for word in given if word in most)


def marked(text: str, query: str, index: Index) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether the query asked for it. Joined, the pieces are the text."""
    asked = [word for word in words(query) if tells(word, index)]
    cut, end = [], 0
    for found in WORD.finditer(text):
        word = "".join(words(found[0]))
        if tells(word, index) and any(alike(word, other) for other in asked):
            cut += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    return [piece for piece in [*cut, (text[end:], False)] if piece[0]]


def tells(word: str, index: Index) -> bool:
    """Whether a word tells cards apart. A slip of a common word does not, either."""
    if word in index.said:
        return word not in index.common
    return not any(alike(word, other) for other in index.common)


def alike(a: str, b: str) -> bool:
    """Half of their pieces are the same: a form of the word, or a slip of it. The measure is Dice's."""
    of_a, of_b = set(pieces(a)), set(pieces(b))
    return 4 * len(of_a & of_b) >= len(of_a) + len(of_b)


def _likeliest(points: Mapping[str, int]) -> int:
    """The points of the best card of all; nought if they are all below it."""
    return max([0, *_of_cards(points)])


def _stands_out(points: Mapping[str, int]) -> bool:
    best = sorted(_of_cards(points), reverse=True)
    return len(best) < 4 or best[0] - best[3] >= LEAD


def _of_cards(points: Mapping[str, int]) -> list[int]:
    return [given for name, given in points.items() if not name.startswith("~")]


def _care_first(matches: list[Match], cards: Sequence[Card]) -> list[Match]:
    care = [card for card in cards if card.care_first]
    rest = [match for match in matches if not match.card.care_first]
    return [*(next((match for match in matches if match.card == card), Match(card, 0)) for card in care), *rest][:MOST]
