"""Practising one of the nine for a week: chosen, brought back, asked about, changed or stopped at any time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, team_leaders
from cards.models import Practice
from cards.views.choice import Choice
from coaching.forms.culture import BeginForm, OutcomeForm, ThingForm
from coaching.models import CheckBack, Practising
from config.htmx import asked_by_htmx, changed, invalid, page_or_fragment
from config.pages import page

FILES = ("practising/practising.html", "practising/_before.html")
BEFORE = 12  # weeks on a page


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def practising(request: SignedIn) -> HttpResponse:
    if request.method != "POST":
        return page_or_fragment(request, *FILES, _context(request))
    form = BeginForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Nothing was chosen\nThat practice is no longer in the toolkit."))
        return changed(request, reverse("practising"))
    begun = Practising.begin(request.user, form.cleaned_data["practice"])
    messages.success(request, _("%(practice)s, this week\nIt comes back on Today.") % {"practice": begun.practice})
    return changed(request, reverse("practising"))


@require_POST
@team_leaders
def answer(request: SignedIn) -> HttpResponse:
    now, form = Practising.now(request.user), OutcomeForm(request.POST)
    if now and not form.is_valid():
        return invalid(request, FILES[0], "practising/_answer.html", {**_context(request), "now": now, "form": form})
    if now and now.answer(form.cleaned_data["outcome"]):
        messages.success(request, f"{now.practice}: {now.get_outcome_display().lower()}")
    else:
        messages.info(request, _("Nothing to answer\nYou have no practice just now."))
    return changed(request, reverse("practising"))


@require_POST
@team_leaders
def things(request: SignedIn) -> HttpResponse:
    """One of the small things is ticked, or not after all. What nobody has any more is passed over, and the page shows how it stands."""
    now, form = Practising.now(request.user), ThingForm(request.POST)
    if now is None or not form.is_valid():
        return changed(request, reverse("practising"))
    did = form.cleaned_data["did"]
    now.tick(did or form.cleaned_data["undo"], done=did is not None)
    if asked_by_htmx(request):
        return page_or_fragment(request, FILES[0], "practising/_ticks.html", {"now": now})
    return changed(request, reverse("practising"))


@require_POST
@team_leaders
def stop(request: SignedIn) -> HttpResponse:
    Practising.stop(request.user)
    messages.info(request, _("Stopped\nNothing of it is kept."))
    return changed(request, reverse("practising"))


def _context(request: SignedIn) -> dict[str, Any]:
    """A constant number of queries, however many weeks there were."""
    at = timezone.now()
    rows = Practising.objects.visible_to(request.user).answered().select_related("practice").latest_first()
    now = Practising.now(request.user, at)
    return {
        "now": now,
        "asks": bool(now and now.asks(at)),
        "today": request.user.teams[0].today(at),
        "cards": now.practice.cards.in_play() if now else [],
        "choice": Choice(),
        "practices": Practice.objects.in_use(),
        "outcomes": CheckBack.Outcome,
        "page": page(request, rows, BEFORE, asks="before", path=reverse("practising")),
        "form": OutcomeForm(),
    }
