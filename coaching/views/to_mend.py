"""Words that could not be taken in: the leader's own, to be logged again or put aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, team_leaders, theirs
from cards.models import Card
from coaching import entry, mending
from coaching.forms.check_back import AnswerForm
from coaching.forms.entry import EntryForm
from coaching.models import Barrier, CheckBack, ComeBack, Refusal, Step, TooMany
from config.htmx import changed, invalid, page_or_fragment
from config.pages import Page, page

OPEN, ASIDE = 20, 10  # on a page
LIST = ("to_mend/to_mend.html", "to_mend/_list.html")
SESSION = ("to_mend/session.html", "to_mend/_session.html")
ANSWER = ("to_mend/answer.html", "to_mend/_answer.html")


@require_safe
@team_leaders
def to_mend(request: SignedIn) -> HttpResponse:
    rows = Refusal.objects.visible_to(request.user).newest_first()
    ahead: Page[Refusal] = page(request, rows.open(), OPEN)
    aside: Page[Refusal] = page(request, rows.settled(), ASIDE, asks="aside")
    shown = mending.mends(request.user, [*ahead.rows, *aside.rows])
    context = {"page": ahead, "mends": shown[: len(ahead.rows)], "aside": aside, "mended": shown[len(ahead.rows) :]}
    return page_or_fragment(request, *LIST, context)


@require_POST
@team_leaders
def put_aside(request: SignedIn, pk: int) -> HttpResponse:
    _own(request, pk).settle(by=request.user)
    messages.success(request, _("Put aside\nThe words are kept"))
    return changed(request, reverse("to-mend"))


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def again(request: SignedIn, pk: int) -> HttpResponse:
    row = _own(request, pk)
    if row.settled_at:
        return changed(request, reverse("to-mend"))
    if row.kind == Refusal.Kind.STORY:
        return changed(request, reverse("stories-new", query={"mend": row.pk}))
    return _answer(request, row) if row.kind == Refusal.Kind.ANSWER else _session(request, row)


def _own(request: SignedIn, pk: int) -> Refusal:
    return get_object_or_404(Refusal.objects.visible_to(request.user), pk=pk)


def _session(request: SignedIn, row: Refusal) -> HttpResponse:
    slug = request.POST.get("card") or request.GET.get("card") or mending.words_of(row).get("card", "")
    card = Card.objects.for_page().filter(slug=mending.plain(slug), current__isnull=False).first()
    if card is None:
        return page_or_fragment(request, "to_mend/cards.html", "to_mend/_cards.html", {"refusal": row, "cards": Card.objects.in_play()})
    if request.method != "POST":
        form = EntryForm(request.user, card, initial=mending.entry_as_typed(row, card))
        return page_or_fragment(request, *SESSION, _form(row, form))
    form = EntryForm(request.user, card, request.POST)
    if form.is_valid() and _logged(request, row, form):
        row.settle(by=request.user)
        messages.success(request, _("Logged for %(name)s") % {"name": form.cleaned_data["advisor"].known_as})
        return changed(request, reverse("to-mend"))
    return invalid(request, *SESSION, _form(row, form))


def _logged(request: SignedIn, row: Refusal, form: EntryForm) -> bool:
    """As of when it was held. Otherwise the form says why not."""
    again = form.entry(held_at=mending.moment(row, "held_at"))
    try:
        entry.log(request.user, again, again.as_bytes())
    except entry.NotYours:
        form.add_error("advisor", _("That person is not in your team now."))
    except (entry.Different, TooMany):
        form.add_error(None, _("You saved this once already, with other words. Save again to log it as a second moment."))
        form.renew()
    except entry.Withdrawn:
        form.add_error(None, _("You took this one back. Save again to log it anew."))
        form.renew()
    else:
        return True
    return False


def _form(row: Refusal, form: EntryForm) -> dict[str, Any]:
    held = mending.moment(row, "held_at")
    return {
        "refusal": row, "held_at": held, "form": form, "card": form.card, "steps": Step, "come_backs": ComeBack,
        "recent": form.recent(), "rest": form.rest(),
    }  # fmt: skip


def _answer(request: SignedIn, row: Refusal) -> HttpResponse:
    asked = theirs(request, CheckBack.objects.visible_to(request.user).for_list(), pk=row.session_id)
    if asked.answered_at:
        messages.info(request, _("Answered already\nNothing was changed"))
        return changed(request, reverse("to-mend"))
    if request.method != "POST":
        return page_or_fragment(request, *ANSWER, _said(row, asked, AnswerForm(initial=mending.answer_as_typed(row))))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return invalid(request, *ANSWER, _said(row, asked, form))
    if asked.answer(by=request.user, **form.cleaned_data, at=mending.moment(row, "answered_at")):
        row.settle(by=request.user)
        messages.success(request, f"{asked.advisor.known_as}: {CheckBack.Outcome(asked.outcome).label.lower()}")
    return changed(request, reverse("to-mend"))


def _said(row: Refusal, asked: CheckBack, form: AnswerForm) -> dict[str, Any]:
    return {
        "refusal": row, "check_back": asked, "card": asked.session.card, "form": form, "steps": Step,
        "outcomes": CheckBack.Outcome, "kinds": Barrier.Kind, "come_backs": ComeBack,
    }  # fmt: skip
