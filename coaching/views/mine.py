"""An advisor's own record: the same words their leader sees, who can read them, and what they themselves add."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Absence, Advisor
from accounts.own_record import OwnRecord, own_record
from coaching.away import Away
from coaching.forms.mine import AskForm, OwnWordsForm
from coaching.models import Ask, CheckBack, DataPack, Export, Opening, PermissionStory, Session
from coaching.personal.taken_out import TakenOut
from coaching.picture import looks_at, picture
from coaching.promises import Promise
from coaching.readers import readers
from coaching.suggestion import whole_deck
from config.htmx import asked_by_htmx, changed, invalid, page_or_fragment
from config.pages import Page, page

ENTRIES, OPEN, LINES, STORIES = 10, 5, 20, 5  # on a page
FILES = ("mine/mine.html", "mine/_entries.html")


@require_safe
@own_record
def mine(request: OwnRecord) -> HttpResponse:
    if asked_by_htmx(request):
        return page_or_fragment(request, *FILES, {"advisor": request.advisor, **_entries(request, TakenOut.of(request.advisor))})
    return page_or_fragment(request, *FILES, whole(request, timezone.now()))


def _entries(request: OwnRecord, out: TakenOut) -> dict[str, Any]:
    person = request.advisor
    rows = Session.objects.visible_to(person).latest_first().for_list()
    found: Page[Session] = page(request, rows.prefetch_related("check_backs"), ENTRIES, path=reverse("mine"))
    for row in found.rows:
        out.shown(row)
    return {"today": person.team.today(), "page": found, "words_out": bool(out.phrases)}


def whole(request: OwnRecord, at: datetime) -> dict[str, Any]:
    """What their own page shows, for a form on it that is refused as well."""
    person = request.advisor
    away, reading = Away.among(Absence.objects.visible_to(person), at), readers(person, at)
    open_ones = CheckBack.objects.visible_to(person, at).open().order_by("-session__held_at", "-pk").for_list()
    trying, out = list(open_ones[:OPEN]), TakenOut.of(person)
    for row in trying:
        out.shown(row.session)
    taken = Export.objects.visible_to(person).complete().order_by("-made_at").values_list("made_at", flat=True)
    return {
        **_entries(request, out),
        "advisor": person,
        "trying": [Promise.at(row, away) for row in trying],
        "picture": picture(looks_at(person, person, at), whole_deck(), person.team.today(at)),
        "asks": Ask.objects.visible_to(person).standing().select_related("skill"),
        "ask_form": AskForm(),
        "stories": page(
            request, PermissionStory.objects.about(person).newest_first().for_list(), STORIES, asks="stories", path=reverse("mine")
        ),
        "readers": reading,
        "leading": {reader.name for reader in reading},
        "openings": Opening.objects.visible_to(person).by_reader()[:LINES],
        "packs": DataPack.objects.visible_to(person).latest_first().select_related("made_by")[:OPEN],
        "taken": len(taken),
        "taken_last": person.team.today(taken[0]) if taken else None,
        "earlier": Session.objects.visible_to(person).exclude(team=person.team_id).exists(),
    }


def _one(request: OwnRecord, pk: uuid.UUID) -> Session:
    return get_object_or_404(Session.objects.visible_to(request.advisor).for_list(), pk=pk)


def _back(request: OwnRecord, to: str = "") -> HttpResponse:
    """To the page of the list they were on, and to the entry itself."""
    number = request.GET.get("page", "")
    query = {"page": number} if number.isdecimal() else None
    return changed(request, reverse("mine", query=query) + to)


@require_POST
@own_record
def seen(request: OwnRecord, pk: uuid.UUID) -> HttpResponse:
    _one(request, pk).mark_seen()
    return _back(request, f"#e-{pk}")


@require_POST
@own_record
def own_words(request: OwnRecord, pk: uuid.UUID) -> HttpResponse:
    row, form = _one(request, pk), OwnWordsForm(request.POST)
    if not form.is_valid():
        context = {"refused": row.pk, "form": form, "session": row, "advisor": request.advisor}
        there = whole(request, timezone.now())
        return invalid(request, "mine/mine.html", "mine/_entry.html", {**there, **context})
    row.add_own_words(form.cleaned_data["own_words"])
    row.mark_seen()
    messages.success(request, _("Your words stand beside it") if row.own_words else _("Your words are gone"))
    return _back(request, f"#e-{pk}")


@require_POST
@own_record
def ask(request: OwnRecord) -> HttpResponse:
    form = AskForm(request.POST)
    if form.is_valid() and not Ask.make(request.advisor, form.cleaned_data["skill"]):
        form.add_error("skill", _("You asked for three things already. Take one back first."))
    if not form.is_valid():
        return invalid(request, "mine/mine.html", "mine/_asks.html", {**whole(request, timezone.now()), "ask_form": form})
    messages.success(request, _("Asked\nYour leader sees it on your page"))
    return _back(request, "#asks")


@require_POST
@own_record
def take_back(request: OwnRecord, pk: int) -> HttpResponse:
    get_object_or_404(Ask.objects.visible_to(request.advisor), pk=pk).take_back()
    messages.success(request, _("Taken back"))
    return _back(request, "#asks")


@require_POST
@own_record
def earlier(request: OwnRecord) -> HttpResponse:
    """Whether the record of earlier teams goes along. Theirs to choose, and to change again."""
    person: Advisor = request.advisor
    person.take_record_along(request.POST.get("along") == "yes")
    messages.success(request, _("Your earlier record goes along") if person.record_follows else _("Your earlier record stays behind"))
    return _back(request, "#readers")
