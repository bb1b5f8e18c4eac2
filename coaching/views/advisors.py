"""One advisor: what they are trying, what was looked at together, the story so far."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedIn, theirs
from accounts.models import Advisor
from cards.models import Card
from coaching.models import CheckBack, Session
from coaching.people import with_last_chat
from coaching.picture import looks_at, picture
from coaching.promises import Promise
from config.htmx import asked_by_htmx, page_or_fragment
from config.pages import Page, page

MOMENTS = 10  # on a page
OPEN = 5
FILES = ("advisors/advisor.html", "advisors/_moments.html")


@require_safe
def advisor(request: SignedIn, pk: int) -> HttpResponse:
    people = with_last_chat(Advisor.objects.visible_to(request.user)).select_related("team")
    person = theirs(request, people, pk=pk)
    at = timezone.now()
    moments = {"advisor": person, "today": person.team.today(at), "page": _moments(request, person)}
    if asked_by_htmx(request):
        return page_or_fragment(request, *FILES, moments)
    return page_or_fragment(request, *FILES, {**moments, **_whole(request, person, at)})


def _moments(request: SignedIn, person: Advisor) -> Page[Session]:
    """Newest first, those taken back among them: what was withdrawn stays seen."""
    rows = Session.objects.visible_to(request.user).with_advisor(person).latest_first().for_list()
    return page(request, rows.prefetch_related("check_backs"), MOMENTS)


def _whole(request: SignedIn, person: Advisor, at: datetime) -> dict[str, Any]:
    user = request.user
    cards = Card.objects.order_by("number").select_related("mindset", "skill")
    rows = CheckBack.objects.visible_to(user, at).with_advisor(person).open().order_by("-session__held_at", "-pk").for_list()
    trying = [Promise.at(check_back, at) for check_back in rows[:OPEN]]
    return {"trying": trying, "picture": picture(looks_at(person, user), cards, person.team.today(at))}
