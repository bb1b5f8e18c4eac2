"""One advisor: what they are trying, what was looked at together, the story so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, theirs
from accounts.models import Absence, Advisor, User
from accounts.post import send_link
from cards.models import Card
from coaching import record
from coaching.away import Away
from coaching.forms.away import AwayForm, as_said
from coaching.looking import looked
from coaching.models import Ask, CheckBack, Session
from coaching.next_card import Suggestion
from coaching.people import with_last_chat
from coaching.picture import looks_at, picture
from coaching.progress import Look
from coaching.promises import Promise
from coaching.suggestion import suggest, whole_deck
from config.htmx import asked_by_htmx, changed, page_or_fragment
from config.pages import Page, page

MOMENTS, OTHERS = 10, 3  # on a page; cards to choose from beside the one suggested
OPEN = 5
FILES = ("advisors/advisor.html", "advisors/_moments.html")


@dataclass(frozen=True)
class Next:
    """A suggestion with its card, where it has one."""

    suggestion: Suggestion
    card: Card | None


@require_safe
def advisor(request: SignedIn, pk: int) -> HttpResponse:
    people = with_last_chat(Advisor.objects.visible_to(request.user)).select_related("team")
    person = theirs(request, people, pk=pk)
    at = timezone.now()
    looked(person, request.user, at=at)
    moments = {"advisor": person, "today": person.team.today(at), "page": _moments(request, person)}
    if asked_by_htmx(request):
        return page_or_fragment(request, *FILES, moments)
    return page_or_fragment(request, *FILES, {**moments, **_whole(request, person, at)})


def _moments(request: SignedIn, person: Advisor) -> Page[Session]:
    """Newest first, those taken back among them: what was withdrawn stays seen."""
    rows = Session.objects.visible_to(request.user).with_advisor(person).latest_first().for_list()
    return page(request, rows.prefetch_related("check_backs"), MOMENTS)


def _whole(request: SignedIn, person: Advisor, at: datetime) -> dict[str, Any]:
    user, cards = request.user, list(whole_deck())
    looks = looks_at(person, user, at)
    rows = CheckBack.objects.visible_to(user, at).with_advisor(person).open().order_by("-session__held_at", "-pk").for_list()
    today, away = person.team.today(at), Away.among(Absence.objects.visible_to(user, at).filter(advisor=person), at)
    trying = [Promise.at(check_back, away) for check_back in rows[:OPEN]]
    asks = list(Ask.objects.visible_to(user, at).with_advisor(person).standing().select_related("skill"))
    next_step, others = (None, []) if away.now(person) else _next(person, user, at, asks, looks, cards)
    return {
        "trying": trying,
        "asks": asks,
        "picture": picture(looks, cards, today),
        "next": next_step,
        "others": others,
        "away": away.ahead(person),
        "away_form": AwayForm(today, initial=as_said(away.ahead(person), today)),
    }


def _next(
    person: Advisor, user: User, at: datetime, asks: list[Ask], looks: list[Look], cards: list[Card]
) -> tuple[Next | None, list[Next]]:
    """The one suggestion, and a few cards for whoever chooses another; for who leads the team, and nobody else."""
    if person.team not in user.teams:
        return None, []
    by_slug = {card.slug: card for card in cards}
    asked = [record.Ask(ask.asked_at, skill=ask.skill.slug) for ask in asks]
    found = [Next(one, by_slug.get(one.card or "")) for one in suggest(person, user, at, asked, looks, cards)]
    return (found[0], [one for one in found[1:] if one.card][:OTHERS]) if found else (None, [])


@require_POST
def link(request: SignedIn, pk: int) -> HttpResponse:
    """Send them a link to their own page. It goes to their work e-mail and is shown to nobody else."""
    person = theirs(request, Advisor.objects.visible_to(request.user), pk=pk)
    if Advisor.objects.of_address(person.email) != person:
        messages.error(request, _("No link sent\nHR has no work e-mail for %(name)s that is theirs alone") % {"name": person.known_as})
    else:
        send_link(request, person)  # where enough were sent already, one of those still opens
        messages.success(request, _("A link is on its way to %(name)s\nIt opens once, within half an hour") % {"name": person.known_as})
    return changed(request, reverse("advisor", args=[pk]))
