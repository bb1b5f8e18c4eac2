"""HR's list of who is here: sites and teams, advisors, leavers; the roster as a file, and an empty one."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import structlog
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, hr_people
from accounts.models import Advisor, Leadership, Roster, RosterExport, Team
from accounts.proof import recently_proved
from accounts.roster import writing
from accounts.roster.change import Kind
from accounts.roster.columns import COLUMNS
from config.pages import Page, page

PAGE, SIZE, TEAMS, PAST = "people/people.html", 25, 30, 10
LONGEST = 120  # of what is looked for
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
log = structlog.get_logger("accounts")


@require_safe
@hr_people
def people(request: SignedIn) -> HttpResponse:
    return render(request, PAGE, about(request))


def about(request: SignedIn) -> dict[str, Any]:
    """All that the page shows; a refused file is shown above it."""
    at, asked, path = timezone.now(), request.GET.get("q", "").replace("\0", "").strip()[:LONGEST], "/people/"
    advisors = Advisor.objects.visible_to(request.user, at).select_related("team__site")
    if asked:
        advisors = advisors.filter(Q(name__icontains=asked) | Q(known_as__icontains=asked) | Q(employee_number__icontains=asked))
    past = Roster.objects.visible_to(request.user).applied().latest_first().select_related("applied_by", "undone_by")
    out = RosterExport.objects.visible_to(request.user).latest_first().select_related("made_by")
    return {
        "q": asked,
        "columns": COLUMNS,
        "advisors": page(request, advisors.here(at).order_by("name", "pk"), SIZE, path=path),
        "leavers": page(request, advisors.exclude(left_at=None).order_by("-left_at", "pk"), PAST, "leavers", path),
        "teams": page(request, _teams(at), TEAMS, "teams", path),
        "past": said(page(request, past, PAST, "past", path)),
        "out": page(request, out, PAST, "out", path),
    }


def said(past: Page[Roster]) -> Page[Roster]:
    """Each with what it did: how many of which kind, those left out who stayed as they were."""
    for one in past.rows:
        one.said = [(one.counts[kind], kind.label) for kind in Kind if kind in one.counts and kind is not Kind.UNCHANGED]  # type: ignore[attr-defined]
    return past


def _teams(at: datetime) -> Any:
    """By site and name, with who leads each now and how many advisors are there."""
    here = Q(advisors__left_at=None) | Q(advisors__left_at__gt=at)
    leading = Leadership.objects.at(at).select_related("leader").order_by("cover", "starts_at")
    rows = Team.objects.select_related("site").annotate(n=Count("advisors", filter=here)).order_by("site__name", "name", "pk")
    return rows.prefetch_related(Prefetch("leaderships", leading, to_attr="leading"))


@require_POST
@hr_people
@recently_proved(back="people")
def export(request: SignedIn) -> HttpResponse:
    """Everyone who is here, in the columns that are taken in again. That it went out is on record, for all of HR to see."""
    at = timezone.now()
    rows = list(writing.lines(at))
    content = "".join(writing.as_csv(rows)).encode()
    RosterExport.objects.create(made_by=request.user, made_at=at, rows=len(rows), sha256=hashlib.sha256(content).hexdigest())
    log.info("roster exported", user=request.user.pk, rows=len(rows))
    return _file(content, "text/csv; charset=utf-8", f"floorwalk-roster-{at:%Y-%m-%d}.csv")


@require_safe
@hr_people
def template_csv(request: HttpRequest) -> HttpResponse:
    return _file("".join(writing.as_csv(writing.example())), "text/csv; charset=utf-8", "floorwalk-roster.csv")


@require_safe
@hr_people
def template_xlsx(request: HttpRequest) -> HttpResponse:
    return _file(writing.workbook(), XLSX, "floorwalk-roster.xlsx")


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
