"""From what was typed to what it may be about: naive Bayes over the pieces of words, in whole numbers.

Whole numbers, so that the server and every phone come to the same order, to the last place.
`static/js/finder/ranking.js` does the same: a test runs both.
Source: A. McCallum and K. Nigam, "A Comparison of Event Models for Naive Bayes Text Classification" (1998), the multinomial model.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from .index import Index
from .words import LONGEST, pieces, words

SCALE = 1024  # points in one unit of log-likelihood


@dataclass(frozen=True)
class Ranking:
    """Points by name: how much more likely the words are there than anywhere. `by_word` says what each word gave."""

    points: dict[str, int]
    by_word: list[tuple[str, dict[str, int]]]


def rank(query: str, index: Index) -> Ranking:
    """Points for every name of the index; all zero when no piece of any word was ever said."""
    shares = _shares(index)
    total = [0] * len(index.names)
    by_word = []
    for word in words(query[:LONGEST]):
        points = _points(word, index, shares)
        total = [a + b for a, b in zip(total, points, strict=True)]
        by_word.append((word, dict(zip(index.names, points, strict=True))))
    return Ranking(dict(zip(index.names, total, strict=True)), by_word)


def _points(word: str, index: Index, shares: tuple[list[int], int]) -> list[int]:
    """What one word says for and against each name: its pieces' share there against their share everywhere."""
    at_each, everywhere = shares
    total = [0] * len(index.names)
    for piece in pieces(word):
        counts = index.pieces.get(piece)
        if counts is None:
            continue
        usual = log(2 * sum(counts.values()) + len(index.names)) - everywhere
        for at, size in enumerate(at_each):
            total[at] += log(2 * counts.get(at, 0) + 1) - size - usual
    return total


def _shares(index: Index) -> tuple[list[int], int]:
    """The logs that every share is divided by: of each name, and of all together."""
    kinds = len(index.pieces)
    return [log(2 * size + kinds) for size in index.sizes], log(2 * sum(index.sizes) + kinds * len(index.names))


@lru_cache(maxsize=65536)
def log(halves: int) -> int:
    """The natural logarithm of so many halves (each count has a half added, so that nothing is impossible), in points."""
    return round(SCALE * math.log(max(halves, 1) / 2))
