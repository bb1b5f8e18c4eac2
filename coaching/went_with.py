"""What was coached more where results moved more: one comparison a mindset, skill or card. Pure, no Django. Method: docs/went-with.md.

Of each site, readings are taken in pairs that share none (first and second, third and fourth): how far the result moved, and how far
the share of chats of each kind moved between the same weeks. Both less what is usual of that time at all sites, so that a season is no
finding. Then how closely the two go together, with a range as wide as the number of comparisons asks for. A site is never compared by
its level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist, median

FEWEST_PAIRS, FEWEST_SITES = 24, 8
# In how many worlds of nothing but chance anything at all may be found, all comparisons together. One in twenty is promised; 0.05
# gave 6 or 7 of 100 on made-up worlds, as these ranges are a little narrow so far out.
SURE = 0.02


@dataclass(frozen=True)
class Pair:
    """At one site, from one reading to the next: `when` is the same for pairs of a time, `shares` how far each share of chats moved."""

    site: Hashable
    when: Hashable
    moved: float
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Found:
    """`together` from -1 (less where results moved more) to 1; plausibly between `low` and `high`, of `n` pairs at `sites` sites."""

    what: str
    together: float
    low: float
    high: float
    n: int
    sites: int

    @property
    def tells(self) -> bool:
        """Anything but: too early to tell."""
        return not self.low <= 0 <= self.high


def compared(pairs: Sequence[Pair], comparisons: int) -> list[Found]:
    """Each kind of chat of which there are enough pairs. `comparisons` are all that are made on the page, those of other measures too."""
    sites = {pair.site for pair in pairs}
    kinds = sorted({what for pair in pairs for what in pair.shares})
    alike = {when: [pair for pair in pairs if pair.when == when] for when in {pair.when for pair in pairs}}
    used = [pair for several in alike.values() if len(several) > 1 for pair in several]
    n, free = len(used), len(used) - sum(len(several) > 1 for several in alike.values())
    if free < FEWEST_PAIRS or len(sites) < FEWEST_SITES:
        return []
    moves = _centred([(pair.when, pair.moved) for pair in used])
    found = []
    for what in kinds:
        shares = _centred([(pair.when, pair.shares.get(what, 0.0)) for pair in used])
        together = _together(moves, shares)
        if together is not None:
            found.append(Found(what, together, *_range(together, free, comparisons), n, len(sites)))
    return found


def _centred(values: Sequence[tuple[Hashable, float]]) -> list[float]:
    """Less the middle of their own time, which one odd site does not move."""
    by_time: dict[Hashable, list[float]] = defaultdict(list)
    for when, value in values:
        by_time[when].append(value)
    middles = {when: median(several) for when, several in by_time.items()}
    return [value - middles[when] for when, value in values]


def _together(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's correlation of ranks (Spearman): one odd site is not a finding. None where one of them never moves."""
    ranks = _ranks(first), _ranks(second)
    spreads = [sum(value * value for value in rank) for rank in ranks]
    if not all(spreads):
        return None
    return sum(a * b for a, b in zip(*ranks, strict=True)) / sqrt(spreads[0] * spreads[1])


def _ranks(values: Sequence[float]) -> list[float]:
    """From the middle outwards; equal values share the mean of their places."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 - (len(values) - 1) / 2
        start = end + 1
    return ranks


def _range(together: float, free: int, comparisons: int) -> tuple[float, float]:
    """Fisher's, as wide as Bonferroni asks for; 1.06 is Fieller, Hartley and Pearson's for ranks (Biometrika 44:470-481, 1957)."""
    width = NormalDist().inv_cdf(1 - SURE / max(comparisons, 1) / 2) * sqrt(1.06 / (free - 3))
    middle = atanh(max(min(together, 0.999), -0.999))
    return tanh(middle - width), tanh(middle + width)
