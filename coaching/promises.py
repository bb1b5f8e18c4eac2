"""Check-backs as a leader's list: late, today or ahead, by the clock on the team's wall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from coaching.models import CheckBack, CheckBackQuerySet

LATELY = timedelta(days=14)
GROUPS = {"late": _("Late"), "today": _("Today"), "ahead": _("Ahead")}
Group = tuple[str, str, list["Promise"]]


@dataclass(frozen=True)
class Promise:
    """An open check-back and how it stands: `late`, `today` or `ahead`. `today` is the date on its team's wall."""

    check_back: CheckBack
    state: str
    today: date

    @classmethod
    def at(cls, check_back: CheckBack, at: datetime) -> Promise:
        today = check_back.team.today(at)
        # By the shift's day, not its end: tonight's night shift is today's, and so is last night's while it runs.
        state = "late" if check_back.is_late(at) else "today" if check_back.due_on <= today else "ahead"
        return cls(check_back, state, today)


def theirs(leader: User, at: datetime) -> CheckBackQuerySet:
    """Of the teams this person leads now, with what a line shows."""
    return CheckBack.objects.visible_to(leader, at).in_teams(leader.teams).for_list()


def kept_lately(leader: User, at: datetime) -> CheckBackQuerySet:
    """Answered in the last two weeks, the latest first."""
    return theirs(leader, at).answered().filter(answered_at__gte=at - LATELY).order_by("-answered_at", "pk")


def grouped(check_backs: Iterable[CheckBack], at: datetime) -> list[Group]:
    """Late, today, ahead: those that have any, each with its heading."""
    order = list(GROUPS)
    promises = sorted((Promise.at(row, at) for row in check_backs), key=lambda promise: order.index(promise.state))
    return [(state, str(GROUPS[state]), list(some)) for state, some in groupby(promises, key=lambda promise: promise.state)]


def due(leader: User, at: datetime) -> Q:
    """Late, or promised for a shift that began today or earlier on the wall of its team."""
    return due_in(leader.teams, at)


def due_in(teams: Iterable[Team], at: datetime) -> Q:
    """The same, of these teams."""
    by_wall = Q(due_at__lt=at)
    for team in teams:
        by_wall |= Q(team=team, due_on__lte=team.today(at))
    return by_wall


def counts(leader: User, at: datetime) -> dict[str, int]:
    """How many are open, due (late or today), and late: for a headline that holds on every page of the list."""
    rows = CheckBack.objects.visible_to(leader, at).in_teams(leader.teams).open()
    return rows.aggregate(open=Count("pk"), due=Count("pk", filter=due(leader, at)), late=Count("pk", filter=Q(due_at__lt=at)))
