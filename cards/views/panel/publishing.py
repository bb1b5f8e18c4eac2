"""What is done with a card's wording: publish now or later, undo, retire, bring back; and the full history of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedIn
from cards.lately import of_card
from cards.lately import told as lines_of
from cards.models import Card, Edition
from cards.panel.findings import judge
from cards.panel.form import WhenForm
from cards.views.panel.wording import around, one
from config.pages import page as page_of

PAGE = "admin/cards/card/history.html"
A_PAGE = 50


def history(request: SignedIn, object_id: int) -> HttpResponse:
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return render(request, PAGE, told(request, one(object_id)))


@require_POST
def publish(request: SignedIn, object_id: int) -> HttpResponse:
    """The draft as it was seen on the page, now."""
    draft = as_seen(request, one(object_id))
    if draft is None or stopped(request, draft):
        return back(object_id)
    draft.publish(by=request.user)
    messages.success(request, _("Published\nPhones get it when they next have a signal"))
    return back(object_id)


@require_POST
def plan(request: SignedIn, object_id: int) -> HttpResponse:
    """The draft as it was seen on the page, at a time to come."""
    card = one(object_id)
    form = WhenForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, {**told(request, card), "when": form}, status=422)
    draft = as_seen(request, card)
    if draft is not None and not stopped(request, draft):
        draft.plan(by=request.user, due_at=form.cleaned_data["publish_at"])
        messages.success(request, _("Planned\nIt is published by itself; a change to the draft ends the plan"))
    return back(object_id)


@require_POST
def call_off(request: SignedIn, object_id: int) -> HttpResponse:
    if draft := one(object_id).draft:
        draft.call_off(by=request.user)
        messages.success(request, _("Called off\nThe draft waits for you"))
    return back(object_id)


@require_POST
def throw_away(request: SignedIn, object_id: int) -> HttpResponse:
    """The draft as it was seen on the page waits no longer: nobody throws away words they have not read."""
    if draft := as_seen(request, one(object_id), _("Not thrown away")):
        draft.throw_away(by=request.user)
        messages.success(request, _("Thrown away\nIts words stay in the history"))
    return back(object_id)


@require_POST
def undo(request: SignedIn, object_id: int) -> HttpResponse:
    """Back to the wording before the one that the page showed."""
    card = one(object_id)
    edition = get_object_or_404(card.editions, number=_number(request))
    return done(request, object_id, _("Undone\nLeaders see the wording before"), lambda: card.undo_publishing(request.user, edition))


@require_POST
def again(request: SignedIn, object_id: int) -> HttpResponse:
    """A wording that was in use once, brought into use again."""
    edition = get_object_or_404(one(object_id).editions.filter(published_at__isnull=False), number=_number(request))
    edition.publish(by=request.user)
    messages.success(request, _("Published again\nPhones get it when they next have a signal"))
    return back(object_id)


@require_POST
def retire(request: SignedIn, object_id: int) -> HttpResponse:
    card = one(object_id)
    return done(request, object_id, _("Retired\nWhat used the card keeps it"), lambda: card.retire(request.user))


@require_POST
def bring_back(request: SignedIn, object_id: int) -> HttpResponse:
    card = one(object_id)
    return done(request, object_id, _("Back in the deck"), lambda: card.bring_back(request.user))


def told(request: SignedIn, card: Card) -> dict[str, Any]:
    """The page: what may be done now, and all that was done."""
    draft = card.draft
    found = page_of(request, of_card(card), A_PAGE, path=request.path.replace("/plan/", "/history/"))
    brought = card.publications.that_brought(card.current) if card.current else None
    return {
        **around(request, card),
        "draft": draft,
        "holder": card.holder if card.retired_at else None,
        "judgement": judge(card, draft) if draft else None,
        "when": WhenForm(initial={"publish_at": draft.publish_at} if draft else None),
        "undoes": brought.before if brought else None,
        "page": found,
        "lines": list(lines_of(found.rows)),
    }


def as_seen(request: SignedIn, card: Card, not_done: str = "") -> Edition | None:
    """The draft, if it is still the one whose page was open: nobody publishes words they have not read."""
    draft = card.draft
    if draft and draft.seen == request.POST.get("seen"):
        return draft
    messages.error(request, f"{not_done or _('Not published')}\n{_('Somebody changed the draft since you opened the page: look again')}")
    return None


def stopped(request: SignedIn, draft: Edition) -> bool:
    if judge(draft.card, draft).stops:
        messages.error(request, _("Not published\nA hard rule stops it: see Checks beside the words"))
        return True
    return False


def done(request: SignedIn, object_id: int, says: str, verb: Any) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        verb()
        messages.success(request, says)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return back(object_id)


def back(object_id: int) -> HttpResponse:
    return redirect("admin:cards_card_history", object_id)


def _number(request: SignedIn) -> int:
    asked = request.POST.get("edition", "")
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 5 else 0
