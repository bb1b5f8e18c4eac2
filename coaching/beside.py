"""A result's course beside the chats of the same weeks, at one site: what went with what, in whole units of a drawing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coaching.drawing import LEFT, WIDTH, Bar

TOP, TALL = 12, 96  # of the result, above
FOOT, CHATS = 196, 64  # of the chats, below: how deep they stand, how tall the most of them


@dataclass(frozen=True)
class Point:
    """One reading: where it stands, how far its plausible range goes up and down, and the chats of its own weeks, None where hidden."""

    reading: Any
    x: int
    y: int
    high: int
    low: int
    chats: int | None


@dataclass(frozen=True)
class Beside:
    measure: Any
    points: list[Point]
    bars: list[Bar]

    @property
    def path(self) -> str:
        """From point to point, as SVG says it."""
        return "M" + "L".join(f"{point.x} {point.y}" for point in self.points)


def beside(measure: Any, readings: Sequence[Any], weeks: Sequence[Bar]) -> Beside:
    """`readings` of that measure in these weeks, the oldest first. Both share the line of time, never a scale."""
    ends = [end for one in readings for end in (one.value, one.low, one.high) if end is not None]
    lowest, spread = min(ends), (max(ends) - min(ends)) or 1
    first, days = weeks[0].week, len(weeks) * 7

    def high(value: Any) -> int:
        return TOP + TALL - round(TALL * (value - lowest) / spread)

    def across(one: Any) -> int:
        middle = (one.first - first + (one.last - one.first) / 2).days
        return LEFT + min(round(WIDTH * middle / days), WIDTH)  # the latest may run on past the last week counted

    points = [
        Point(one, across(one), high(one.value), high(one.value if one.high is None else one.high),
              high(one.value if one.low is None else one.low), _chats(one.first, one.last, weeks))
        for one in readings
    ]  # fmt: skip
    return Beside(measure, points, _low(weeks))


def _chats(first: date, last: date, weeks: Sequence[Bar]) -> int | None:
    """Of the weeks that are wholly in it and may be shown."""
    shown = [bar.n for bar in weeks if first <= bar.week and bar.week + timedelta(days=6) <= last and bar.n]
    return sum(shown) if shown else None


def _low(weeks: Sequence[Bar]) -> list[Bar]:
    most = max((bar.n for bar in weeks if bar.n), default=0) or 1
    heights = [(bar, round(CHATS * (bar.n or 0) / most)) for bar in weeks]
    return [Bar(bar.week, bar.n, bar.x, FOOT - height, bar.width, height) for bar, height in heights]
