"""Who is to be told at the start of a shift: of each team whose shift is running, whoever leads it then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from accounts.models import Leadership, Team, User
from coaching import calendar

Shifts = list[tuple[Team, date]]  # a team and the day its shift began on


def on_shift(at: datetime) -> list[tuple[User, Shifts]]:
    """Leaders with the teams of theirs that are at work at that moment, in two queries however many there are."""
    found: dict[User, Shifts] = defaultdict(list)
    for team, leaders in _in_charge(at):
        shift = next(calendar.shifts_from(at, team), None)
        if shift and shift.starts_at <= at:
            for leader in leaders:
                found[leader].append((team, shift.day))
    return list(found.items())


def _in_charge(at: datetime) -> Iterable[tuple[Team, list[User]]]:
    rows = Leadership.objects.at(at).filter(leader__is_active=True).select_related("leader", "team").order_by("team_id", "leader_id")
    by_team: dict[Team, list[Leadership]] = defaultdict(list)
    for row in rows:
        by_team[row.team].append(row)
    for team, leaderships in by_team.items():
        yield team, in_charge(leaderships)


def in_charge(leaderships: list[Leadership]) -> list[User]:
    """Whoever stands in for the usual leader; the usual leader where nobody does.

    A row that says cover says that somebody else has this team for now: a leader on holiday is not to be written to
    about it. Nothing but these rows is asked, no diary and no list of absences, so that it ends by itself when they do.
    """
    covering = [row for row in leaderships if row.cover]
    return list(dict.fromkeys(row.leader for row in covering or leaderships))
