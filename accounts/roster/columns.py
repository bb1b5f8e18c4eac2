"""The columns of a roster: one list for the template, the export, its explanation and the names that people really give them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """`also`: other names for it, as `plain` writes them. `example`: a cell of the template's first line."""

    name: str
    explained: Any
    example: str = ""
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "role", _("advisor, leader or cover; empty is advisor. Who leads a team, or covers for its leader, has a line of their own."),
        "advisor", ("roster role", "kind", "type"),
    ),
    Column(
        "employee_number", _("By this we know the person, so it is needed for advisors. Leading zeros count."), "00042",
        ("employee no", "employee nr", "employee id", "personnel number", "personnel no", "staff number", "staff no", "staff id",
         "payroll number", "number", "id", "employee"),
    ),
    Column("name", _("First and last name. Needed for somebody new."), "Ada Price",
           ("full name", "employee name", "advisor name", "advisor")),
    Column("known_as", _("What people call them. Left empty: the first word of the name."), "Ada",
           ("preferred name", "nickname", "called")),
    Column(
        "email", _("The work e-mail. Leaders and cover sign in with it; an advisor's own page opens with it."), "ada.price@example.com",
        ("e mail", "mail", "work email", "work e mail", "email address", "e mail address", "work email address"),
    ),
    Column("site", _("The site or department of the team. One that is not here yet is made."), "Harbourside",
        ("location", "department", "place")),
    Column("team", _("The team, by its name. One that is not here yet is made."), "Red", ("team name", "group")),
    Column(
        "from", _("The first day there: in the team, as its leader, or as cover. Left empty: from now on."), "2026-11-01",
        ("since", "start", "starts", "starts on", "start date", "from date", "valid from", "first day", "joined"),
    ),
    Column(
        "until", _("The last day, that day included. Left empty: no end."), "",
        ("last day", "last working day", "end", "ends", "ends on", "end date", "to", "leaving date", "leaves on", "valid to",
         "valid until"),
    ),
    Column(
        "time_zone", _("The clock on the team's wall. Left empty: as it is, or that of the site for a new team."), "Europe/London",
        ("timezone", "tz", "zone", "site time zone", "site timezone"),
    ),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
HALVES = {
    "first name": "first_name",
    "given name": "first_name",
    "last name": "last_name",
    "surname": "last_name",
    "family name": "last_name",
}


def plain(heading: str) -> str:
    """A heading without case, spaces and signs: "E-Mail " and "e_mail" are the same."""
    words = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join(re.sub(r"[^\w]|_", " ", words).split())


MEANT = {plain(word): column.name for column in COLUMNS for word in (column.name, *column.also)} | HALVES


def meant(headings: list[str]) -> list[str]:
    """Which column each heading means; empty where it means none, or one that stands further left already."""
    found: list[str] = []
    for heading in headings:
        name = MEANT.get(plain(heading), "")
        found.append("" if name in found else name)
    return found
