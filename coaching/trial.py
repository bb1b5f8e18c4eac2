"""Two wordings of a card side by side: what may be said of which helps more. Pure, no Django.

The rule is fixed before a trial begins, and looked at once, at its planned end: who looks every week and stops when it looks good finds a
difference in one trial of four where there is none. One share decides, of answers that said it helped; what else is shown decides nothing.
Teams were split, not people, and answers of one team are alike: a range that took them for separate people would be too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from coaching.totals import WIDTH

FEWEST_ANSWERS, FEWEST_TEAMS = 100, 12  # in each arm; of fewer teams nobody can say how unlike teams are


class Verdict(StrEnum):
    TOO_EARLY = "too-early"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Arm:
    """Of each team, how many answers there were and how many of them said it helped: [(helped, answered), …]. Whose is not said."""

    teams: Sequence[tuple[int, int]]

    @property
    def some(self) -> int:
        return sum(some for some, _of in self.teams)

    @property
    def of(self) -> int:
        return sum(of for _some, of in self.teams)

    @property
    def enough(self) -> bool:
        return self.of >= FEWEST_ANSWERS and sum(of > 0 for _some, of in self.teams) >= FEWEST_TEAMS

    @property
    def alike(self) -> float:
        """How many times wider answers spread because they come in teams: the design effect, 1 at least.

        Rao and Scott (1992), A simple method for the analysis of clustered binary data, Biometrics 48:577-585.
        """
        heard = [(some, of) for some, of in self.teams if of]
        share, many = self.some / self.of, len(heard)
        if many < 2 or share in (0, 1):
            return 1.0
        between = many / (many - 1) * sum((some - of * share) ** 2 for some, of in heard) / self.of**2
        return max(between / (share * (1 - share) / self.of), 1.0)


def score_range(share: float, of: float) -> tuple[float, float]:
    """Wilson's, for a share of so many answers, which need not be whole where they count for less."""
    spread = WIDTH**2 / of
    middle, half = share + spread / 2, WIDTH * sqrt(share * (1 - share) / of + spread / (4 * of))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def difference(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Between which numbers the second share less the first may well lie; each is a share and of how many.

    Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17:873-890, method 10:
    Wilson's two ranges put together, without a correction for continuity.
    """
    (one, of_one), (two, of_two) = first, second
    (low_one, high_one), (low_two, high_two) = score_range(one, of_one), score_range(two, of_two)
    gap = two - one
    return gap - sqrt((two - low_two) ** 2 + (high_one - one) ** 2), gap + sqrt((high_two - two) ** 2 + (one - low_one) ** 2)


def range_of(first: Arm, second: Arm) -> tuple[float, float] | None:
    """The range of the difference with answers of a team counted for what they tell; None without any answer."""
    if not (first.of and second.of):
        return None
    return difference(*((arm.some / arm.of, arm.of / arm.alike) for arm in (first, second)))


def verdict(first: Arm, second: Arm, over: bool) -> Verdict:
    """`over`: it ran to its planned end. Until then, with too little, or with a range that holds no difference: too early to tell."""
    if not (over and first.enough and second.enough):
        return Verdict.TOO_EARLY
    between = range_of(first, second)
    if between is None or between[0] <= 0 <= between[1]:
        return Verdict.TOO_EARLY
    return Verdict.SECOND if between[0] > 0 else Verdict.FIRST
