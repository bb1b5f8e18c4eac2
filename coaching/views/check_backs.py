"""Promises to come back: the list, one of them, another time for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, team_leaders, theirs
from coaching import promises
from coaching.away import Away
from coaching.forms.check_back import AGAIN, AnswerForm, MoveForm
from coaching.models import Barrier, CheckBack, ComeBack, Step
from config.htmx import asked_by_htmx, changed, invalid, page_or_fragment
from config.pages import page

OPEN, KEPT = 50, 20  # on a page
ONE = ("check_backs/check_back.html", "check_backs/_answer.html")


@require_safe
@team_leaders
def check_backs(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    kept = page(request, promises.kept_lately(request.user, at), KEPT, asks="kept")
    if asked_by_htmx(request):
        return page_or_fragment(request, "check_backs/check_backs.html", "check_backs/_kept.html", {"page": kept})
    ahead = page(request, promises.theirs(request.user, at).open().soonest_first(), OPEN)
    away = Away.of(request.user, at)
    context = {"open": ahead, "groups": promises.grouped(ahead.rows, away), "counts": promises.counts(request.user, away), "page": kept}
    return page_or_fragment(request, "check_backs/check_backs.html", "check_backs/_kept.html", context)


def _one(request: SignedIn, pk: UUID) -> CheckBack:
    return theirs(request, CheckBack.objects.visible_to(request.user).for_list().select_related("answered_by", "barrier"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def check_back(request: SignedIn, pk: UUID) -> HttpResponse:
    row = _one(request, pk)
    if row.answered_at:
        return _answered(request, row)
    if request.method != "POST":
        return page_or_fragment(request, *ONE, _context(request, row, AnswerForm(initial={"come_back": ComeBack.NONE})))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return invalid(request, *ONE, _context(request, row, form))
    if not row.answer(by=request.user, **form.cleaned_data):
        return _answered(request, row)
    messages.success(request, _told(row, form.cleaned_data["come_back"]))
    return changed(request, _back(request, row))


def _answered(request: SignedIn, row: CheckBack) -> HttpResponse:
    """What was heard, and by whom. A second answer changes nothing, and says so."""
    if request.method == "POST":
        messages.info(request, _("Answered already\nNothing was changed"))
        return changed(request, row.get_absolute_url())
    return page_or_fragment(request, "check_backs/answered.html", "check_backs/_answered.html", _context(request, row, AnswerForm()))


@require_POST
def move(request: SignedIn, pk: UUID) -> HttpResponse:
    row, form = _one(request, pk), MoveForm(request.POST)
    if row.answered_at:
        return _answered(request, row)
    if not form.is_valid():
        context = _context(request, row, AnswerForm(initial={"come_back": ComeBack.NONE}))
        return invalid(request, "check_backs/check_back.html", "check_backs/_move.html", {**context, "move_form": form})
    row.move(form.cleaned_data["come_back"])
    messages.success(request, _("Moved\nCheck back %(when)s") % {"when": ComeBack(row.come_back).label.lower()})
    return changed(request, _back(request, row))


def _context(request: SignedIn, row: CheckBack, form: AnswerForm) -> dict[str, Any]:
    return {
        "check_back": row,
        "card": row.session.card,
        "today": row.team.today(),
        "form": form,
        "steps": Step,
        "outcomes": CheckBack.Outcome,
        "kinds": Barrier.Kind,
        "come_backs": ComeBack,
        "again": AGAIN,
        "came_from": _came_from(request),
        "back": _back(request, row),
    }


def _came_from(request: SignedIn) -> str:
    """The one page besides Today that leads here. Never an address of the sender's choosing."""
    return "advisor" if "advisor" in (request.POST.get("from"), request.GET.get("from")) else ""


def _back(request: SignedIn, row: CheckBack) -> str:
    return reverse("advisor", args=[row.advisor_id]) if _came_from(request) else reverse("today")


def _told(row: CheckBack, come_back: str) -> str:
    """The toast: whose it is and what they said, then what follows."""
    first = f"{row.advisor.known_as}: {CheckBack.Outcome(row.outcome).label.lower()}"
    if row.outcome == CheckBack.Outcome.IN_THE_WAY:
        return first + "\n" + _("It's on your list of things to clear")
    if come_back == ComeBack.NONE:
        return first
    return first + "\n" + _("Check back %(when)s") % {"when": ComeBack(come_back).label.lower()}
