"""Who leads a team, or covers there, from when to when: put there and ended by an administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn
from accounts.forms_panel import LastDayForm, LeaderForm
from accounts.models import Leadership, Team
from accounts.models.leadership import Covered
from accounts.panel import panel
from accounts.proof import recently_proved, typed
from config.pages import page
from config.ui import dated

HERE, A_PAGE = "admin:accounts_team_leaders", 20
proved = recently_proved(HERE, "object_id")


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def leaders(request: SignedIn, object_id: int) -> HttpResponseBase:
    """The page; posted is somebody new."""
    team = get_object_or_404(Team.objects.select_related("site"), pk=object_id)
    if request.method != "POST":
        before = typed(request)
        return _page(request, team, LeaderForm(team.today(), before) if before and "person" in before else LeaderForm(team.today()))
    form = LeaderForm(team.today(), request.POST)
    if not form.is_valid() or not _put(form, team, request):
        return _page(request, team, form)
    messages.success(request, _("Saved: who leads %(team)s") % {"team": team.name})
    return _back(object_id)


def _put(form: LeaderForm, team: Team, request: SignedIn) -> bool:
    said = form.cleaned_data
    try:
        if said["cover"]:
            Leadership.hand_over(team, said["person"], said["first"], said["last"], by=request.user)
        else:
            Leadership.appoint(team, said["person"], said["first"], said["last"], request.user)
    except Covered as already:
        there, today = already.by, team.today()
        words = {"name": there.leader.name, "first": dated(there.first_day, today)}
        form.add_error("first", _("%(name)s is there from %(first)s already. End that first, or choose other days.") % words)
        return False
    return True


@require_POST
@proved
def end(request: SignedIn, object_id: int, leadership: int) -> HttpResponseBase:
    """On their last day, or now. Whoever led sees nothing of the team from then on."""
    there = Leadership.objects.not_over(timezone.now()).select_related("team__site", "leader")
    row = get_object_or_404(there, pk=leadership, team=object_id)
    form = LastDayForm(row.team.today(), request.POST)
    if form.is_valid() and form.cleaned_data["last"] and form.cleaned_data["last"] < row.first_day:
        form.add_error("last", _("They have not begun by then. Leave the day empty to call it off."))
    if not form.is_valid():
        return _page(request, row.team, LeaderForm(row.team.today()), row.pk, form)
    row.end_after(form.cleaned_data["last"], request.user)
    messages.success(request, _("Saved: when %(name)s ends at %(team)s") % {"name": row.leader.first_name, "team": row.team.name})
    return _back(object_id)


def _back(team: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(HERE, kwargs={"object_id": team}))


def _page(request: SignedIn, team: Team, form: LeaderForm, ending: int = 0, end_form: LastDayForm | None = None) -> HttpResponse:
    at = timezone.now()
    rows = team.leaderships.select_related("leader", "team")
    there = list(rows.not_over(at).order_by("starts_at", "pk"))
    lines: list[dict[str, Any]] = [
        {
            "row": row,
            "begun": row.starts_at <= at,
            "form": end_form if row.pk == ending else LastDayForm(team.today(), auto_id=f"id_{row.pk}_%s"),
        }
        for row in there
    ]
    earlier = page(request, rows.filter(ends_at__lte=at).order_by("-ends_at", "-pk"), A_PAGE)
    shown = {"team": team, "form": form, "lines": lines, "page": earlier}
    return render(
        request, "admin/accounts/leaders.html", {**panel.each_context(request), **shown}, status=422 if request.method == "POST" else 200
    )
