"""Today: what was promised, who has not been spoken with, and the way to a card."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedIn, somebodys
from accounts.cover import covering
from accounts.models import User
from cards.models import Card, Kind
from coaching import promises
from coaching.away import Away
from coaching.likely import likely
from coaching.models import PermissionStory, Practising, ToPlayBack
from coaching.people import WEEK, chats, everyone, gone, not_spoken_with_lately, week_of
from coaching.permission import telling
from coaching.practice import days_in_the_way

SHOWN = 4


@require_safe
@somebodys
def today(request: SignedIn) -> HttpResponse:
    if not request.user.leads:
        return render(request, "today/home.html", {"deck": Card.objects.in_play().count()})
    return render(request, "today/today.html", page(request.user, timezone.now()))


def page(leader: User, at: datetime) -> dict[str, Any]:
    """All that Today shows, in a number of queries that does not grow."""
    people, away = everyone(leader, at), Away.of(leader, at)
    due = promises.theirs(leader, at).open().filter(promises.due(leader, away)).soonest_first()
    hurdles, story = days_in_the_way(leader, at), PermissionStory.objects.of_week(leader.teams[0].today(at))
    practising = Practising.now(leader, at)
    return {
        "practising": practising,
        "practising_asks": bool(practising and practising.asks(at)),
        "story": telling(story, leader) if story else None,
        "today": leader.teams[0].today(at),
        "teams": leader.teams,
        "covering": covering(leader, at),
        "due": [promises.Promise.at(row, away) for row in due[:SHOWN]],
        "due_count": promises.counts(leader, away)["due"],
        "quiet": not_spoken_with_lately(people, away)[:SHOWN],
        "gone": gone(people, away),
        "week": week_of([person.pk for person in people], chats(leader, at, WEEK)),
        "in_the_way": len(hurdles),
        "days_waiting": max(hurdles, default=0),
        "heard": likely(leader, list(Card.objects.in_play()), at),
        "kinds": Kind.objects.in_use(),
        "to_play_back": ToPlayBack.objects.filter(team__in=leader.teams).count(),
    }
