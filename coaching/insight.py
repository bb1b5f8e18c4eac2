"""How cards are used and what came of it, in totals. Pure, no Django; days come in as arguments.

A share is shown with its count and plausible range (`totals.plausible_range`), never of fewer than 8 people or 20 looks. Nor may one be
had by subtracting one page from another, a shorter span from a longer one or a wording from its card: see `settled`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import reduce
from typing import Any

from coaching.totals import enough_to_show, plausible_range

SPANS = (4, 12, 26, 52)  # weeks that may be asked for
USUAL = 12
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """Whole weeks up to last Sunday: nobody can watch one answer arrive between two looks at the page."""

    weeks: int
    last: date

    @classmethod
    def asked(cls, weeks: str, today: date) -> Span:
        """As the address says; the usual one where it says nothing or nonsense."""
        chosen = next((span for span in SPANS if str(span) == weeks), USUAL)
        return cls(chosen, today - timedelta(days=today.weekday() + 1))

    @property
    def first(self) -> date:
        return self.begins(self.weeks)

    @property
    def stretches(self) -> list[date]:
        """Where each of the spans begins, the shortest first: what lies between two of them is a stretch."""
        return [self.begins(weeks) for weeks in SPANS if weeks <= self.weeks]

    def begins(self, weeks: int) -> date:
        return self.last + timedelta(days=1) - weeks * WEEK


@dataclass(frozen=True)
class Heard:
    """What came of one wording in one stretch: promises that fell due and were kept, answers and what they said, and of how many people."""

    due: int = 0
    due_people: int = 0
    kept: int = 0
    answered: int = 0
    answered_people: int = 0
    helped: int = 0
    in_the_way: int = 0

    def __add__(self, other: Heard) -> Heard:
        """Of people the larger of the two: some may be in both, so that no more than those are sure."""
        both = {field.name: (getattr(self, field.name), getattr(other, field.name)) for field in fields(Heard)}
        return Heard(**{name: max(pair) if name.endswith("people") else sum(pair) for name, pair in both.items()})

    @property
    def enough(self) -> bool:
        return enough_to_show(self.due_people, self.due) and enough_to_show(self.answered_people, self.answered)


@dataclass(frozen=True)
class Share:
    """`some` of `of`, and between which shares the true one may well lie."""

    some: int
    of: int

    @property
    def percent(self) -> int:
        return int(100 * self.some / self.of + 0.5)

    @property
    def low(self) -> int:
        return round(100 * plausible_range(self.some, self.of)[0])

    @property
    def high(self) -> int:
        return round(100 * plausible_range(self.some, self.of)[1])

    @property
    def width(self) -> int:
        return max(self.high - self.low, 1)

    @property
    def mark(self) -> int:
        """Where the share itself stands on a bar of a hundred: its mark is two wide, and none of it outside."""
        return min(max(self.percent - 1, 0), 98)


@dataclass(frozen=True)
class Use:
    """Of one wording, or of a card in all its wordings. `heard` is only what may be shown; None where that is nothing."""

    opened: int = 0
    logged: int = 0
    heard: Heard | None = None

    def __add__(self, other: Use) -> Use:
        heard = self.heard + other.heard if self.heard and other.heard else self.heard or other.heard
        return Use(self.opened + other.opened, self.logged + other.logged, heard)

    @property
    def any(self) -> bool:
        return bool(self.opened or self.logged)

    @property
    def came_back(self) -> Share | None:
        return Share(self.heard.kept, self.heard.due) if self.heard else None

    @property
    def helped(self) -> Share | None:
        return Share(self.heard.helped, self.heard.answered) if self.heard else None

    @property
    def in_the_way(self) -> Share | None:
        return Share(self.heard.in_the_way, self.heard.answered) if self.heard else None


def settled(stretches: Sequence[Heard]) -> Heard | None:
    """What may be shown of one wording, from its stretches, the newest first.

    Stretches are put together until there are enough people and looks in them; what is left at the far end is left out. A longer span is
    thus a shorter one and more such groups, a card is its wordings: subtracting leaves a group that may be shown, or nothing.
    """
    shown, group = None, Heard()
    for stretch in stretches:
        group += stretch
        if group.enough:
            shown, group = (shown + group if shown else group), Heard()
    return shown


def together(uses: Iterable[Use]) -> Use:
    return reduce(Use.__add__, uses, Use())


@dataclass(frozen=True)
class Line:
    """A card and its use."""

    card: Any
    use: Use


Key = Callable[[Line], Any]


def _by_share(name: str) -> Key:
    """The largest first; what is not shown comes last, so that its place says nothing either."""

    def key(line: Line) -> tuple[float, int]:
        share = getattr(line.use, name)
        return (-share.some / share.of if share else 1, line.card.number)

    return key


ORDERS: Mapping[str, Key] = {
    "deck": lambda line: line.card.number,
    "title": lambda line: (line.card.title.casefold(), line.card.number),
    "opened": lambda line: (-line.use.opened, line.card.number),
    "logged": lambda line: (-line.use.logged, line.card.number),
    "came-back": _by_share("came_back"),
    "helped": _by_share("helped"),
    "in-the-way": _by_share("in_the_way"),
}


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    return sorted(lines, key=ORDERS.get(order, ORDERS["deck"]))
