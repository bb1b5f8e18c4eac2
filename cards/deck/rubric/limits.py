"""How long a line may be (check 1): what fits a phone, and what can be said in a breath."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Said
from .reading import words

# Words, characters.
LIMITS = {
    "heard": (16, 32),
    "title": (5, 28),
    "moment": (18, 88),
    "open_with": (15, 72),
    "follow_ons": (10, 42),
    "listen_for": (8, 38),
    "try_this": (18, 85),
    "say_permission": (18, 86),
    "why_it_matters": (18, 90),
    "avoid": (16, 80),
    "check_back_ask": (10, 60),
    "when_you_hear_it": (18, 85),
    "elsewhere": (18, 85),
    "safety_note": (20, 110),
}
SHORTEST_TITLE = 2
LINES = (2, 3)  # of follow_ons and of listen_for


def too_long(field: str, line: str, most: int) -> Iterator[Said]:
    if len(line) > most:
        yield Said("C1", field, f"{len(line)} characters, {most} at most. Shorten {line!r}.")


def within_limits(field: str, line: str) -> Iterator[Said]:
    most_words, most = LIMITS[field]
    count = len(words(line))
    yield from too_long(field, line, most)
    if count > most_words:
        yield Said("C1", field, f"{count} words, {most_words} at most. Shorten {line!r}.")
    if field == "title" and count < SHORTEST_TITLE:
        yield Said("C1", field, f"{count} word, {SHORTEST_TITLE} at least. Say a little more than {line!r}.")
