"""Check-backs as a leader's list: late, today or ahead, by the clock on the team's wall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from coaching.away import Away
from coaching.models import CheckBack, CheckBackQuerySet

LATELY = timedelta(days=14)
GROUPS = {"late": _("Late"), "today": _("Today"), "ahead": _("Ahead"), "away": _("Away")}
Group = tuple[str, str, list["Promise"]]


@dataclass(frozen=True)
class Promise:
    """An open check-back and how it stands: `late`, `today`, `ahead` or `away`. `today` is the date on its team's wall.

    `due_on` is the day it is to be kept: as promised, or after the days they are away; None while nobody knows when that is.
    """

    check_back: CheckBack
    state: str
    today: date
    due_on: date | None
    until: date | None = None

    @classmethod
    def at(cls, check_back: CheckBack, away: Away) -> Promise:
        today = check_back.team.today(away.at)
        due = away.falls_due(check_back)
        if absence := away.holds(check_back):
            return cls(check_back, "away", today, due and due[0], absence.last_day)
        on, by = due or (check_back.due_on, check_back.due_at)
        # By the shift's day, not its end: tonight's night shift is today's, and so is last night's while it runs.
        state = "late" if away.at > by else "today" if on <= today else "ahead"
        return cls(check_back, state, today, on)


def theirs(leader: User, at: datetime) -> CheckBackQuerySet:
    """Of the teams this person leads now, with what a line shows."""
    return CheckBack.objects.visible_to(leader, at).in_teams(leader.teams).for_list()


def kept_lately(leader: User, at: datetime) -> CheckBackQuerySet:
    """Answered in the last two weeks, the latest first."""
    return theirs(leader, at).answered().filter(answered_at__gte=at - LATELY).order_by("-answered_at", "pk")


def grouped(check_backs: Iterable[CheckBack], away: Away) -> list[Group]:
    """Late, today, ahead, away: those that have any, each with its heading."""
    order = list(GROUPS)
    promises = sorted((Promise.at(row, away) for row in check_backs), key=lambda promise: order.index(promise.state))
    return [(state, str(GROUPS[state]), list(some)) for state, some in groupby(promises, key=lambda promise: promise.state)]


def due(leader: User, away: Away) -> Q:
    """Late, or promised for a shift that began today or earlier on the wall of its team, by somebody who is here."""
    return due_in(leader.teams, away)


def due_in(teams: Iterable[Team], away: Away) -> Q:
    """The same, of these teams."""
    by_wall = Q(due_at__lt=away.at)
    for team in teams:
        by_wall |= Q(team=team, due_on__lte=team.today(away.at))
    return by_wall & ~away.not_due()


def counts(leader: User, away: Away) -> dict[str, int]:
    """How many are open, due (late or today), and late: for a headline that holds on every page of the list."""
    at = away.at
    rows = CheckBack.objects.visible_to(leader, at).in_teams(leader.teams).open()
    late = Q(due_at__lt=at) & ~away.not_late()
    return rows.aggregate(open=Count("pk"), due=Count("pk", filter=due(leader, away)), late=Count("pk", filter=late))
