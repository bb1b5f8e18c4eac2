"""A leader's own weeks, for that leader's eyes alone: this one so far, beside the four before it. Pure, no Django.

Each week is a count or a share with its count, never an average; the middle of the four is one of them, so it has no decimals either.
Nothing in here can be set beside another leader's, and nothing says how many chats there should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from statistics import median_low

BEFORE = 4  # weeks beside this one
ENOUGH = 3  # of a handful fewer nothing is said: two chats begin well or badly by chance
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Chat:
    """`on` is the day on the team's wall; `took_ms` what the phone measured, where it did."""

    on: date
    good: bool
    took_ms: int | None = None


@dataclass(frozen=True)
class Promise:
    """One that fell due on that day, and whether it was come back to, be it late."""

    on: date
    kept: bool


@dataclass(frozen=True)
class Cleared:
    """Something that was in the way until that day, and how many days it had waited."""

    on: date
    waited: int


@dataclass(frozen=True)
class Figure:
    """`some` of `of`; a plain count is all of itself."""

    some: int
    of: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.some, self.of or 1)


@dataclass(frozen=True)
class Bar:
    """A week of one measure: `figure` is None where there is too little to say. Widths are whole hundredths of the longest."""

    first: date
    so_far: bool
    figure: Figure | None
    some_width: int
    of_width: int


@dataclass(frozen=True)
class Measure:
    """The newest week first. `shares`: whether the middle is sought among shares, or among counts."""

    weeks: Sequence[tuple[date, Figure | None]]
    shares: bool = False

    @property
    def now(self) -> Figure | None:
        return self.weeks[0][1]

    @cached_property
    def usual(self) -> Figure | None:
        """The middle of the weeks before, the lower one of two: always a week that was. None with fewer than two to look at."""
        said = [figure for _first, figure in self.weeks[1:] if figure]
        if len(said) < 2:
            return None
        middle = median_low(self._by(one) for one in said)
        return next(one for one in said if self._by(one) == middle)

    @property
    def said(self) -> bool:
        """Whether any of these weeks has something to show."""
        return any(figure and figure.of for _first, figure in self.weeks)

    def _by(self, one: Figure) -> tuple[Fraction, int]:
        return (one.share, one.of) if self.shares else (Fraction(one.some), one.of)

    @cached_property
    def bars(self) -> list[Bar]:
        longest = max((figure.of for _first, figure in self.weeks if figure), default=0) or 1
        return [self._bar(place == 0, first, figure, longest) for place, (first, figure) in enumerate(self.weeks)]

    def _bar(self, so_far: bool, first: date, figure: Figure | None, longest: int) -> Bar:
        some, of = (figure.some, figure.of) if figure else (0, 0)
        return Bar(first, so_far, figure, round(100 * some / longest), round(100 * of / longest))


@dataclass(frozen=True)
class Report:
    """`took` is in seconds. `waited`: days, of what was cleared this week, the shortest first."""

    chats: Measure
    kept: Measure
    good: Measure
    took: Measure
    cleared: Measure
    waited: list[int]

    @property
    def begun(self) -> bool:
        """Whether there is anything at all in these weeks."""
        return any(figure and figure.of for one in (self.chats, self.kept, self.cleared) for _first, figure in one.weeks)

    @property
    def alone(self) -> bool:
        """No week before this one to look back on."""
        return len(self.chats.weeks) == 1

    @property
    def good_judged(self) -> bool:
        """Enough chats this week to say how they began."""
        return bool(self.good.now and self.good.now.of >= ENOUGH)

    @property
    def good_enough(self) -> bool:
        """At least one in three: people hear what works as well as what does not."""
        return bool(self.good.now and self.good.now.some * 3 >= self.good.now.of)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def mondays(today: date, since: date) -> list[date]:
    """This week's and up to four before it, the newest first; none of a week that was over before they began to lead."""
    every = [monday(today) - WEEK * back for back in range(BEFORE + 1)]
    return [first for first in every if first == every[0] or first + WEEK > since]


def report(today: date, since: date, chats: Iterable[Chat], promises: Iterable[Promise], cleared: Iterable[Cleared]) -> Report:
    """`today` is the day on the leader's wall, `since` the one on which they began to lead. Rows of other weeks are passed over."""
    weeks = mondays(today, since)
    had, due, done = (_by_week(weeks, rows) for rows in (chats, promises, cleared))
    return Report(
        chats=Measure([(week, Figure(len(had[week]), len(had[week]))) for week in weeks]),
        kept=Measure([(week, _share([one.kept for one in due[week]])) for week in weeks], shares=True),
        good=Measure([(week, _share([one.good for one in had[week]])) for week in weeks], shares=True),
        took=Measure([(week, _middle([one.took_ms for one in had[week] if one.took_ms is not None])) for week in weeks]),
        cleared=Measure([(week, Figure(len(done[week]), len(done[week]))) for week in weeks]),
        waited=sorted(one.waited for one in done[weeks[0]]),
    )


def _by_week(weeks: list[date], rows: Iterable[Chat | Promise | Cleared]) -> dict[date, list]:
    found: dict[date, list] = {week: [] for week in weeks}
    for row in rows:
        if monday(row.on) in found:
            found[monday(row.on)].append(row)
    return found


def _share(hits: list[bool]) -> Figure | None:
    return Figure(sum(hits), len(hits)) if hits else None


def _middle(took: list[int]) -> Figure | None:
    """Whole seconds, half a second up: a phone's clock is no finer than that says."""
    if len(took) < ENOUGH:
        return None
    seconds = (median_low(took) + 500) // 1000
    return Figure(seconds, seconds)
