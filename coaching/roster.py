"""Who was where in each four weeks, as one number: it tells that somebody joined, moved or took over on a day counted before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from zlib import crc32

from accounts.models import Leadership, Membership
from coaching.counting import FOUR_WEEKS, period_of

There = tuple[str, int, int, datetime, datetime | None]


def who(firsts: Iterable[date]) -> dict[date, int]:
    """By four weeks. The verbs that move people belong to accounts, which knows nothing of totals, and moves may be years back."""
    moves: Counter[date] = Counter()
    for kind, site, person, starts_at, ends_at in _there():
        number = crc32(f"{kind} {site} {person}".encode())
        moves[period_of(starts_at.date())] += number
        if ends_at:
            moves[period_of(ends_at.date()) + FOUR_WEEKS] -= number
    changes, now, found = sorted(moves.items()), 0, {}
    for first in sorted(firsts):
        while changes and changes[0][0] <= first:
            now += changes.pop(0)[1]
        found[first] = now
    return found


def _there() -> Iterator[There]:
    here = Membership.objects.order_by().values_list("team__site", "advisor", "starts_at", "ends_at")
    leading = Leadership.objects.order_by().values_list("team__site", "leader", "starts_at", "ends_at")
    return chain((("here", *row) for row in here.iterator()), (("leading", *row) for row in leading.iterator()))
