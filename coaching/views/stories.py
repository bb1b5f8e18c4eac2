"""Permission stories as everybody reads them: the list, one of them, the wall for a huddle, and "I would"."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn
from accounts.models import Advisor, User
from accounts.own_record import signed_in_or_own_record
from cards.models import Practice, Skill
from coaching.forms.tale import AnswerForm
from coaching.models import Cheer, PermissionStory, Reader
from coaching.models.permission_story import monday
from coaching.permission import Telling, telling
from config.htmx import asked_by_htmx, changed, page_or_fragment
from config.pages import page

A_PAGE, YOURS = 10, 5


def reader_of(request: HttpRequest) -> Reader:
    """Who reads: whoever is signed in, or an advisor on their own page. Nobody else: a story can be taken back, so no copy is kept."""
    if request.user.is_authenticated:
        return request.user
    advisor: Advisor | None = getattr(request, "advisor", None)
    if advisor is None:
        raise PermissionDenied(_("This page is about a person, so no copy of it is kept."))
    return advisor


@require_safe
@signed_in_or_own_record
def stories(request: HttpRequest) -> HttpResponse:
    reader, chosen = reader_of(request), narrowed(request.GET)
    rows = PermissionStory.objects.visible_to(reader).published().within(**chosen).week_first(timezone.localdate()).for_list()
    found = page(request, rows, A_PAGE)
    context = {"page": found, "tellings": with_cheers(found.rows, reader), "chosen": chosen, "carried": _carried(chosen)}
    if asked_by_htmx(request):
        return page_or_fragment(request, "stories/stories.html", "stories/_list.html", context)
    return render(request, "stories/stories.html", {**context, **_around(reader)})


def narrowed(asked: QueryDict) -> dict[str, str]:
    """Slugs that nobody has find nothing, which the page says."""
    return {name: asked.get(name, "").replace("\0", "")[:50] for name in ("practice", "skill")}


def _carried(chosen: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: slug for name, slug in chosen.items() if slug})
    return f"{query.urlencode()}&" if query else ""


def _around(reader: Reader) -> dict[str, Any]:
    yours = PermissionStory.objects.none()
    if isinstance(reader, User):
        own = PermissionStory.objects.visible_to(reader).filter(teller=reader)
        yours = own.exclude(state__in=["published", "withdrawn"]).order_by("-told_at", "-pk")
    return {
        "practices": Practice.objects.all(), "skills": Skill.objects.all(), "yours": yours[:YOURS], **safe_lines(),
        "may_tell": isinstance(reader, User) and reader.leads,
    }  # fmt: skip


def safe_lines() -> dict[str, Any]:
    """The programme's own, from the practice that has them; always one tap away."""
    return {"safe_lines": next((one.safe_lines for one in Practice.objects.all() if one.safe_lines), [])}


def with_cheers(rows: list[PermissionStory], reader: Reader) -> list[dict[str, Any]]:
    """Each as this person reads it, with what they said to it themselves; two queries for all of them."""
    numbers = Cheer.objects.numbers(rows)
    said: set[tuple[object, str]] = set()
    if isinstance(reader, User):
        said = set(Cheer.objects.visible_to(reader).filter(story__in=rows).values_list("story", "word"))
    this_week = monday(timezone.localdate())
    return [
        {"telling": telling(row, reader), "cheers": _cheers(row, said, numbers), "of_week": row.week_of == this_week}
        for row in rows
    ]  # fmt: skip


def _cheers(row: PermissionStory, said: set[tuple[object, str]], numbers: dict[tuple[object, str], int]) -> list[dict[str, Any]]:
    return [
        {"word": word, "label": label, "said": (row.pk, word) in said, "people": numbers.get((row.pk, word))}
        for word, label in Cheer.Word.choices
    ]


@require_safe
@signed_in_or_own_record
def one(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    reader = reader_of(request)
    row = get_object_or_404(PermissionStory.objects.visible_to(reader).for_list(), pk=story)
    return render(request, "stories/story.html", shown(row, reader))


def shown(row: PermissionStory, reader: Reader) -> dict[str, Any]:
    """What the page of one story says."""
    yours = isinstance(reader, User) and row.teller_id == reader.pk
    return {
        **with_cheers([row], reader)[0], **safe_lines(), "story": row, "yours": yours, "answer_form": AnswerForm(),
        "may_withdraw": may_withdraw(row, reader), "sent_back": row.acts.filter(act="sent-back").first() if yours else None,
    }  # fmt: skip


def may_withdraw(row: PermissionStory, reader: Reader) -> bool:
    """Whoever told it, and whoever leads now the person it is about: that is who is asked to take it back."""
    if isinstance(reader, Advisor) or row.state == row.State.WITHDRAWN:
        return False
    if row.teller_id == reader.pk:
        return True
    return row.advisor_id is not None and Advisor.objects.led_by(reader).filter(pk=row.advisor_id).exists()


@require_safe
@signed_in_or_own_record
def wall(request: HttpRequest) -> HttpResponse:
    """One at a time, to be read out: the story of the week first."""
    reader = reader_of(request)
    rows = PermissionStory.objects.visible_to(reader).published().week_first(timezone.localdate()).for_list()
    found = page(request, rows, 1)
    told: Telling | None = telling(found.rows[0], reader) if found.rows else None
    return render(request, "stories/wall.html", {"page": found, "telling": told})


@require_POST
def cheer(request: SignedIn, story: uuid.UUID) -> HttpResponse:
    """Say it, or take it back."""
    row = get_object_or_404(PermissionStory.objects.visible_to(request.user).published().for_list(), pk=story)
    word = request.POST.get("word", "")
    if word in Cheer.Word.values:
        Cheer.say(row, request.user, word, yes=request.POST.get("yes") == "1")
    if asked_by_htmx(request):
        return page_or_fragment(request, "stories/story.html", "stories/_cheers.html", with_cheers([row], request.user)[0])
    return changed(request, row.get_absolute_url())
