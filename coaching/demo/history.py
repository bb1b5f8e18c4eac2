"""Twelve weeks of a team: two to four chats a working day, around whatever was staged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from accounts.models import Advisor
from coaching.calendar import Shift

from . import days
from .floor import Beat, Floor
from .staged import NEVER, QUIET

CHATS_A_DAY = (2, 4)
BEFORE_QUIET = 12  # days: what was promised before was kept by then, so that nothing is heard of them since
WEEKEND = 6  # Saturday and Sunday of a team that works every day are quieter


def live(floor: Floor, staged: list[Beat]) -> None:
    """All chats in the order they were held, so that steps move the way they were seen."""
    beats = [*staged, *_by_chance(floor, staged)]
    for beat in sorted(beats, key=lambda beat: beat.at):
        here = _here(floor, beat.at)
        if beat.advisor or here:
            floor.chat(beat, here)


def _by_chance(floor: Floor, staged: list[Beat]) -> Iterator[Beat]:
    for shift in days.worked(floor.crew.team, floor.now):
        there = sum(shift.starts_at <= beat.at < shift.ends_at for beat in staged)
        chats = _chats(floor, shift) - there
        for place in range(chats):  # each in its own part of the shift: nobody is in two chats at once
            low, high = (place + 0.1) / chats, (place + 0.9) / chats
            yield Beat(days.between(floor.rng, shift.starts_at, min(shift.ends_at, floor.now), low, high))


def _chats(floor: Floor, shift: Shift) -> int:
    """How many that day; of a shift still running, as many as the time gone by."""
    few, many = CHATS_A_DAY
    if floor.crew.covered_at(shift.starts_at):
        few, many = 1, 2
    elif shift.day.isoweekday() >= WEEKEND and len(floor.crew.plan.works_on) == 7:
        few, many = 0, 2
    gone = (min(shift.ends_at, floor.now) - shift.starts_at) / (shift.ends_at - shift.starts_at)
    return round(floor.rng.randint(few, many) * gone)


def _here(floor: Floor, at: datetime) -> list[Advisor]:
    """Who may be spoken with then: the quiet ones only up to some days before their last."""
    today = floor.crew.team.today(floor.now)
    names = {name for name, ago in QUIET.items() if floor.crew.team.today(at) > today - timedelta(days=ago + BEFORE_QUIET)} | NEVER
    joined = floor.crew.joined
    return [one for one in floor.crew.advisors if joined[one.employee_number] <= at and not (floor.tidy and one.name in names)]
