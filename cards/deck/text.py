"""What a card, a practice and the story say, apart from the database. Lists are tuples, so that a text never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# Every field of a card that a leader sees, in the order of the page.
SEEN = (
    "title",
    "moment",
    "open_with",
    "follow_ons",
    "listen_for",
    "try_this",
    "say_permission",
    "why_it_matters",
    "avoid",
    "check_back_ask",
    "when_you_hear_it",
    "elsewhere",
    "safety_note",
)


class Text(Protocol):
    """Anything that leaders read line by line."""

    @property
    def where(self) -> str: ...

    def lines(self) -> Iterator[tuple[str, str]]: ...


@dataclass(frozen=True)
class CardText:
    """One card: its place, and one wording. For `heard`, `heard_as` and `care_first` None is "nothing said"."""

    number: int
    slug: str
    title: str = ""
    mindset: str = ""
    skill: str = ""
    practice: str = ""
    kind: str = ""
    channel: str = "any"
    minutes: int = 2
    moment: str = ""
    open_with: str = ""
    follow_ons: tuple[str, ...] = ()
    listen_for: tuple[str, ...] = ()
    try_this: str = ""
    say_permission: str = ""
    why_it_matters: str = ""
    avoid: str = ""
    check_back_when: str = ""
    check_back_ask: str = ""
    when_you_hear_it: str = ""
    elsewhere: str = ""
    safety_note: str = ""
    search_words: tuple[str, ...] = ()
    heard: str | None = None
    heard_as: tuple[str, ...] | None = None
    care_first: bool | None = None

    @property
    def where(self) -> str:
        return self.slug

    def lines(self) -> Iterator[tuple[str, str]]:
        """Every line a leader sees, with its field; what was overheard comes first, as on Today."""
        if self.heard:
            yield "heard", self.heard
        yield from self.body()

    def body(self) -> Iterator[tuple[str, str]]:
        """The card itself, face and back: what its reading age is taken from."""
        for field in SEEN:
            yield from each(field, getattr(self, field))


@dataclass(frozen=True)
class PracticeText:
    """`three_small_things` are pairs of when and do; `linked_cards` only repeats what the cards say, None if it does not."""

    number: int
    slug: str
    name: str = ""
    one_line: str = ""
    what_it_is: str = ""
    on_the_floor: tuple[str, ...] = ()
    gets_in_the_way: tuple[str, ...] = ()
    three_small_things: tuple[tuple[str, str], ...] = ()
    reflective_question: str = ""
    say_it: str = ""
    safe_lines: tuple[str, ...] = ()
    linked_cards: tuple[int, ...] | None = None

    @property
    def where(self) -> str:
        return f"practice {self.slug}"

    def lines(self) -> Iterator[tuple[str, str]]:
        for field in ("name", "one_line", "what_it_is", "on_the_floor", "gets_in_the_way"):
            yield from each(field, getattr(self, field))
        for when, do in self.three_small_things:
            yield from (("three_small_things", when), ("three_small_things", do))
        for field in ("reflective_question", "say_it", "safe_lines"):
            yield from each(field, getattr(self, field))


@dataclass(frozen=True)
class Objective:
    whom: str
    text: str
    how_we_will_know: str


@dataclass(frozen=True)
class StoryText:
    headline: str = ""
    objectives: tuple[Objective, ...] = ()
    why_now: str = ""
    what_changes: tuple[str, ...] = ()
    what_stays: tuple[str, ...] = ()
    you_can_ask_of_us: str = ""
    closing_question: str = ""
    film: str = ""  # an address, and no line that anybody reads

    @property
    def where(self) -> str:
        return "story"

    def lines(self) -> Iterator[tuple[str, str]]:
        yield "headline", self.headline
        for objective in self.objectives:
            yield from (("objectives", line) for line in (objective.whom, objective.text, objective.how_we_will_know))
        for field in ("why_now", "what_changes", "what_stays", "you_can_ask_of_us", "closing_question"):
            yield from each(field, getattr(self, field))


@dataclass(frozen=True)
class PermissionText:
    """A true story of somebody who used their freedom: its parts by name, told by a leader."""

    slug: str
    parts: tuple[tuple[str, str], ...] = ()
    agreed: bool = False

    @property
    def where(self) -> str:
        return f"permission story {self.slug}"

    def lines(self) -> Iterator[tuple[str, str]]:
        yield from self.parts


def each(field: str, value: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A field's lines, each with the field's name; nothing for an empty one."""
    yield from ((field, line) for line in ((value,) if isinstance(value, str) else value) if line)


def placeholders(text: Text) -> list[tuple[str, str]]:
    """What the organisation has still to fill in: the field, and the words in their curly brackets."""
    return [(field, found) for field, line in text.lines() for found in PLACEHOLDER.findall(line)]
