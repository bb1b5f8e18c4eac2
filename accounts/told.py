"""The trail in words: what was done about people and places, as administrators read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import SignedIn
from accounts.models import Act, Role
from accounts.panel import panel
from config.pages import page

A_PAGE = 30
LABELS = {
    "name": gettext_lazy("Name"), "email": gettext_lazy("Work e-mail"), "employee_number": gettext_lazy("Employee number"),
    "role": gettext_lazy("Role"), "browsers": gettext_lazy("Browsers"), "team": gettext_lazy("Team"), "site": gettext_lazy("Site"),
    "from": gettext_lazy("First day"), "until": gettext_lazy("Last day"), "covers": gettext_lazy("Stands in"),
    "time_zone": gettext_lazy("Time zone"), "shift_starts": gettext_lazy("Shift starts"), "shift_ends": gettext_lazy("Shift ends"),
    "works_on": gettext_lazy("Works on"),
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Line:
    act: Act
    differences: list[Difference]


def lines(acts: Iterable[Act]) -> Iterator[Line]:
    """Each with what stood there before and after, in words."""
    for act in acts:
        yield Line(
            act, [Difference(str(LABELS.get(name, name)), said(name, was), said(name, now)) for name, (was, now) in act.fields.items()]
        )


def said(name: str, value: Any) -> str:
    """A role by its name, a day as people write it, yes and no; nothing for nothing."""
    if value is None or value == "":
        return ""
    if name == "role":
        return str(dict(Role.Name.choices).get(value, value))
    if name in ("from", "until"):
        return format_date(date.fromisoformat(value), "j M Y")
    if name == "works_on":
        return ", ".join(str(WEEKDAYS_ABBR[int(one) - 1]) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def history_of(request: SignedIn, row: Any, back: str, **about: int) -> HttpResponse:
    """A page of what was done about one row, the newest first."""
    found = page(request, Act.objects.visible_to(request.user).filter(**about).latest_first(), A_PAGE)
    shown = {"object": row, "back": back, "page": found, "lines": list(lines(found.rows))}
    return render(request, "admin/accounts/history.html", {**panel.each_context(request), **shown})
