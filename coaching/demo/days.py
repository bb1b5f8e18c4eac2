"""When things happened: only while the team was at work, never after `now`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from accounts.models import Team
from coaching import calendar
from coaching.calendar import Shift
from coaching.models import ComeBack

WEEKS = 12
LATE = 0.12  # the share of promises kept only on the shift after


def worked(team: Team, now: datetime) -> Iterator[Shift]:
    """The shifts of the last twelve weeks, the one running now included."""
    for days in range(WEEKS * 7 - 1, -1, -1):
        shift = calendar.shift_on(team.today(now) - timedelta(days=days), team)
        if shift and shift.starts_at < now:
            yield shift


def on_day(days_ago: int, team: Team, now: datetime) -> Shift:
    """The shift of a team that works every day, that many days before today."""
    shift = calendar.shift_on(team.today(now) - timedelta(days=days_ago), team)
    if shift is None:
        raise ValueError(f"{team} does not work every day")
    return shift


def between(rng: Random, first: datetime, last: datetime, low: float = 0.0, high: float = 1.0) -> datetime:
    """A moment in that part of a stretch of time, to the second."""
    seconds = (last - first).total_seconds()
    return first + timedelta(seconds=int(seconds * rng.uniform(low, high)))


def answered(rng: Random, come_back: str, at: datetime, due: Shift, team: Team) -> datetime:
    """When a promise made at that moment is kept: mostly inside the shift it was made for, now and then in the next."""
    if rng.random() < LATE:
        after = next(calendar.shifts_from(due.ends_at, team))
        return between(rng, after.starts_at, after.ends_at, 0.02, 0.4)
    shift = due
    if come_back == ComeBack.THIS_WEEK:
        shift = rng.choice([one for one in calendar.shifts_from(at, team) if at < one.starts_at <= due.starts_at])
    return between(rng, max(at, shift.starts_at), shift.ends_at, 0.1, 0.9)


def cleared(rng: Random, raised_at: datetime, team: Team) -> datetime:
    """When a leader has something out of the way: mostly days later, at work."""
    shifts = list(calendar.shifts_from(raised_at, team))
    shift = shifts[min(rng.choice([1, 1, 2, 2, 3, 4, 5, 7, 9]), len(shifts) - 1)]
    return between(rng, shift.starts_at, shift.ends_at, 0.1, 0.9)
