"""Log a moment; see it; put it right; take it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedIn, team_leaders, theirs
from cards.blanks import filled
from cards.models import Card
from cards.trials import dressed
from coaching import entry
from coaching.comments import as_note
from coaching.forms.entry import AmendForm, EntryForm, WithdrawForm, as_typed
from coaching.forms.mine import OwnWordsForm
from coaching.looking import looked
from coaching.models import ComeBack, Comment, Session, Step, TooMany
from coaching.personal.taken_out import TakenOut
from config.htmx import changed, invalid, page_or_fragment

NEW = ("sessions/new.html", "sessions/_new.html")
AMEND = ("sessions/amend.html", "sessions/_amend.html")
WITHDRAW = ("sessions/withdraw.html", "sessions/_withdraw.html")


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def new(request: SignedIn) -> HttpResponse:
    slug = request.POST.get("card") or request.GET.get("card", "")
    if not slug:  # the card comes first; who it is for is remembered on the way
        return redirect(reverse("cards", query={"for": request.GET["for"]} if "for" in request.GET else None))
    # A card may be retired while its form is open: what was typed is still taken in.
    deck = Card.objects.for_page() if request.method == "POST" else Card.objects.in_play()
    card = get_object_or_404(deck, slug=slug.replace("\0", ""))
    dressed(request, [card])
    if request.method == "POST":
        return _log(request, EntryForm(request.user, card, request.POST))
    return page_or_fragment(request, *NEW, _form(EntryForm(request.user, card, initial=_filled_in(request, card))))


def _filled_in(request: SignedIn, card: Card) -> dict[str, Any]:
    assert card.current is not None
    heard = _heard(request)
    return {
        "id": uuid.uuid4(),
        "edition": card.current.number,
        "advisor": request.GET.get("for", ""),
        "next_step": "" if card.care_first else filled(card.current.try_this),
        "come_back": card.current.check_back_when,
        "note": as_note(heard) if heard else "",
    }


def _heard(request: SignedIn) -> Comment | None:
    """The customer's comment that is played back, where they may read it: its words are offered, and nothing points from here to it."""
    asked = request.GET.get("voice", "")[:18]
    return (
        Comment.objects.visible_to(request.user).standing().filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() else None
    )


def _form(form: EntryForm) -> dict[str, Any]:
    return {"form": form, "card": form.card, "steps": Step, "come_backs": ComeBack, "recent": form.recent(), "rest": form.rest()}


def _log(request: SignedIn, form: EntryForm) -> HttpResponse:
    if not form.is_valid():
        return invalid(request, *NEW, _form(form))
    moment = form.entry(held_at=timezone.now())
    try:
        session, _new = entry.log(request.user, moment, moment.as_bytes())
    except entry.NotYours:
        form.add_error("advisor", _("That person is not in your team now."))
    except (entry.Different, TooMany):  # kept aside or not, the words are in the form
        form.add_error(None, _("You saved this once already, with other words. Save again to log it as a second moment."))
        form.renew()
    except entry.Withdrawn:
        form.add_error(None, _("You took this one back. Save again to log it anew."))
        form.renew()
    else:
        messages.success(request, _saved(session), extra_tags=str(session.pk))
        return changed(request, reverse("today"))
    return invalid(request, *NEW, _form(form))


def _saved(session: Session) -> str:
    """The toast: whose it is on the first line, the promise on the second."""
    first = _("Logged for %(name)s") % {"name": session.advisor.known_as}
    if session.come_back == ComeBack.NONE:
        return first
    promise = _("Check back %(when)s") % {"when": ComeBack(session.come_back).label.lower()}
    return f"{first}\n{promise}"


@require_GET
def session(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    row = _one(request, pk)
    looked(row.advisor, request.user)
    context = {
        "session": row,
        "note": row.note_for(request.user),
        "check_backs": row.check_backs.order_by("due_at"),
        "amendments": row.amendments.select_related("by"),
        "mine": row.can_be_put_right_by(request.user) and not row.withdrawn_at and not row.disputed_at,
    }
    return page_or_fragment(request, "sessions/session.html", "sessions/_session.html", context)


@require_GET
def show(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """For the advisor to read on the leader's phone, there and then: all that was written down, and who reads it."""
    row = _one(request, pk)
    looked(row.advisor, request.user)
    return redirect(row) if row.withdrawn_at else render(request, "sessions/show.html", _shown(request, row))


def _shown(request: SignedIn, row: Session) -> dict[str, Any]:
    promise = row.check_backs.filter(answered_at=None).order_by("due_at").first()
    note = row.note_for(request.user)  # before words go that are not for the advisor
    out = TakenOut.of(row.advisor)
    out.shown(row)
    return {
        "session": row,
        "note": out.said(note),
        "promise": promise,
        "mine": row.can_be_put_right_by(request.user) and not row.disputed_at,
    }


@require_POST
def own_words(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """What the advisor types there and then, on the leader's phone. Once it stands it is theirs alone to change."""
    row, form = _one(request, pk), OwnWordsForm(request.POST)
    if row.withdrawn_at:
        return changed(request, row.get_absolute_url())
    if not form.is_valid():
        return render(request, "sessions/show.html", {**_shown(request, row), "form": form}, status=422)
    if form.cleaned_data["own_words"] and row.add_own_words(form.cleaned_data["own_words"], with_leader=request.user):
        messages.success(request, _("Your words stand beside it"))
    return changed(request, reverse("session-show", args=[pk]))


def _one(request: SignedIn, pk: uuid.UUID) -> Session:
    return theirs(request, Session.objects.visible_to(request.user).for_list(), pk=pk)


def _to_put_right(request: SignedIn, pk: uuid.UUID) -> Session:
    """Seen by every leader of the team, put right only by the one who logged it."""
    row = _one(request, pk)
    if not row.can_be_put_right_by(request.user):
        raise PermissionDenied(_("Only the leader who logged it can change it."))
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    row = _to_put_right(request, pk)
    if row.withdrawn_at or row.disputed_at:  # its page says which
        return HttpResponseRedirect(row.get_absolute_url())
    looked(row.advisor, request.user)
    form = AmendForm(request.POST) if request.method == "POST" else AmendForm(initial=as_typed(row))
    context = {"form": form, "session": row, "card": row.card, "steps": Step}
    if request.method != "POST":
        return page_or_fragment(request, *AMEND, context)
    if not form.is_valid():
        return invalid(request, *AMEND, context)
    if row.amend(by=request.user, reason=form.cleaned_data["reason"], **form.words()):
        messages.success(request, _("Put right\nThe words before are kept with it"))
    return changed(request, row.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    row = _to_put_right(request, pk)
    if row.disputed_at:
        return HttpResponseRedirect(row.get_absolute_url())
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page_or_fragment(request, *WITHDRAW, {"form": form, "session": row})
    if not form.is_valid():
        return invalid(request, *WITHDRAW, {"form": form, "session": row})
    row.withdraw(by=request.user, because=form.cleaned_data["because"])
    messages.success(request, _("Withdrawn\nIt no longer counts anywhere"))
    return changed(request, row.get_absolute_url())


@require_POST
def undo(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    row = _to_put_right(request, pk)
    if row.disputed_at:
        return changed(request, row.get_absolute_url())
    if not row.can_be_undone() and not row.withdrawn_at:
        return changed(request, reverse("session-withdraw", args=[pk]))
    row.withdraw(by=request.user, because=_("Undone just after saving"))
    messages.success(request, _("Undone\nNothing counts on %(name)s's page") % {"name": row.advisor.known_as})
    return changed(request, reverse("today"))
