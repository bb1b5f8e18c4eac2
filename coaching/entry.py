"""A coaching moment as it comes in, from the form or a phone, and how it becomes a session exactly once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Advisor, Team, User
from cards.models import Card, Edition, Trial
from coaching.models import CheckBack, Erasure, Refusal, Session, Stale

# Beyond these a phone's clock cannot be right: the server's time stands, and what the phone claimed is kept beside it.
CLOCK_AHEAD = timedelta(minutes=10)
CLOCK_BEHIND = timedelta(days=400)  # a phone may hold an unsent session for a year


class NotYours(Exception):
    """An advisor or an id this person may not see: answered as if it did not exist."""


class NoSuchCard(NotYours):
    """No card of that name was ever in play. The deck is nobody's secret, so a phone is told, and its words are kept."""


class Different(Exception):
    """This id was logged before with other words. Both are kept."""


class Withdrawn(Exception):
    """This id was logged and taken back. It is never brought to life again."""


class LetGo(NotYours):
    """That person's record was erased, or is too old to be kept. Nothing more is taken in about it, these words included."""


@dataclass(frozen=True)
class Entry:
    """What was logged. `held_at` is aware; `advisor` is an id, `card` a slug, `edition` the number the phone showed."""

    id: UUID
    advisor: int
    card: str
    held_at: datetime
    edition: int | None = None
    step: int | None = None
    advisor_step: int | None = None
    next_step: str = ""
    come_back: str = "none"
    note: str = ""
    made_offline: bool = False
    payload: int = 1
    took_ms: int | None = None
    flags: list[str] = field(default_factory=list)

    def as_bytes(self) -> bytes:
        """What is digested where no phone sent bytes of its own. The same form sent twice gives the same bytes."""
        words = {key: value for key, value in asdict(self).items() if key not in ("held_at", "took_ms", "flags")}
        return json.dumps(words, sort_keys=True, default=str).encode()


def digest(body: bytes) -> str:
    """SHA-256 of the exact bytes, as the receipt carries it."""
    return hashlib.sha256(body).hexdigest()


def logged_before(by: User, pk: UUID, body: bytes) -> Session | None:
    """The session that these bytes made, None when the id is new. Other words are kept aside, then Different is raised."""
    session = Session.objects.select_related("advisor").filter(pk=pk).first()
    if session is None:
        return None
    if session.leader_id != by.pk:
        raise NotYours
    if session.withdrawn_at:
        raise Withdrawn
    if session.sha256 != digest(body):
        if session.advisor.is_nobody:
            raise LetGo
        Refusal.keep(by, pk, Refusal.Why.DIFFERENT, body, digest(body), {})
        raise Different
    return session


def log(by: User, entry: Entry, body: bytes, at: datetime | None = None) -> tuple[Session, bool]:
    """Make the session, or find the one these bytes made before. Returns it and whether it is new.

    Raises NotYours, Different, Withdrawn, LetGo. A retired card, an older edition or an advisor who has since left or moved
    is taken in, and flagged, when the moment was held while this leader led them.
    """
    known = logged_before(by, entry.id, body)
    if known:
        return known, False
    at = at or timezone.now()
    try:
        return _made(by, entry, body, at), True
    except IntegrityError:  # the same id arrived twice at once: the other one won
        known = logged_before(by, entry.id, body)
        if known is None:
            raise
        return known, False


def _made(by: User, entry: Entry, body: bytes, at: datetime) -> Session:
    """Everything is looked up before the transaction: on SQLite it holds the one write lock."""
    flags: list[str] = []
    held_at = entry.held_at
    if not at - CLOCK_BEHIND <= held_at <= at + CLOCK_AHEAD:
        held_at = at
        flags.append("clock")
    advisor, team = advisor_then(by, entry.advisor, held_at, at, flags)
    card, edition = _wording(entry, held_at, flags)
    session = Session(
        **_words(entry), id=entry.id, advisor=advisor, leader=by, team=team, card=card, edition=edition,
        held_at=held_at, held_on=team.today(held_at), received_at=at, sha256=digest(body), flags=flags,
        claimed_held_at=entry.held_at if "clock" in flags else None,
    )  # fmt: skip
    if card.care_first:
        session.step = session.advisor_step = None
    with transaction.atomic():
        session.save(force_insert=True)
        promise = CheckBack.falling_due(session, session.come_back, held_at)
        if promise:
            promise.save(force_insert=True, marked=True)  # the session is new, so it is: no looking, and no savepoint, in every log
        Stale.mark([session.held_on, promise.due_on] if promise else [session.held_on])
    return session


def _words(entry: Entry) -> dict[str, Any]:
    kept = ("step", "advisor_step", "next_step", "come_back", "note", "made_offline", "payload", "took_ms")
    return {name: getattr(entry, name) for name in kept}


def advisor_then(by: User, pk: int, held_at: datetime, at: datetime, flags: list[str]) -> tuple[Advisor, Team]:
    """The advisor and the team they were in then, if this leader led that team then, or leads them now."""
    advisor = Advisor.objects.select_related("team").filter(pk=pk).first()
    if advisor is None:
        only_of_the_living(pk)
        raise NotYours
    then = advisor.team_at(held_at)
    led_then, leads_now = _led(by, then, held_at, at) if then else (False, False)
    if then and led_then:
        if advisor.left_at is not None and advisor.left_at <= at:
            flags.append("left")
        elif then != advisor.team or not leads_now:
            flags.append("moved")
        return advisor, then
    if Advisor.objects.led_by(by, at).filter(pk=pk).exists():
        flags.append("early")
        return advisor, advisor.team
    raise NotYours


def only_of_the_living(pk: Any) -> None:
    """Raises LetGo for an id that was an erased person's."""
    if type(pk) is int and 0 < pk < 2**63 and Erasure.objects.filter(was=pk).exists():
        raise LetGo


def _led(by: User, team: Team, *moments: datetime) -> list[bool]:
    """Whether they led it at each of these moments, as `Leadership.objects.at` says it, in one query: this is in every log."""
    spells = list(by.leaderships.filter(team=team).values_list("starts_at", "ends_at"))
    return [any(starts <= at and (ends is None or ends > at) for starts, ends in spells) for at in moments]


def _wording(entry: Entry, at: datetime, flags: list[str]) -> tuple[Card, Edition]:
    """The card and the wording that was in hand then; the current one where the phone did not say. One on trial is no older one."""
    card = Card.objects.select_related("current").filter(slug=entry.card).first()
    if card is None or card.current is None:
        raise NoSuchCard
    if card.retired_at:
        flags.append("card-retired")
    if entry.edition in (None, card.current.number):
        return card, card.current
    edition = card.editions.filter(number=entry.edition, published_at__isnull=False).first()
    if edition is None or not Trial.objects.of_wording(edition, at).exists():
        flags.append("older-edition" if edition else "edition-unknown")
    return card, edition or card.current
