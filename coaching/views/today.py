"""Today: what was promised, who has not been spoken with, and the way to a card."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedIn
from accounts.models import User
from cards.models import Card, Kind
from coaching.likely import likely
from coaching.models import Barrier, CheckBack
from coaching.people import not_spoken_with_lately, week

SHOWN = 4


@require_safe
def today(request: SignedIn) -> HttpResponse:
    if not request.user.leads:
        return render(request, "today/home.html", {"deck": Card.objects.in_play().count()})
    return render(request, "today/today.html", page(request.user, timezone.now()))


def page(leader: User, at: datetime) -> dict[str, Any]:
    """All that Today shows, in a number of queries that does not grow."""
    here = leader.teams[0]
    tonight = datetime.combine(here.today(at) + timedelta(days=1), time(), here.zone)
    due = CheckBack.objects.visible_to(leader, at).open().due_by(max(tonight, at)).soonest_first().for_list()
    barriers = list(Barrier.objects.visible_to(leader, at).open().longest_first().select_related("team")[:1])
    return {
        "at": here.wall(at),
        "teams": leader.teams,
        "due": list(due[:SHOWN]),
        "due_count": due.count(),
        "late": {check_back.pk for check_back in due[:SHOWN] if check_back.is_late(at)},
        "quiet": not_spoken_with_lately(leader, at)[:SHOWN],
        "week": week(leader, at),
        "barrier": barriers[0] if barriers else None,
        "in_the_way": Barrier.objects.visible_to(leader, at).open().count(),
        "heard": likely(leader, list(Card.objects.in_play()), at),
        "kinds": Kind.objects.all(),
    }
