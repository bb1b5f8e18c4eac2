"""What customers said: a site's comments by week, kept for a team, played back, called good, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, bringers_of_results, hears_customers
from accounts.models import Site, Team
from coaching.comments import good_catch
from coaching.forms.comment import PassForm
from coaching.models import Comment, ToPlayBack
from config.htmx import asked_by_htmx, changed, page_or_fragment
from config.pages import page

A_PAGE, WAITING = 12, 20


@require_safe
@hears_customers
def voice(request: SignedIn) -> HttpResponse:
    """For whoever leads a team at a site: its own. For designers and HR: all, to call good, pass on or withdraw."""
    context = _list(request)
    if asked_by_htmx(request):
        return page_or_fragment(request, "voice/voice.html", "voice/_list.html", context)
    waiting = ToPlayBack.objects.for_leader(request.user)[:WAITING] if request.user.leads and context["page"].number == 1 else []
    sites = Site.objects.order_by("name") if request.user.brings_results else []
    return render(request, "voice/voice.html", {**context, "waiting": waiting, "sites": sites, "good_catch": good_catch()})


def _list(request: SignedIn) -> dict[str, Any]:
    chosen = request.GET.get("site", "").replace("\0", "")[:80]
    rows = Comment.objects.visible_to(request.user).standing().by_week()
    if not request.user.brings_results:  # what waits for them stands above the list, once
        rows = rows.exclude(waiting__team__in=request.user.teams)
    found = page(request, rows.filter(site__name=chosen) if chosen else rows, A_PAGE)
    passed = ToPlayBack.objects.visible_to(request.user).filter(comment__in=[row.pk for row in found.rows]).select_related("team")
    teams = Team.objects.order_by("name") if request.user.brings_results else request.user.teams
    query = QueryDict(mutable=True)
    query.update({"site": chosen} if chosen else {})
    return {
        "page": found, "chosen": chosen, "carried": f"{query.urlencode()}&" if query else "", "good_catch": good_catch(),
        "comments": [_shown(row, list(passed), list(teams)) for row in found.rows],
    }  # fmt: skip


def _shown(row: Comment, passed: list[ToPlayBack], teams: list[Team]) -> dict[str, Any]:
    """One comment, the teams it waits for, and those of its site that it could be passed to."""
    waits = [one.team for one in passed if one.comment_id == row.pk]
    return {"comment": row, "waits": waits, "teams": [team for team in teams if team.site_id == row.site_id and team not in waits]}


def _one(request: SignedIn, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.visible_to(request.user).standing(), pk=pk)


@require_POST
@hears_customers
def keep(request: SignedIn, pk: int) -> HttpResponse:
    """For a team: a leader's own, or by designers and HR any of that site."""
    row = _one(request, pk)
    form = PassForm(row, request.user, request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["team"][0]))
    elif row.keep(form.cleaned_data["team"], request.user):
        messages.success(request, _("Kept for %(team)s\nIt shows on Today until it is played back") % {"team": form.cleaned_data["team"]})
    return changed(request, reverse("voice"))


@require_POST
@hears_customers
def done(request: SignedIn, pk: int) -> HttpResponse:
    """Played back, or not after all: off the list of their own teams. Nothing is kept of it."""
    get_object_or_404(ToPlayBack.objects.for_leader(request.user), pk=pk).delete()
    messages.success(request, _("Off your list"))
    return changed(request, reverse("voice"))


@require_POST
@bringers_of_results
def call(request: SignedIn, pk: int) -> HttpResponse:
    """A good one, or not."""
    _one(request, pk).call(Comment.Tone.GOOD if request.POST.get("good") == "1" else Comment.Tone.NONE)
    return changed(request, reverse("voice"))


@require_POST
@bringers_of_results
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """At once, for good, wherever it was."""
    get_object_or_404(Comment.objects.visible_to(request.user), pk=pk).withdraw(request.user)
    messages.success(request, _("Withdrawn\nIts words are gone"))
    return changed(request, reverse("voice"))
