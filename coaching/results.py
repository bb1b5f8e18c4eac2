"""Where results stood before, where they stand now, and how sure that is: what went with the coaching, never what caused it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Site, User
from coaching.models import Measure, Reading, ReadingQuerySet


@dataclass(frozen=True)
class Line:
    """One measure at one site."""

    site: Site
    baseline: Reading | None
    now: Reading | None

    @property
    def moved(self) -> Decimal | None:
        return self.now.value - self.baseline.value if self.now and self.baseline else None

    @property
    def between(self) -> tuple[Decimal, Decimal] | None:
        """Where the true move may well lie: two ranges are as wide together as the hypotenuse of their halves."""
        if self.moved is None or not self.now or not self.baseline or self.now.half is None or self.baseline.half is None:
            return None
        half = (self.now.half**2 + self.baseline.half**2).sqrt().quantize(Decimal("0.01"))
        return self.moved - half, self.moved + half

    @property
    def may_be_none(self) -> bool:
        """Its range has nought in it: it may not have moved at all."""
        return bool(self.between and self.between[0] <= 0 <= self.between[1])

    @property
    def hoped(self) -> bool | None:
        """Whether it went the way that is better; None where it stood still or nobody can say."""
        if not self.moved or not self.now:
            return None
        return (self.moved > 0) == (self.now.measure.better == Measure.Better.UP)


@dataclass(frozen=True)
class Result:
    measure: Measure
    lines: list[Line]


def results(reader: User, site: Site | None = None) -> list[Result]:
    """One query, however many readings there are."""
    rows = Reading.objects.visible_to(reader).ends()
    return by_measure(rows.filter(site=site) if site else rows)


def by_measure(rows: ReadingQuerySet) -> list[Result]:
    """By measure and then by the site's name, the only orders."""
    rows = rows.order_by("measure__number", "measure__name", "site__name", "last", "first")
    ends: dict[Measure, dict[Site, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        ends[row.measure][row.site].append(row)
    return [Result(measure, [_line(place, found) for place, found in sites.items()]) for measure, sites in ends.items()]


def _line(site: Site, found: list[Reading]) -> Line:
    baseline = next((row for row in found if row.baseline), None)
    return Line(site, baseline, found[-1] if found[-1] != baseline else None)
