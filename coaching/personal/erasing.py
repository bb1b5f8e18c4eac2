"""Erasing somebody: name, number, e-mail, notes and own words go; what was counted stays, on a row that is nobody's."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.contrib.sessions.models import Session as BrowserSession
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import Absence, Advisor, OneTimeLink, Roster, User
from accounts.own_record import KEY
from coaching.counting import FOUR_WEEKS, period_of
from coaching.models import Ask, DataPack, DataRequest, Erasure, Export, Hold, Opening, PermissionStory, Redaction, SavedFilter, Session
from coaching.personal import tombstones
from coaching.personal.held import pointing_at
from coaching.personal.letting_go import hand_to, words_go
from coaching.personal.refused import refusals_about

GONE = "…"
# What goes as it is. Everything else that points at an advisor is handed to the row that is nobody's; a test asks for each table.
DELETED: tuple[Any, ...] = (
    Absence,
    Ask,
    OneTimeLink,
    Opening,
    DataPack,
    DataRequest,
    Hold,
    PermissionStory,
    Redaction,
    Export.advisors.through,
)


class OnHold(Exception):
    """A legal hold keeps this record; `until` is its last day."""

    def __init__(self, hold: Hold) -> None:
        super().__init__()
        self.until = hold.last_day


def preview(advisor: Advisor) -> dict[str, int]:
    """How many rows are concerned, by what they are."""
    found = {model._meta.object_name or "": rows.count() for model, rows in pointing_at(advisor).items()}
    found["Refusal"] = refusals_about(advisor).count()
    return {name: n for name, n in found.items() if n}


@transaction.atomic
def erase(advisor: Advisor, by: User | None, reason: str = "", at: datetime | None = None) -> Erasure:
    """Erase one person. Raises OnHold. A phone that still holds something about them is told so when it sends."""
    at, person = at or timezone.now(), Advisor.objects.select_for_update(of=("self",)).select_related("team").get(pk=advisor.pk)
    if held := Hold.objects.in_force(at.date()).filter(advisor=person).order_by("-last_day").first():
        raise OnHold(held)
    digest = tombstones.digest(person.employee_number)
    record = Erasure.objects.create(was=person.pk, digest=digest, at=at, by=by, reason=reason, went=preview(person))
    refusals_about(person).delete()
    _words_in_exports(person)
    _saved_filters(person)
    DataRequest.objects.filter(number=person.employee_number).delete()
    nobody = Advisor.nobody(person.team, secrets.token_hex(8))
    sessions = Session.objects.filter(advisor=person)
    words_go(sessions)
    hand_to(nobody, sessions)
    _memberships(person, nobody, at)
    for story in PermissionStory.objects.filter(advisor=person):
        story.withdraw(by, at)  # out of a draft card as well
    Roster.let_go()
    for model in DELETED:
        model._default_manager.filter(advisor=person).delete()
    _browsers(person)
    person.delete()  # whatever else points at them and is not said here stops it, loudly
    transaction.on_commit(lambda: _done(record))
    return record


def _done(record: Erasure) -> None:
    """Written down where no backup of the database reaches; and the log that SQLite writes ahead is emptied, with the old words in it."""
    tombstones.write(record)
    if connection.vendor == "sqlite":
        with suppress(OperationalError), connection.cursor() as cursor:  # somebody reads just now: the nightly run empties it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _memberships(person: Advisor, nobody: Advisor, at: datetime) -> None:
    """Rounded to the four weeks of the totals: who was there is counted by those, and a first or last day would say who it was."""
    for row in person.memberships.order_by("starts_at"):
        row.advisor = nobody
        row.starts_at = _begin(row.starts_at)
        row.ends_at = _begin((row.ends_at or at) - timedelta(microseconds=1)) + FOUR_WEEKS
        row.save(update_fields=["advisor", "starts_at", "ends_at"])


def _begin(moment: datetime) -> datetime:
    return datetime.combine(period_of(moment.astimezone(UTC).date()), clock(), UTC)


def _words_in_exports(person: Advisor) -> None:
    """What HR typed to say what an export was for: without the name, number and address; nothing of it, where it was of them alone."""
    said = [word for word in (person.name, person.known_as, person.employee_number, person.email) if word]
    names = re.compile(rf"(?<!\w)({'|'.join(re.escape(word) for word in said)})(?!\w)", re.IGNORECASE)
    for row in Export.objects.filter(advisors=person) | Export.objects.filter(filters__advisor=person.employee_number):
        row.purpose = names.sub(GONE, row.purpose)
        if row.filters.get("advisor") == person.employee_number:
            row.purpose = row.filters["advisor"] = GONE
        row.save(update_fields=["purpose", "filters"])


def _saved_filters(person: Advisor) -> None:
    """One that is about nobody but them goes; a name somebody gave one is kept without theirs."""
    SavedFilter.objects.filter(asks__advisor=person.employee_number).delete()
    said = [re.escape(word) for word in (person.name, person.employee_number, person.email) if word]
    names = re.compile(rf"(?<!\w)({'|'.join(said)})(?!\w)", re.IGNORECASE)
    for row in SavedFilter.objects.all():
        name, asks = names.sub(GONE, row.name), {**row.asks, "purpose": names.sub(GONE, row.asks.get("purpose", ""))}
        if (name, asks["purpose"]) != (row.name, row.asks.get("purpose", "")):
            row.name, row.asks = row.name if name == row.name else f"{name[:48]} {row.pk}", asks  # two may become alike
            row.save(update_fields=["name", "asks"])


def _browsers(person: Advisor) -> None:
    """A browser that shows their own record holds their address."""
    for row in BrowserSession.objects.iterator():
        if row.get_decoded().get(KEY, {}).get("advisor") == person.pk:
            row.delete()
