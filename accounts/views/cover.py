"""Handing a team over for some days, and ending that early."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, only_leaders
from accounts.cover import may_cover, own_teams
from accounts.forms import CoverForm
from accounts.models import Leadership, Team, User
from accounts.models.leadership import Covered
from config.htmx import changed, invalid, page_or_fragment
from config.ui import dated

FILES = ("me/cover.html", "me/_hand_over.html")


def _own(request: SignedIn, pk: int) -> Team:
    """A team of their own: one they only stand in at is not theirs to pass on, and not there."""
    team = next((one for one in own_teams(only_leaders(request), timezone.now()) if one.pk == pk), None)
    if team is None:
        raise Http404
    return team


@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: SignedIn, pk: int) -> HttpResponse:
    team = _own(request, pk)
    people = may_cover(team, request.user, timezone.now())
    form = CoverForm(team, request.user, people, request.POST if request.method == "POST" else None)
    context = {"team": team, "form": form, "people": people}
    if request.method != "POST":
        return page_or_fragment(request, *FILES, context)
    if not form.is_valid():
        return invalid(request, *FILES, context)
    said = form.cleaned_data
    try:
        made = Leadership.hand_over(team, User.objects.get(pk=said["to"]), said["first"], said["last"], by=request.user)
    except Covered as already:
        form.add_error("first", _already(already.by))
        return invalid(request, *FILES, context)
    messages.success(request, _("%(name)s covers %(team)s\nIt ends by itself") % {"name": made.leader.first_name, "team": team.name})
    return changed(request, reverse("me"))


def _already(there: Leadership) -> str:
    today = there.team.today()
    words = {"name": there.leader.name, "first": dated(there.first_day, today)}
    if there.last_day is None:
        return _("%(name)s covers from %(first)s already. End that first.") % words
    last = dated(there.last_day, today)
    return _("%(name)s covers from %(first)s to %(last)s already. End that first, or choose other days.") % {**words, "last": last}


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """From this moment on. The cover loses sight of the team, what they logged stays logged."""
    at = timezone.now()
    row = get_object_or_404(Leadership.objects.cover_for(request.user, at).select_related("team", "leader"), pk=pk)
    row.end_after(None, request.user, at)
    messages.success(request, _("%(team)s is yours again") % {"team": row.team.name})
    return changed(request, reverse("me"))
