"""Where the bars of a chart stand, in whole units of its drawing. Pure, no Django; templates write them into SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEFT, WIDTH, TOP, HEIGHT = 34, 512, 16, 180
STACK_WIDTH, STACK_HEIGHT = 120, 72


@dataclass(frozen=True)
class Bar:
    """One week; `n` is None where nothing may be shown."""

    week: date
    n: int | None
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Tick:
    """A line across, or a word below."""

    at: int
    label: int | date


@dataclass(frozen=True)
class Columns:
    bars: list[Bar]
    lines: list[Tick]
    below: list[Tick]

    @property
    def some(self) -> bool:
        return any(bar.n for bar in self.bars)


def columns(weeks: Sequence[tuple[date, int | None]]) -> Columns:
    """A column a week, the oldest first, from nought up to a round number."""
    top = rounded_up(max((n for _week, n in weeks if n), default=1))
    edges = [LEFT + round(WIDTH * place / len(weeks)) for place in range(len(weeks) + 1)]
    bars = [_bar(week, n, top, edges[place], edges[place + 1]) for place, (week, n) in enumerate(weeks)]
    lines = [Tick(TOP + HEIGHT - round(HEIGHT * part / 4), round(top * part / 4)) for part in range(5)]
    spread = sorted({round(part * (len(bars) - 1) / 3) for part in range(4)})
    return Columns(bars, lines, [Tick(bars[place].x, bars[place].week) for place in spread])


def _bar(week: date, n: int | None, top: int, left: int, right: int) -> Bar:
    height = round(HEIGHT * (n or 0) / top)
    return Bar(week, n, left + 1, TOP + HEIGHT - height, max(right - left - 2, 2), height)


def rounded_up(most: int) -> int:
    """The next number that four lines divide evenly: 4, 8, 20, 40, 80, 200."""
    unit = 1
    while True:
        for times in (4, 8, 12, 20):
            if most <= times * unit:
                return times * unit
        unit *= 10


@dataclass(frozen=True)
class Piece:
    step: int
    x: int
    y: int
    width: int
    height: int


def stacks(periods: Sequence[Sequence[int]]) -> list[Piece]:
    """A column for each period, cut by the share of each step, the first at the foot. Shares, so every column is as tall."""
    pieces = []
    edges = [round(STACK_WIDTH * place / (len(periods) or 1)) for place in range(len(periods) + 1)]
    for place, steps in enumerate(periods):
        foot, so_far = STACK_HEIGHT, 0
        for step, n in enumerate(steps, 1):
            so_far += n
            head = STACK_HEIGHT - round(STACK_HEIGHT * so_far / sum(steps))
            pieces.append(Piece(step, edges[place] + 1, head, max(edges[place + 1] - edges[place] - 2, 2), foot - head))
            foot = head
    return pieces
