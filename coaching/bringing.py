"""A file that a phone saved, with what it still held: every row goes through the same door as when the phone sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.models import User
from coaching import entry, intake
from coaching.envelope import LARGEST, parsed
from coaching.models import CheckBack, PermissionStory, Session, TooMany

LARGEST_FILE, MOST_ROWS = 1024 * 1024, 500
TAKEN: dict[str, Any] = {"session": intake.session, "answer": intake.answer, "story": intake.story}


class WrongFile(Exception):
    """It says why, in words for a person."""


@dataclass(frozen=True)
class Brought:
    """What became of one row: `state` is `new`, `known`, `mend` (kept, to be mended) or `refused`."""

    number: int
    kind: str
    state: str
    why: str = ""
    whose: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Row:
    """As the file has it: nothing in it is believed yet."""

    number: int
    kind: str
    pk: UUID
    body: bytes


def rows(user: User, content: bytes) -> list[dict[str, Any]]:
    """The rows of a file of theirs. Raises WrongFile."""
    try:
        saved = parsed(content)
    except ValidationError:
        raise WrongFile(_("This is not a file that Floorwalk saved, or it was changed since.")) from None
    if saved.get("floorwalk") != 1 or type(saved.get("rows")) is not list:
        raise WrongFile(_("This is not a file that Floorwalk saved, or a newer Floorwalk saved it."))
    if type(saved.get("owner")) is not int or saved["owner"] != user.pk:
        raise WrongFile(_("Somebody else saved this file. Only they can bring it in, signed in as themselves."))
    if not saved["rows"]:
        raise WrongFile(_("There is nothing in this file."))
    if len(saved["rows"]) > MOST_ROWS:
        raise WrongFile(_("There are more than %(most)s in this file. Nothing was brought in.") % {"most": MOST_ROWS})
    return list(saved["rows"])


def bring(user: User, found: list[Any]) -> list[Brought]:
    """Every row on its own; answers after the sessions they may belong to. The results stand as the file does."""
    results, read = [], []
    for number, row in enumerate(found, start=1):
        try:
            read.append(_read(number, row))
        except ValueError as wrong:
            results.append(Brought(number, "", "refused", str(wrong)))
    results += [_taken(user, row) for row in sorted(read, key=lambda row: row.kind == "answer")]
    return sorted(results, key=lambda result: result.number)


def _read(number: int, row: Any) -> Row:
    words = {name: row.get(name) for name in ("id", "kind", "body", "sha256")} if isinstance(row, dict) else {}
    if not words or not all(isinstance(word, str) for word in words.values()) or words["kind"] not in TAKEN:
        raise ValueError(_("This is not a row that Floorwalk saved."))
    try:
        pk, body = UUID(words["id"]), str(words["body"]).encode()
    except ValueError:
        raise ValueError(_("This row cannot be read.")) from None
    if entry.digest(body) != words["sha256"]:
        raise ValueError(_("This row is not as it was saved: something changed it."))
    if len(body) > LARGEST:
        raise ValueError(_("This is more than one moment can hold."))
    return Row(number, str(words["kind"]), pk, body)


def _whose(made: Session | CheckBack | PermissionStory) -> str:
    return made.advisor.known_as if made.advisor else ""


def _day(made: Session | CheckBack | PermissionStory) -> date | None:
    if isinstance(made, PermissionStory):
        return made.team.today(made.told_at)
    return made.held_on if isinstance(made, Session) else made.answered_on


def _taken(user: User, row: Row) -> Brought:
    state, why = "refused", ""
    try:
        made, new = TAKEN[row.kind](user, row.pk, row.body)
        return Brought(row.number, row.kind, "new" if new else "known", whose=_whose(made), on=_day(made))
    except ValidationError:
        state, why = "mend", _("It could not be taken in as it was. Your words are kept, to be mended.")
    except entry.Different:
        state, why = "mend", _("Something else is saved in its place already. Both are kept.")
    except entry.Withdrawn:
        why = _("It was logged before, and taken back.")
    except entry.LetGo:
        why = _("That person's record was erased, as they had left. Nothing was kept of this.")
    except entry.NotYours:
        why = _("It is about somebody you did not lead then, or about a moment that has not arrived here.")
    except TooMany:
        why = _("Too much today that could not be taken in. Bring the file again tomorrow.")
    except OperationalError:
        why = _("Busy just now. Bring the file again: what is here already is not doubled.")
    return Brought(row.number, row.kind, state, why)
