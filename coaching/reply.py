"""What was heard at a check-back as a phone sends it, and how it becomes an answer exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import Advisor, User
from coaching.entry import CLOCK_AHEAD, CLOCK_BEHIND, Different, LetGo, NotYours, Withdrawn, digest
from coaching.models import CheckBack, ComeBack, Refusal


@dataclass(frozen=True)
class Reply:
    """`answered_at` is aware; `barrier` and `words` count only where something got in the way."""

    outcome: str
    answered_at: datetime
    barrier: str = ""
    words: str = ""
    step: int | None = None
    come_back: str = ComeBack.NONE
    payload: int = 1


def asked(by: User, pk: UUID, at: datetime | None = None) -> CheckBack:
    """The check-back, for whoever led its team at some time since it was promised.

    Raises NotYours, also where the session it belongs to has not arrived: the phone sends that first and tries again.
    """
    row = CheckBack.objects.select_related("session__card", "advisor", "team").filter(pk=pk).first()
    if row is None:
        raise NotYours
    since = Q(ends_at=None) | Q(ends_at__gt=row.session.held_at)
    if not by.leaderships.filter(since, team=row.team_id, starts_at__lte=at or timezone.now()).exists():
        raise NotYours
    return row


def given_before(by: User, row: CheckBack, body: bytes) -> bool:
    """Whether these bytes of theirs answered it. Another answer is kept aside, then Different is raised."""
    if row.session.withdrawn_at:
        raise Withdrawn
    if row.answered_at is None:
        return False
    if row.answered_by_id != by.pk or row.sha256 != digest(body):
        if row.advisor.is_nobody:
            raise LetGo
        Refusal.keep(by, row.pk, Refusal.Why.DIFFERENT, body, digest(body), {}, kind=Refusal.Kind.ANSWER)
        raise Different
    return True


def give(by: User, row: CheckBack, reply: Reply, body: bytes, at: datetime | None = None) -> bool:
    """Write down what was heard; whether that is new. Raises NotYours, Different, Withdrawn, LetGo.

    Taken from whoever led the advisor in that team when it was heard, or leads them there now.
    """
    at = at or timezone.now()
    right = at - CLOCK_BEHIND <= reply.answered_at <= at + CLOCK_AHEAD
    heard_at = reply.answered_at if right else at
    # What they gave already is theirs to ask about for good, whoever leads the team by now.
    if row.answered_by_id != by.pk and not _could_hear(by, row, heard_at, at):
        raise NotYours
    if given_before(by, row, body):
        return False
    if row.advisor.is_nobody:
        raise LetGo
    new = row.answer(
        by, reply.outcome, reply.barrier, reply.step, reply.words, reply.come_back, heard_at, digest(body),
        claimed_at=None if right else reply.answered_at,
    )  # fmt: skip
    return new or not given_before(by, row, body)  # answered twice at once: the other one won


def _could_hear(by: User, row: CheckBack, heard_at: datetime, at: datetime) -> bool:
    if row.advisor.team_at(heard_at) == row.team and by.led(row.team, heard_at):
        return True
    return Advisor.objects.led_by(by, at).filter(pk=row.advisor_id, team=row.team_id).exists()
