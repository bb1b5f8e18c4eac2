"""A roster brought in: read, shown, and then all of it or nothing; and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, hr_people
from accounts.models import Rate, Roster, Team
from accounts.proof import recently_proved, typed
from accounts.roster import deciding
from accounts.roster.change import Kind
from accounts.roster.plan import BRAKE, NOTHING, Plan, resembles
from accounts.roster.reading import too_long
from accounts.roster.table import LARGEST, WrongFile
from accounts.views.people import PAGE, about
from config.pages import page

ROSTER, SIZE, CLOSE = "people/roster.html", 50, 200


@require_POST
@hr_people
def look(request: SignedIn) -> HttpResponse:
    """Nothing but the file itself is kept by this. What it is called is nobody's business."""
    full = "full" in request.POST
    if Rate.over(f"roster {request.user.pk}", settings.ROSTERS_A_MINUTE) is not None:
        wrong = _("That is many files in a minute. Nothing was looked at; please try again in a minute.")
        return render(request, PAGE, {**about(request), "wrong": wrong, "full": full}, status=429)
    try:
        made = deciding.look(request.user, _content(request), full)
    except WrongFile as wrong:
        return render(request, PAGE, {**about(request), "wrong": wrong, "full": full}, status=422)
    return redirect("roster", made.pk)


def _content(request: SignedIn) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise WrongFile(_("Choose the file first."))
    if (file.size or 0) > LARGEST:
        raise too_long()
    return file.read()


@require_safe
@hr_people
def roster(request: SignedIn, roster: UUID, kind: str = "") -> HttpResponse:
    """What it would do, one kind of change after the other; what it did, once it was taken in."""
    kept = _kept(request, roster)
    if kept.applied_at:
        return render(request, ROSTER, {"roster": kept, "kinds": _counted(kept.counts), "why_not": deciding.why_not(kept)})
    plan, said = deciding.planned(kept), typed(request)
    ticked = said.getlist("tick") if said and said.get("shown") == plan.digest else []  # what they ticked is what they see again
    return _shown(request, kept, plan, kind, ticked=ticked)


@require_POST
@hr_people
@recently_proved("roster", "roster")
def take_in(request: SignedIn, roster: UUID) -> HttpResponse:
    kept = _kept(request, roster)
    try:
        made = deciding.take_in(kept.pk, request.user, request.POST.get("shown", ""), request.POST.getlist("tick"))
    except deciding.Decided:
        return redirect("roster", kept.pk)
    except deciding.Unasked:
        return _shown(request, kept, deciding.planned(kept), status=422, unasked=True, ticked=request.POST.getlist("tick"))
    except deciding.Changed:
        return _shown(request, kept, deciding.planned(kept), status=409, changed=True)
    done = ", ".join(f"{n} {label.lower()}" for _value, label, n in _counted(made.counts) if _value not in NOTHING)
    messages.success(request, _("Roster taken in\n%(what)s") % {"what": done})
    return redirect("roster", kept.pk)


@require_POST
@hr_people
def undo(request: SignedIn, roster: UUID) -> HttpResponse:
    kept = _kept(request, roster)
    if kept.applied_at is None:
        return redirect("roster", kept.pk)
    try:
        deciding.take_back(kept.pk, request.user)
    except deciding.Depends as why:
        known = {"roster": kept, "kinds": _counted(kept.counts), "why_not": deciding.why_not(kept), "depends": why}
        return render(request, ROSTER, known, status=409)
    messages.success(request, _("Undone\nEverybody is where they were before"))
    return redirect("people")


def _kept(request: SignedIn, pk: UUID) -> Roster:
    rows = Roster.objects.visible_to(request.user).select_related("brought_by", "applied_by", "undone_by")
    return get_object_or_404(rows, pk=pk)


def _counted(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(kind.value, str(kind.label), counts[kind.value]) for kind in Kind if kind.value in counts]


def _shown(request: SignedIn, kept: Roster, plan: Plan, kind: str = "", status: int = 200, **more: Any) -> HttpResponse:
    kinds = _counted(plan.counts)
    if kind and kind not in Kind.values:
        raise Http404
    chosen = Kind(kind) if kind else Kind(kinds[0][0]) if kinds else Kind.UNCHANGED
    path = f"/people/rosters/{kept.pk}/{chosen.value}/"
    known = list(Team.objects.values_list("site__name", "name")) if plan.places else []
    context = {
        "roster": kept,
        "plan": plan,
        "kinds": kinds,
        "chosen": chosen,
        "shown": page(request, plan.of(chosen), SIZE, path=path),
        "places": [(place, resembles(place, known)) for place in plan.places[:CLOSE]],
        "table": kept.table,
        "brake": BRAKE,
        "later": plan.counts.get(Kind.LATER, 0),
        **more,
    }
    return render(request, ROSTER, context, status=status)
