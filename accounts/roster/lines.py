"""One line of a roster, understood on its own: what it says, and what is wrong with it in plain sentences (pure)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import NOBODY, Advisor, Site, Team
from accounts.roster.table import LONGEST_CELL, Row

DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})"),
)
NOT_VALUES = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they make a name read as another one


class Is(Enum):
    ADVISOR = "advisor"
    LEADER = "leader"
    COVER = "cover"


ROLES = {
    "": Is.ADVISOR, "advisor": Is.ADVISOR, "adviser": Is.ADVISOR, "agent": Is.ADVISOR, "leader": Is.LEADER, "team leader": Is.LEADER,
    "lead": Is.LEADER, "teamleader": Is.LEADER, "cover": Is.COVER, "deputy": Is.COVER,
}  # fmt: skip
LONGEST = {
    name: int(getattr(model._meta.get_field(of), "max_length", 0) or 0)
    for name, model, of in (
        ("employee_number", Advisor, "employee_number"), ("name", Advisor, "name"), ("known_as", Advisor, "known_as"),
        ("email", Advisor, "email"), ("site", Site, "name"), ("team", Team, "name"),
    )
}  # fmt: skip


@dataclass
class Line:
    """`wrong`: sentences; while there is one, nothing of the file is taken in. `said_until`: whether the file has that column."""

    number: int
    role: Is = Is.ADVISOR
    employee_number: str = ""
    name: str = ""
    known_as: str = ""
    email: str = ""
    site: str = ""
    team: str = ""
    first: date | None = None
    last: date | None = None
    time_zone: str = ""
    said_until: bool = False
    wrong: list[str] = field(default_factory=list)


def tidy(words: str) -> str:
    """One spelling of the same letters, one space between words, no line breaks."""
    return " ".join(unicodedata.normalize("NFC", words[:LONGEST_CELL]).split())


def key(words: str) -> str:
    """By which two spellings of a name are the same."""
    return tidy(words).casefold()


def line(row: Row, columns: list[str]) -> Line:
    """What the row says. It is looked at alone: nothing is compared yet."""
    cells = {name: tidy(cell) for name, cell in row.cells.items()}
    halves = " ".join(filter(None, (cells.pop("first_name", ""), cells.pop("last_name", ""))))
    cells["name"] = cells.get("name") or halves
    made = Line(row.number, said_until="until" in columns)
    for name, most in LONGEST.items():
        setattr(made, name, cells.get(name, ""))
        made.wrong += _wrong_text(name, cells.get(name, ""), most)
    made.role = _role(cells.get("role", ""), made.wrong)
    made.first, made.last = _day("from", cells.get("from", ""), made.wrong), _day("until", cells.get("until", ""), made.wrong)
    made.time_zone = _zone(cells.get("time_zone", ""), made.wrong)
    _together(made)
    return made


@cache
def _zones() -> dict[str, str]:
    """As people write them, and as they are called."""
    return {key(name): name for name in available_timezones()}


def _zone(said: str, wrong: list[str]) -> str:
    found = _zones().get(key(said).replace(" ", "_"), "")
    if said and not found:
        wrong.append(_("time_zone is “%(said)s”. Write it as Europe/London or Asia/Kolkata.") % {"said": said[:40]})
    return found


def _wrong_text(name: str, words: str, most: int) -> list[str]:
    about: dict[str, Any] = {"column": name, "said": words[:40], "most": most}
    if len(words) > most:
        return [_("%(column)s “%(said)s…” is too long: %(most)s characters at most.") % about]
    if words in NOT_VALUES:
        return [_("%(column)s is “%(said)s”: the spreadsheet could not work it out.") % about]
    if any(unicodedata.category(letter) in ("Cc", "Cs") or letter in TURNING for letter in words):
        return [_("%(column)s has signs in it that cannot be seen. Write it anew.") % {"column": name}]
    if name == "email" and words:
        try:
            validate_email(words)
        except ValidationError:
            return [_("“%(said)s” is no e-mail address.") % about]
    return []


def _role(said: str, wrong: list[str]) -> Is:
    role = ROLES.get(key(said))
    if role is None:
        wrong.append(_("role is “%(said)s”. It is advisor, leader or cover.") % {"said": said[:40]})
    return role or Is.ADVISOR


def _day(column: str, said: str, wrong: list[str]) -> date | None:
    if not said:
        return None
    for pattern in DAYS:
        if found := pattern.fullmatch(said):
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
            if 1950 <= day.year <= 2100:
                return day
    wrong.append(_("%(column)s is “%(said)s”. Write the day as 2026-11-22 or 22/11/2026.") % {"column": column, "said": said[:40]})
    return None


def _together(made: Line) -> None:
    """What the cells say of one another."""
    if not made.team:
        made.wrong.append(_("The team is missing."))
    if made.role is Is.ADVISOR and not made.employee_number:
        made.wrong.append(_("The employee number is missing."))
    if made.employee_number.startswith(NOBODY):  # that is how rows begin that stand for nobody any more
        made.wrong.append(_("An employee number cannot begin with “~”."))
    if made.role is not Is.ADVISOR and not (made.employee_number or made.email):
        made.wrong.append(_("The e-mail or the employee number is missing."))
    if made.role is Is.COVER and not (made.first and made.last):
        made.wrong.append(_("Cover needs a first and a last day."))
    if made.first and made.last and made.last < made.first:
        made.wrong.append(_("The last day is before the first."))
