"""The five headline results of a programme, all sites together: what moved beside the coaching, never because of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from coaching.models import Measure
from coaching.results import Line, Result

MOST = 5
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Headline:
    """Over the sites that have both a baseline and a reading since, of `sites_of` that have any; weighted by their answers now.

    `low` and `high` are of the move, None where a site brought no range. `n` is how many answers or cases, before and now.
    """

    measure: Measure
    sites: int
    sites_of: int
    before: Decimal
    now: Decimal
    n: tuple[int, int]
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def moved(self) -> Decimal:
        return self.now - self.before

    @property
    def may_be_none(self) -> bool:
        return self.low is not None and self.high is not None and self.low <= 0 <= self.high

    @property
    def hoped(self) -> bool | None:
        """Whether it went the way that is better; None where it stood still, or may not have moved, or nobody can say how sure it is."""
        if not self.moved or self.may_be_none or self.low is None:
            return None
        return (self.moved > 0) == (self.measure.better == Measure.Better.UP)


def headlines(results: list[Result]) -> list[Headline]:
    """The first five that can be set beside a baseline, in the designers' own order: never those that moved most."""
    return [found for result in results if (found := headline(result))][:MOST]


def headline(result: Result) -> Headline | None:
    """Every site at the same weight before and now, so that a site that answers more often is no move."""
    both = [(line, line.baseline, line.now) for line in result.lines if line.baseline and line.now]
    if not both:
        return None
    n = (sum(before.n for _line, before, _now in both), sum(now.n for _line, _before, now in both))
    weights = [Decimal(now.n) / n[1] for _line, _before, now in both]
    before, now = (
        sum((weight * one.value for weight, one in zip(weights, side, strict=True)), Decimal()).quantize(CENT)
        for side in ([before for _line, before, _now in both], [now for _line, _before, now in both])
    )
    half = _half([line for line, _before, _now in both], weights)
    ends = (None, None) if half is None else (now - before - half, now - before + half)
    return Headline(result.measure, len(both), len(result.lines), before, now, n, *ends)


def _half(lines: list[Line], weights: list[Decimal]) -> Decimal | None:
    """Half the range of a weighted sum: sites are asked apart from each other, so their squares add up."""
    betweens = [line.between for line in lines]
    if any(between is None for between in betweens):
        return None
    squares = [(weight * (one[1] - one[0]) / 2) ** 2 for weight, one in zip(weights, betweens, strict=True) if one]
    return sum(squares, Decimal()).sqrt().quantize(CENT)
