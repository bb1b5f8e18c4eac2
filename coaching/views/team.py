"""The team, by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedIn, team_leaders
from accounts.models import User
from coaching.away import Away
from coaching.people import LATELY, chats, everyone, not_spoken_with_lately, team_pages
from coaching.practice import practice


@require_safe
@team_leaders
def team(request: SignedIn) -> HttpResponse:
    return render(request, "team/team.html", page(request.user, timezone.now()))


def page(leader: User, at: datetime) -> dict[str, Any]:
    """All that the page shows, in a number of queries that does not grow."""
    people, lately, away = everyone(leader, at), chats(leader, at, LATELY), Away.of(leader, at)
    teams = team_pages(leader, away, people, lately)
    return {
        "teams": teams,
        "coached": sum(one.week.coached for one in teams),
        "people": len(people),
        "practice": practice(leader, away, lately),
        "quiet": not_spoken_with_lately(people, away),
    }
