"""A permission story by its teller: told, changed, agreed to, sent in, taken back. Each step is a button of its own."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, team_leaders
from coaching import entry, mending, tale
from coaching.forms.tale import AnswerForm, TaleForm
from coaching.models import PermissionStory, Refusal, TooMany
from coaching.views.stories import may_withdraw, safe_lines
from config.htmx import changed, invalid, page_or_fragment

NEW = ("stories/new.html", "stories/_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def new(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return page_or_fragment(request, *NEW, _page(request, TaleForm(request.user, initial=_begun(request))))
    form = TaleForm(request.user, request.POST)
    told = _told(request, form) if form.is_valid() else None
    if told is None:
        return invalid(request, *NEW, _page(request, form))
    mended = _mended(request)
    if mended:
        mended.settle(by=request.user)
    messages.success(request, _("Sent in\nThe designers read it next") if form.sends_in else _("Kept as a draft\nOnly you see it"))
    return changed(request, told.get_absolute_url())


def _begun(request: SignedIn) -> dict[str, Any]:
    """An empty form, or words that a phone sent and that were not taken in."""
    begun: dict[str, Any] = {"id": uuid.uuid4(), "card": request.GET.get("card", "")}
    mended = _mended(request)
    return {**begun, **mending.tale_as_typed(mended)} if mended else begun


def _mended(request: SignedIn) -> Refusal | None:
    asked = request.GET.get("mend", "")
    rows = Refusal.objects.visible_to(request.user).open().filter(kind=Refusal.Kind.STORY)
    return rows.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 12 else None


def _page(request: SignedIn, form: TaleForm, **more: Any) -> dict[str, Any]:
    return {"form": form, **safe_lines(), **more}


def _told(request: SignedIn, form: TaleForm) -> PermissionStory | None:
    """None, and the form says why, where it could not be taken in."""
    told = form.tale(timezone.now())
    try:
        return tale.tell(request.user, told, told.as_bytes())[0]
    except entry.NotYours:
        form.add_error("advisor", _("That person is not in your team now."))
    except (entry.Different, TooMany):
        form.add_error(None, _("You saved this once already, with other words. Save again to tell it as a second story."))
        form.renew()
    except entry.Withdrawn:
        form.add_error(None, _("This story was taken back. Save again to tell it anew."))
        form.renew()
    return None


def own(request: SignedIn, story: uuid.UUID) -> PermissionStory:
    """One that they told: 404 for what they may not see, 403 for what is somebody else's to change."""
    row = get_object_or_404(PermissionStory.objects.visible_to(request.user).for_list(), pk=story)
    if row.teller_id != request.user.pk:
        raise PermissionDenied(_("Only whoever told this story can do that."))
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row = own(request, story)
    if not row.tellers_turn:
        messages.info(request, _("It is not yours to change just now"))
        return changed(request, row.get_absolute_url())
    if request.method != "POST":
        typed = {**row.words, "id": row.pk, "advisor": row.advisor_id, "card": row.card.slug if row.card else ""}
        form = TaleForm(request.user, initial={**typed, "details_changed": bool(row.details_changed_at)})
        return page_or_fragment(request, *NEW, _page(request, form, story=row))
    form = TaleForm(request.user, request.POST)
    if not form.is_valid():
        return invalid(request, *NEW, _page(request, form, story=row))
    return _rewritten(request, row, form)


def _rewritten(request: SignedIn, row: PermissionStory, form: TaleForm) -> HttpResponse:
    """The words and the card. Whom it is about stays: somebody else is another story, with another yes."""
    if row.rewrite(request.user, {**form.words, "card": tale.card_of(form.cleaned_data["card"])}):
        if form.cleaned_data["details_changed"]:
            row.change_details(request.user)
        if form.sends_in:
            row.send_in(request.user)
        messages.success(request, _("Sent in\nThe designers read it next") if form.sends_in else _("Kept"))
    return changed(request, row.get_absolute_url())


@require_POST
def ask(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row = own(request, story)
    row.ask(request.user)
    messages.success(request, _("Noted that you asked\nThey can answer on their own page too"))
    return changed(request, row.get_absolute_url())


@require_POST
def answer(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    """What the advisor said, written down by who asked them."""
    row, form = own(request, story), AnswerForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose what they said"))
        return changed(request, row.get_absolute_url())
    row.answer(form.cleaned_data["answer"], request.user)
    return _after(request, row)


@require_POST
def details(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row = own(request, story)
    row.change_details(request.user)
    return changed(request, row.get_absolute_url())


@require_POST
def send_in(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row = own(request, story)
    try:
        row.send_in(request.user)
        messages.success(request, _("Sent in\nThe designers read it next"))
    except ValidationError as wrong:
        messages.warning(request, " ".join(wrong.messages))
    return changed(request, row.get_absolute_url())


@require_POST
def withdraw(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    """Somebody asked for it, and it is gone with this tap."""
    row = get_object_or_404(PermissionStory.objects.visible_to(request.user).for_list(), pk=story)
    if row.state != row.State.WITHDRAWN and not may_withdraw(row, request.user):
        raise PermissionDenied(_("Whoever told it, or leads the person it is about, can take it back."))
    row.withdraw(request.user)
    return _after(request, row)


def _after(request: SignedIn, row: PermissionStory) -> HttpResponse:
    if row.state == row.State.WITHDRAWN:
        messages.success(request, _("Taken back\nIt is gone from everywhere"))
        return changed(request, reverse("stories"))
    return changed(request, row.get_absolute_url())
