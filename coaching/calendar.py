"""Days, weeks and shifts in a team's own time zone. Pure: moments come in as arguments, none are read from a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from accounts.models import Team

LOOK_AHEAD = 15  # days: longer than any gap between two shifts of a team that works at least one day a week


@dataclass(frozen=True)
class Shift:
    """`day` is the date it starts on, on the team's wall; the moments are UTC. A night shift ends on the next date."""

    day: date
    starts_at: datetime
    ends_at: datetime


def shift_on(day: date, team: Team) -> Shift | None:
    """The team's shift that starts on that day, None on a day off."""
    if str(day.isoweekday()) not in team.works_on:
        return None
    ends_on = day if team.shift_ends > team.shift_starts else day + timedelta(days=1)
    starts = datetime.combine(day, team.shift_starts, team.zone).astimezone(UTC)
    return Shift(day, starts, datetime.combine(ends_on, team.shift_ends, team.zone).astimezone(UTC))


def shifts_from(at: datetime, team: Team) -> Iterator[Shift]:
    """The shift running at that moment, if any, and those that follow."""
    first = at.astimezone(team.zone).date() - timedelta(days=1)  # a night shift may have begun yesterday
    for offset in range(LOOK_AHEAD):
        shift = shift_on(first + timedelta(days=offset), team)
        if shift and shift.ends_at > at:
            yield shift


def first_shift_after(day: date, team: Team, works_on: str = "") -> Shift:
    """The first that starts on a later day, of these weekdays where somebody has days of their own."""
    days = [day + timedelta(days=offset) for offset in range(1, LOOK_AHEAD)]
    own = [one for one in days if str(one.isoweekday()) in works_on and str(one.isoweekday()) in team.works_on]
    return next(shift for one in own or days if (shift := shift_on(one, team)))


def a_week_from(at: datetime, team: Team) -> Shift:
    """The last shift that starts later and no more than seven days on, by the days on the team's wall; or else the next there is."""
    later = [shift for shift in shifts_from(at, team) if shift.starts_at > at]
    last = at.astimezone(team.zone).date() + timedelta(days=7)
    return ([shift for shift in later if shift.day <= last] or later[:1])[-1]


def come_back(when: str, at: datetime, team: Team, works_on: str = "") -> Shift | None:
    """The shift by whose end a promise made at that moment is to be kept; None for "none". `works_on`: a part-timer's own weekdays.

    later-today: the shift that is running, or else the next. next-shift: the first that starts later. this-week: the
    last shift of the week the moment falls in, or the next shift when there is none left.
    """
    if when == "none":
        return None
    ahead = list(shifts_from(at, team))
    ahead = [shift for shift in ahead if str(shift.day.isoweekday()) in works_on] or ahead
    if when == "later-today":
        return ahead[0]
    later = [shift for shift in ahead if shift.starts_at > at]
    if when == "this-week":
        week = at.astimezone(team.zone).isocalendar()[:2]
        this_week = [shift for shift in later if shift.day.isocalendar()[:2] == week]
        return this_week[-1] if this_week else later[0]
    return later[0]
