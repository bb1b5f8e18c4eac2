"""Moderation of permission stories in the panel: read, make nobody out, send back, publish, choose a week, make a card."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn
from accounts.panel import panel
from cards.models import Card
from coaching.forms.story_panel import CardForm, SendBackForm, WeekForm, WordingForm
from coaching.models import PermissionStory, StoryChanged
from coaching.permission import telling, words_for
from coaching.story_reading import differences, history, stops
from config.pages import page

A_PAGE = 30
PAGE = "admin/stories/story.html"
SHELVES = ("waiting", "published", "sent-back")


@require_safe
def stories(request: SignedIn) -> HttpResponse:
    """Those of one state, the longest waiting first."""
    shelf = request.GET.get("state", "")
    shelf = shelf if shelf in SHELVES else SHELVES[0]
    rows = PermissionStory.objects.visible_to(request.user).sent_in().filter(state=shelf).for_list()
    found = page(request, rows.order_by("-published_at", "-pk") if shelf == "published" else rows.order_by("told_at", "pk"), A_PAGE)
    labels = [(one, PermissionStory.State(one).label) for one in SHELVES]
    lines = [telling(row, request.user) for row in found.rows]
    return render(
        request,
        "admin/stories/stories.html",
        {**panel.each_context(request), "page": found, "lines": lines, "shelves": labels, "shelf": shelf, "left": left_in_cards(request)},
    )


def left_in_cards(request: SignedIn) -> list[PermissionStory]:
    """Stories that are gone and stand in a card, so few that they need no pages; the oldest first."""
    gone = PermissionStory.objects.visible_to(request.user).of_cards()[:A_PAGE]
    return [story for story in gone if story.left_in_card]


def one(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row = _row(request, story)
    if request.method != "POST":
        return render(request, PAGE, _page(request, row))
    form = WordingForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, {**_page(request, row), "form": form}, status=422)
    try:
        changed = row.edit(request.user, form.words, form.cleaned_data["seen"])
    except StoryChanged:
        return _meanwhile(request, story, form)
    messages.success(request, _("Saved: nobody else sees it yet") if changed else _("Nothing changed"))
    return redirect("admin:stories_one", row.pk)


def _row(request: SignedIn, story: uuid.UUID) -> PermissionStory:
    return get_object_or_404(PermissionStory.objects.visible_to(request.user).sent_in().for_list(), pk=story)


def _meanwhile(request: SignedIn, story: uuid.UUID, form: WordingForm) -> HttpResponse:
    """Somebody else has been at it: theirs beside what was typed. 404 where it was taken back."""
    row = _row(request, story)
    form.again(row.seen)
    return render(request, PAGE, {**_page(request, row), "form": form, "meanwhile": True}, status=422)


def _page(request: SignedIn, row: PermissionStory) -> dict[str, Any]:
    told = telling(row, request.user)
    wild = Card.objects.filter(mindset=None).first()
    return {
        **panel.each_context(request), "story": row, "telling": told, "title": told.said[:60], "stops": stops(row, request.user),
        "form": WordingForm(initial={**words_for(row, row.words, request.user), "seen": row.seen}),
        "differences": differences(row, request.user), "back": SendBackForm(initial={"seen": row.seen}),
        "week": WeekForm(timezone.localdate(), initial={"week": row.week_of and f"{row.week_of:%Y-%m-%d}"}),
        "card": CardForm(initial={"card": row.card_id or (wild.pk if wild else None)}),
        "page": (acts := page(request, row.acts.select_related("by"), A_PAGE)), "history": history(row, acts.rows, request.user),
    }  # fmt: skip


@require_POST
def send_back(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row, form = _row(request, story), SendBackForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, {**_page(request, row), "back": form}, status=422)
    try:
        row.send_back(request.user, form.cleaned_data["words"], form.cleaned_data["seen"])
    except StoryChanged:
        return _too_late(request, row)
    messages.success(request, _("Sent back with your words"))
    return redirect("admin:stories")


@require_POST
def publish(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    """As it was read, where nothing stops it."""
    row = _row(request, story)
    if row.state == row.State.WAITING and stops(row, request.user):
        messages.warning(request, _("Not published: there is something to put right first"))
        return redirect("admin:stories_one", row.pk)
    try:
        row.publish(request.user, request.POST.get("seen", ""))
    except ValidationError as wrong:
        messages.warning(request, " ".join(wrong.messages))
    except StoryChanged:
        return _too_late(request, row)
    else:
        messages.success(request, _("Published\nEverybody can read it now"))
    return redirect("admin:stories_one", row.pk)


def _too_late(request: SignedIn, row: PermissionStory) -> HttpResponse:
    messages.warning(request, _("Somebody has been at it since you read it. Read it again first."))
    return redirect("admin:stories_one", row.pk)


@require_POST
def unpublish(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row = _row(request, story)
    row.unpublish(request.user)
    messages.success(request, _("Off the list\nIt waits with the others"))
    return redirect("admin:stories_one", row.pk)


@require_POST
def week(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    row, form = _row(request, story), WeekForm(timezone.localdate(), request.POST)
    if not form.is_valid():
        return render(request, PAGE, {**_page(request, row), "week": form}, status=422)
    try:
        chosen = form.cleaned_data["week"]
        row.choose(request.user, chosen) if chosen else row.call_off(request.user)
    except ValidationError as wrong:
        form.add_error("week", wrong)
        return render(request, PAGE, {**_page(request, row), "week": form}, status=422)
    except StoryChanged:
        return _too_late(request, row)
    messages.success(request, _("Story of the week from %(day)s") % {"day": f"{chosen:%d.%m.}"} if chosen else _("Of no week now"))
    return redirect("admin:stories_one", row.pk)


@require_POST
def card(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    """A loved story becomes a draft card, and the designer stands in it."""
    row, form = _row(request, story), CardForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, {**_page(request, row), "card": form}, status=422)
    try:
        draft = row.make_card(form.cleaned_data["card"], request.user)
    except ValidationError as wrong:
        form.add_error("card", wrong)
        return render(request, PAGE, {**_page(request, row), "card": form}, status=422)
    messages.success(request, _("A draft of this card\nLeaders still see the words before"))
    return redirect("admin:cards_card_change", draft.card_id)


@require_POST
def out_of_card(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    """A story is gone, and a card was made of it: the words before come back, or a designer says that nothing of it is left."""
    row = get_object_or_404(PermissionStory.objects.visible_to(request.user).of_cards(), pk=story)
    try:
        if request.POST.get("do") == "stays":
            row.let_stay(request.user)
            messages.success(request, _("Noted\nThe card stays as it is"))
        else:
            row.put_back(request.user)
            messages.success(request, _("Out of the card\nLeaders read the words before"))
    except ValidationError as wrong:
        messages.warning(request, " ".join(wrong.messages))
    return redirect("admin:stories")
