"""How often each word was said of each card: all that the ranking knows, small enough for a phone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .words import pieces, words

# Beside the cards, by their slugs: what is no moment, what speaks of harm, what only sounds like it. No slug has a tilde.
NO_CARD, HARM, HARMLESS = "~no-card", "~harm", "~harmless"


@dataclass(frozen=True)
class Index:
    """`names` are what can be found; `said` holds, for each word, how often it was said of each (by its place in `names`).

    `signs` are words in a row that speak of harm, whatever else is said; * stands for any ending, or for any word.
    """

    names: tuple[str, ...]
    said: Mapping[str, Mapping[int, int]]
    signs: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, Iterable[str]], signs: Iterable[str] = ()) -> Index:
        said: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for at, lines in enumerate(texts.values()):
            for line in lines:
                for word in words(line):
                    said[word][at] += 1
        return cls(tuple(texts), {word: dict(said[word]) for word in sorted(said)}, tuple(signs))

    @cached_property
    def pieces(self) -> dict[str, dict[int, int]]:
        """The same for each piece of a word."""
        counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for word, said in self.said.items():
            for piece in pieces(word):
                counts[piece].update(said)
        return {piece: dict(count) for piece, count in counts.items()}

    @cached_property
    def sizes(self) -> list[int]:
        """How many pieces were said of each name."""
        sizes = [0] * len(self.names)
        for counts in self.pieces.values():
            for at, times in counts.items():
                sizes[at] += times
        return sizes

    @cached_property
    def common(self) -> frozenset[str]:
        """Words said of a third of all names or more: they tell nothing apart."""
        return frozenset(word for word, said in self.said.items() if 3 * len(said) >= len(self.names))

    def packed(self) -> dict[str, Any]:
        """For the phone: a line of words, and beside each the places and times as numbers in turn."""
        return {
            "names": self.names,
            "signs": self.signs,
            "words": " ".join(self.said),
            "said": [_flat(said) for said in self.said.values()],
        }


def _flat(said: Mapping[int, int]) -> list[int]:
    return [number for place in sorted(said) for number in (place, said[place])]
