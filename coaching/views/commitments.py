"""Go first: a leader's own commitments, beside what they asked of others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, team_leaders
from coaching import promises
from coaching.forms.culture import CommitmentForm
from coaching.models import Commitment
from config.htmx import changed, invalid, page_or_fragment
from config.pages import page

FILES = ("commitments/commitments.html", "commitments/_form.html")
OPEN, KEPT, ASKED = 20, 10, 10  # on a page


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def commitments(request: SignedIn) -> HttpResponse:
    today = request.user.teams[0].today()
    if request.method != "POST":
        return page_or_fragment(request, *FILES, _context(request, CommitmentForm(today)))
    form = CommitmentForm(today, request.POST)
    if not form.is_valid():
        return invalid(request, *FILES, _context(request, form))
    Commitment.make(request.user, **form.cleaned_data)
    messages.success(request, _("Written down\nOnly you read it."))
    return changed(request, reverse("commitments"))


def _own(request: SignedIn, pk: int) -> Commitment:
    return get_object_or_404(Commitment.objects.visible_to(request.user).select_related("leader"), pk=pk)


@require_POST
@team_leaders
def keep(request: SignedIn, pk: int) -> HttpResponse:
    _own(request, pk).keep()
    messages.success(request, _("Done\nTell your team: it was yours to do first."))
    return changed(request, reverse("commitments"))


@require_POST
@team_leaders
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    _own(request, pk).reopen()
    return changed(request, reverse("commitments"))


@require_POST
@team_leaders
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    """Gone, without a trace: a commitment to oneself is nobody's to count."""
    _own(request, pk).delete()
    messages.info(request, _("Taken back\nNothing of it is kept."))
    return changed(request, reverse("commitments"))


def _context(request: SignedIn, form: CommitmentForm) -> dict[str, Any]:
    """A constant number of queries, however much was promised."""
    path, rows = reverse("commitments"), Commitment.objects.visible_to(request.user)
    asked = promises.theirs(request.user, timezone.now()).open().soonest_first()
    return {
        "form": form,
        "today": form.today,
        "open": page(request, rows.open(), OPEN, path=path),
        "kept": page(request, rows.kept(), KEPT, asks="kept", path=path),
        "asked": page(request, asked, ASKED, asks="asked", path=path),
    }
