"""What anyone above sees: totals only, and how sure they are. Pure, no Django; source: content/ratings.md, section 2."""

from __future__ import annotations

from math import sqrt

from coaching.progress import Say

FEWEST_PEOPLE, FEWEST_LOOKS = 8, 20  # in fewer a person could be made out, and a share would say next to nothing
WIDTH = 1.96  # standard errors to either side: 19 times in 20


def enough_to_show(people: int, looks: int) -> bool:
    """Nothing is shown for fewer than 8 people or 20 looks."""
    return people >= FEWEST_PEOPLE and looks >= FEWEST_LOOKS


def plausible_range(some: int, of: int) -> tuple[float, float]:
    """Between which shares, 0 to 1, the true one may well lie: Wilson's interval, which holds for small numbers too."""
    share, spread = some / of, WIDTH**2 / of
    middle, half = share + spread / 2, WIDTH * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def share(some: int, of: int, what: str, _: Say = str) -> str:
    """With its count and plausible range; `what` is translated already: "said it helped"."""
    low, high = plausible_range(some, of)
    numbers = {"tenths": int(10 * some / of + 0.5), "what": what, "some": some, "of": of}
    ends = {"low": f"{low:.0%}", "high": f"{high:.0%}"}
    return _("about %(tenths)s in 10 %(what)s (%(some)s of %(of)s; could be anywhere from %(low)s to %(high)s)") % {**numbers, **ends}
