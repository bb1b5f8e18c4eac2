"""What a roster would do to one person: what is shown, and what is needed to do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Leadership, User
from accounts.roster.known import Here, Place


class Kind(models.TextChoices):
    """In the order they are shown."""

    UNCLEAR = "unclear", _("Unclear")
    NEW = "new", _("New")
    MOVED = "moved", _("Moved")
    LEFT = "left", _("Left")
    RETURNED = "returned", _("Returned")
    CHANGED = "changed", _("Changed")
    LEADS = "leads", _("Leaders and cover")
    LATER = "later", _("Not yet")
    UNCHANGED = "unchanged", _("Unchanged")


@dataclass(kw_only=True)
class Shown:
    """`number`: the line of the file, None for somebody who is not in it. `words`: sentences."""

    number: int | None
    kind: Kind
    name: str
    employee_number: str
    words: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Change(Shown):
    """Of an advisor. `to` and `first`: a team they are in from then on; `leaves`: whether `last` is to be written, None taking it back."""

    here: Here | None = None
    fields: dict[str, str] = field(default_factory=dict)
    to: Place | None = None
    first: date | None = None
    leaves: bool = False
    last: date | None = None
    doubtful: bool = False  # a known number, another name altogether


@dataclass(kw_only=True)
class Zone(Shown):
    """Of a team that is here: its clock is another one from now on, `place.zone`."""

    place: Place


@dataclass(eq=False)
class Person:
    """Somebody who leads or covers: `user` where they have an account, made otherwise. `employee_number`: to be written."""

    email: str
    name: str
    employee_number: str = ""
    user: User | None = None


@dataclass(kw_only=True)
class Lead(Shown):
    """A leadership that begins, or whose end changes (`ends`): to the end of `last`, open without one.

    Without `person` it is of somebody in no line: it ends when `instead` begins, now where nobody does.
    """

    place: Place
    person: Person | None = None
    row: Leadership | None = None
    cover: bool = False
    ends: bool = False
    first: date | None = None
    last: date | None = None
    instead: Lead | None = None
