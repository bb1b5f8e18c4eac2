"""How cards are used and what came of it, in totals. Pure, no Django; days come in as arguments.

A share is shown with its count and plausible range (`totals.plausible_range`), never of fewer than 8 people or 20 looks. Nor may one be
had by subtracting one page from another, a shorter span from a longer one, last week's or a wording from its card: see `settled`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from coaching.counting import FIRST
from coaching.report import WEEK
from coaching.totals import FEWEST_PEOPLE, enough_to_show, plausible_range

SPANS = (4, 12, 26, 52)  # weeks that may be asked for
USUAL = 12
YEAR = 52 * WEEK
MARKS = 61  # people who may be told apart: a number of 64 bits with a sign, and a prime
ENOUGH = 2**MARKS - 1


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
        return self.last + timedelta(days=1) - self.weeks * WEEK


def marked(people: set[int]) -> int:
    """Different people as marks in one number, so that those of two weeks can be put together without keeping who they were.

    Two people may share a mark, so marks are never more than people. Of enough people in one week nothing needs to be known but that.
    """
    return ENOUGH if len(people) >= FEWEST_PEOPLE else reduce(or_, (1 << person % MARKS for person in people), 0)


@dataclass(frozen=True)
class Heard:
    """What came of one wording: promises that fell due, those that were come back to and what was said, and people as marks."""

    due: int = 0
    kept: int = 0
    helped: int = 0
    in_the_way: int = 0
    due_people: int = 0
    kept_people: int = 0

    def __add__(self, other: Heard) -> Heard:
        sums = (self.due + other.due, self.kept + other.kept, self.helped + other.helped, self.in_the_way + other.in_the_way)
        return Heard(*sums, self.due_people | other.due_people, self.kept_people | other.kept_people)

    @property
    def enough(self) -> bool:
        return enough_to_show(self.due_people.bit_count(), self.due) and enough_to_show(self.kept_people.bit_count(), self.kept)


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
        return Share(self.heard.helped, self.heard.kept) if self.heard else None

    @property
    def in_the_way(self) -> Share | None:
        return Share(self.heard.in_the_way, self.heard.kept) if self.heard else None


def year_of(week: date) -> date:
    """Where its 52 weeks of a fixed calendar begin: groups are made anew from there."""
    return FIRST + (week - FIRST) // YEAR * YEAR


def settled(weeks: Mapping[date, Heard], since: date) -> Heard | None:
    """What may be shown of one wording since that Monday, from its weeks, those of the whole fixed year that day is in among them.

    A week large enough is a group; small ones, the oldest first, are put together until they are enough. A group is shown where all of it
    is in the weeks asked for, and never another part of it: pages of any span on any day are sums of the same groups.
    """
    shown, rest, began, year = None, Heard(), None, None
    for week in sorted(week for week, heard in weeks.items() if heard.due):
        if year != year_of(week):
            rest, began, year = Heard(), None, year_of(week)
        group, starts = weeks[week], week
        if not group.enough:
            rest, began = rest + group, began or week
            if not rest.enough:
                continue
            group, starts, rest, began = rest, began, Heard(), None
        if starts >= since:
            shown = shown + group if shown else group
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
