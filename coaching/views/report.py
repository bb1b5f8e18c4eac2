"""A leader's own weeks, on a page that only they have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedIn, team_leaders
from accounts.models import User
from coaching import report as weeks
from coaching.away import Away
from coaching.models import Barrier, CheckBack, Session
from coaching.record import GOOD_CATCH


@require_safe
@team_leaders
def report(request: SignedIn) -> HttpResponse:
    return render(request, "me/report.html", page(request.user, timezone.now()))


def page(leader: User, at: datetime) -> dict[str, Any]:
    """Weeks are those on the wall of their first team; what happened in another keeps the day on its own."""
    wall = leader.teams[0]
    today = wall.today(at)
    began = leader.leaderships.aggregate(first=Min("starts_at"))["first"]
    first = weeks.monday(today) - weeks.WEEK * weeks.BEFORE
    found = weeks.report(today, wall.today(began), chats(leader, first), promises(leader, first, at), cleared(leader, first, at))
    return {"report": found, "today": today}


def chats(leader: User, first: date) -> list[weeks.Chat]:
    """All they logged and did not take back, with whomever: nobody is named, and their own work stays theirs when people move."""
    rows = Session.objects.logged_by(leader).standing().filter(held_on__gte=first)
    return [weeks.Chat(on, kind == GOOD_CATCH, took) for on, kind, took in rows.values_list("held_on", "card__kind__slug", "took_ms")]


def promises(leader: User, first: date, at: datetime) -> list[weeks.Promise]:
    """Those they made or kept, of the teams they lead now, that fell due by now; not those nobody could have kept yet."""
    mine = Q(session__leader=leader) | Q(answered_by=leader)
    due = (
        CheckBack.objects.visible_to(leader, at)
        .standing()
        .in_teams(leader.teams)
        .filter(mine, due_on__gte=first, due_at__range=(since(at), at))
    )
    rows = due.exclude(Away.of(leader, at).not_late() & Q(answered_at=None))
    return [weeks.Promise(on, answered_at is not None) for on, answered_at in rows.values_list("due_on", "answered_at")]


def cleared(leader: User, first: date, at: datetime) -> list[weeks.Cleared]:
    """What they cleared, in the teams they lead now."""
    rows = Barrier.objects.visible_to(leader, at).cleared().filter(cleared_by=leader, cleared_at__gte=since(at)).select_related("team")
    return [weeks.Cleared(row.cleared_on, row.days_waiting()) for row in rows if row.cleared_on and row.cleared_on >= first]


def since(at: datetime) -> datetime:
    """Before it nothing counts, in any time zone: for an index to begin at."""
    return at - weeks.WEEK * (weeks.BEFORE + 2)
