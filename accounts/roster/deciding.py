"""From a file to the roster that stands: looked at, taken in exactly as it was shown, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Roster, User
from accounts.roster import applying, undoing
from accounts.roster.plan import Plan, plan
from accounts.roster.reading import read
from accounts.roster.table import Row, Table
from accounts.roster.undoing import Depends


class Changed(Exception):
    """What would happen is no longer what was shown."""


class Unasked(Exception):
    """Something in it has to be ticked first."""


class Decided(Exception):
    """It was taken in, or thrown away, already."""


def look(by: User, content: bytes, full: bool, at: datetime | None = None) -> Roster:
    """Keep what the file says, and do nothing else. Raises WrongFile."""
    return Roster.draft(by, hashlib.sha256(content).hexdigest(), asdict(read(content)), full, at)


def table_of(roster: Roster) -> Table:
    """The file as it was read."""
    kept = roster.table
    return Table(kept["columns"], [Row(row["number"], row["cells"]) for row in kept["rows"]], kept["read_as"], kept["ignored"])


def planned(roster: Roster, at: datetime | None = None, lock: bool = False) -> Plan:
    """What it would do now."""
    return plan(table_of(roster), roster.full, at or timezone.now(), lock)


def take_in(pk: UUID, by: User, shown: str, ticked: Collection[str] = (), at: datetime | None = None) -> Plan:
    """All of it, exactly as it was shown: `shown` is that plan's digest. Raises Changed, Unasked and Decided."""
    at = at or timezone.now()
    try:
        with transaction.atomic():
            roster = _locked(pk)
            if roster is None or roster.applied_at:
                raise Decided
            made = planned(roster, at, lock=True)
            if made.digest != shown or not made.clear:
                raise Changed
            if made.asks - set(ticked):
                raise Unasked
            roster.taken_in(by, made.counts, applying.apply(made, at), at)
            return made
    except IntegrityError:  # somebody wrote one of these rows at this very moment
        raise Changed from None


def why_not(roster: Roster) -> str:
    """Why it cannot be undone, as far as that is known without trying; empty where it may be."""
    if roster.undone_at:
        return _("Undone already.")
    if not roster.before:
        return _("A newer one was brought in since.")
    return ""


def take_back(pk: UUID, by: User, at: datetime | None = None) -> None:
    """Everything as it was before. Raises Depends, with the reason."""
    with transaction.atomic():
        roster = _locked(pk)
        if roster is None or roster.applied_at is None:
            raise Depends(_("It was never taken in."))
        if reason := why_not(roster):
            raise Depends(reason)
        undoing.undo(roster.before, roster.applied_at)
        roster.put_back(by, at or timezone.now())


def _locked(pk: UUID) -> Roster | None:
    """One decision at a time: every roster's row is held, so that two files brought in at once wait for one another."""
    rows = {row.pk: row for row in Roster.objects.select_for_update().order_by("pk").only("pk", "applied_at")}
    return Roster.objects.filter(pk=pk).first() if pk in rows else None
