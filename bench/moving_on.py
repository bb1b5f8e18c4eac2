"""`python -m bench.moving_on`: how often "moving on" speaks when nothing changed, by number of looks, and when something did.

A look is one step out, up or down alike, some of the time (content/ratings.md, section 2: 30 % or 50 %). Each made-up skill
gets one look a day, and the rule of `coaching/progress.py` is asked after every look. `ratings.md` counts the rule and its
mirror image together, 1 % to 3 %; only the one that says "further on" is ever shown, so people see half of that.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from coaching.progress import Look, dip, middle_of_last_three, moving_on  # noqa: E402

OUT = (0.3, 0.5)  # how often a look is one step out
TRYING_IT, DOING_IT = 2, 3
AFTER = (5, 6, 7, 9, 12, 18, 24)  # looks
SINCE = (1, 2, 3, 4, 6, 9)  # looks since they moved on, after six before
FIRST = date(2025, 1, 1)
Rule = Callable[[list[Look]], bool]


@cache
def look(place: int, step: int) -> Look:
    """One a day; `place` counts from 0."""
    on = FIRST + timedelta(days=place)
    return Look("look-ahead", "curious", on, datetime(on.year, on.month, on.day, 10, tzinfo=UTC), step)


def seen(true: int, out: float, rng: random.Random) -> int:
    """The step that is recorded, 1 to 4, when the true one is `true`."""
    drawn = rng.random()
    error = -1 if drawn < out / 2 else 1 if drawn > 1 - out / 2 else 0
    return min(4, max(1, true + error))


def history(true: Sequence[int], out: float, rng: random.Random) -> list[Look]:
    """The looks at a skill whose true step was so, day by day."""
    return [look(place, seen(step, out, rng)) for place, step in enumerate(true)]


def speaks(rule: Rule, histories: Sequence[list[Look]], after: int) -> float:
    """The share of histories in which the rule speaks at that look."""
    return sum(rule(one[:after]) for one in histories) / len(histories)


def has_spoken(rule: Rule, histories: Sequence[list[Look]], first: int, last: int) -> float:
    """The share in which it spoke at any of these looks, both included."""
    return sum(any(rule(one[:after]) for after in range(first, last + 1)) for one in histories) / len(histories)


def either_way(looks: list[Look]) -> bool:
    """Moving on, or its mirror image, which is never said: as ratings.md counts."""
    return moving_on(looks) or dip(looks)


def middles_differ(looks: list[Look]) -> bool:
    """The rule that was not taken: the middle of the last three beside the middle of the three before."""
    return len(looks) >= 6 and middle_of_last_three(looks) != middle_of_last_three(looks[:-3])


def right_step(looks: list[Look]) -> bool:
    return middle_of_last_three(looks) == TRYING_IT


def histories(true: Sequence[int], out: float, times: int, seed: int) -> list[list[Look]]:
    """So many skills with the same true steps."""
    rng = random.Random(seed)
    return [history(true, out, rng) for _ in range(times)]


def row(name: str, shares: Sequence[float]) -> str:
    return f"  {name:<44}" + "".join(f"{share:>8.1%}" for share in shares)


def report(out: float, times: int, seed: int) -> list[str]:
    """The lines for one degree of error."""
    same = histories([TRYING_IT] * AFTER[-1], out, times, seed)
    rise = histories([TRYING_IT] * 6 + [DOING_IT] * SINCE[-1], out, times, seed + 1)
    single = statistics.mean(one[0].step == TRYING_IT for one in same)
    return [
        f"\na look is one step out {out:.0%} of the time; {times} skills each",
        f"  the true step: one look {single:.0%}, the middle of three {speaks(right_step, same, 3):.0%}",
        "  nothing changed, after so many looks        " + "".join(f"{after:>8}" for after in AFTER),
        row("moving on is said at that look", [speaks(moving_on, same, after) for after in AFTER]),
        row("it, or its mirror image that is never said", [speaks(either_way, same, after) for after in AFTER]),
        row("moving on was said at some look so far", [has_spoken(moving_on, same, 6, after) for after in AFTER]),
        row("not taken: the two middles differ", [speaks(middles_differ, same, after) for after in AFTER]),
        "  one step further on, so many looks ago      " + "".join(f"{since:>8}" for since in SINCE),
        row("moving on is said at that look", [speaks(moving_on, rise, 6 + since) for since in SINCE]),
        row("moving on was said at some look since", [has_spoken(moving_on, rise, 7, 6 + since) for since in SINCE]),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--times", type=int, default=20_000, help="skills for each line")
    parser.add_argument("--seed", type=int, default=28)
    asked = parser.parse_args()
    for out in OUT:
        print("\n".join(report(out, asked.times, asked.seed)))


if __name__ == "__main__":
    main()
