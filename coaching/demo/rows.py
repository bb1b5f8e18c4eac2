"""Rows made in bulk, each as its verb would have made it; `tests/coaching/test_demo_world.py` holds the two side by side."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Advisor, Team, User
from cards.models import Card
from coaching import calendar
from coaching.entry import Entry, digest
from coaching.models import Amendment, Ask, Barrier, CheckBack, Session


@dataclass
class Ledger:
    """Everything that happened, until it is written down in one go."""

    sessions: list[Session] = field(default_factory=list)
    check_backs: list[CheckBack] = field(default_factory=list)
    barriers: list[Barrier] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)

    def save(self) -> None:
        Session.objects.bulk_create(self.sessions, batch_size=500)
        CheckBack.objects.bulk_create(self.check_backs, batch_size=500)
        Barrier.objects.bulk_create(self.barriers, batch_size=500)
        Amendment.objects.bulk_create(self.amendments)
        Ask.objects.bulk_create(self.asks)


def session(entry: Entry, leader: User, advisor: Advisor, team: Team, card: Card, received_at: datetime) -> Session:
    """What `entry.log` makes of an entry that is in order: nothing to flag."""
    step, advisor_step = (None, None) if card.care_first else (entry.step, entry.advisor_step)
    return Session(
        id=entry.id, advisor=advisor, leader=leader, team=team, card=card, edition=card.current,
        held_at=entry.held_at, held_on=team.today(entry.held_at), received_at=received_at, sha256=digest(entry.as_bytes()),
        step=step, advisor_step=advisor_step, next_step=entry.next_step, come_back=entry.come_back, note=entry.note,
        made_offline=entry.made_offline, payload=entry.payload, flags=[], took_ms=entry.took_ms,
    )  # fmt: skip


def promise(held: Session, come_back: str, at: datetime, after: CheckBack | None = None) -> CheckBack | None:
    """What `CheckBack.promised` makes."""
    shift = calendar.come_back(come_back, at, held.team)
    if shift is None:
        return None
    pk = uuid.uuid5((after or held).pk, "check-back")
    due: dict[str, Any] = {"come_back": come_back, "due_at": shift.ends_at, "due_on": shift.day, "after": after}
    return CheckBack(id=pk, session=held, advisor=held.advisor, team=held.team, **due)


def answer(check_back: CheckBack, by: User, outcome: str, at: datetime, step: int | None = None) -> None:
    """What `CheckBack.answer` writes down, barrier and next promise apart."""
    tried = outcome in (CheckBack.Outcome.HELPED, CheckBack.Outcome.NOT_THERE_YET)
    check_back.answered_at, check_back.answered_on, check_back.answered_by = at, check_back.team.today(at), by
    check_back.outcome, check_back.step, check_back.received_at = outcome, step if tried else None, at


def barrier(check_back: CheckBack, kind: str, words: str, at: datetime) -> Barrier:
    """What `Barrier.raised` makes."""
    return Barrier(check_back=check_back, team=check_back.team, advisor=check_back.advisor, kind=kind, words=words, raised_at=at)


def amend(held: Session, reason: str, at: datetime, **changes: Any) -> Amendment:
    """What `Session.amend` keeps and changes."""
    before = {name: getattr(held, name) for name in Amendment.FIELDS}
    for name, value in changes.items():
        setattr(held, name, value)
    held.amended_at, held.amended_count = at, held.amended_count + 1
    return Amendment(session=held, at=at, by=held.leader, reason=reason, **before)
