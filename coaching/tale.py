"""A permission story as it comes in, from the form or a phone, and how it becomes one story exactly once."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Advisor, Team, User
from cards.models import Card
from coaching.entry import CLOCK_AHEAD, CLOCK_BEHIND, Different, NoSuchCard, NotYours, Withdrawn, advisor_then, digest
from coaching.models import PermissionStory, Refusal, StoryAct
from coaching.models.permission_story import WORDS


@dataclass(frozen=True)
class Tale:
    """`advisor` is an id, `card` a slug, `told_at` aware. `send_in` hands it to the designers; without, it stays a draft."""

    id: UUID
    usually: str
    did: str
    permission: str
    said: str
    told_at: datetime
    advisor: int | None = None
    card: str = ""
    details_changed: bool = False
    send_in: bool = False
    made_offline: bool = False
    payload: int = 1

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in WORDS}

    def as_bytes(self) -> bytes:
        """What is digested where no phone sent bytes of its own. The same form sent twice gives the same bytes."""
        words = {key: value for key, value in asdict(self).items() if key != "told_at"}
        return json.dumps(words, sort_keys=True, default=str).encode()


def told_before(by: User, pk: UUID, body: bytes) -> PermissionStory | None:
    """The story that these bytes told, None when the id is new. Other words are kept aside, then Different is raised."""
    story = PermissionStory.objects.filter(pk=pk).first()
    if story is None:
        return None
    if story.teller_id != by.pk:
        raise NotYours
    if story.withdrawn_at:
        raise Withdrawn
    if story.sha256 != digest(body):
        Refusal.keep(by, pk, Refusal.Why.DIFFERENT, body, digest(body), {}, kind=Refusal.Kind.STORY)
        raise Different
    return story


def tell(by: User, tale: Tale, body: bytes, at: datetime | None = None) -> tuple[PermissionStory, bool]:
    """Make the story, or find the one these bytes told before. Returns it and whether it is new.

    Raises NotYours, NoSuchCard, Different, Withdrawn. Whoever tells it led the advisor's team when it was told, or leads it now.
    """
    known = told_before(by, tale.id, body)
    if known:
        return known, False
    at = at or timezone.now()
    try:
        return _made(by, tale, body, at), True
    except IntegrityError:  # the same id arrived twice at once: the other one won
        known = told_before(by, tale.id, body)
        if known is None:
            raise
        return known, False


def _made(by: User, tale: Tale, body: bytes, at: datetime) -> PermissionStory:
    told_at = tale.told_at if at - CLOCK_BEHIND <= tale.told_at <= at + CLOCK_AHEAD else at
    advisor, team = about(by, tale.advisor, told_at, at)
    story = PermissionStory(
        **tale.words, id=tale.id, teller=by, team=team, advisor=advisor, card=card_of(tale.card), told_at=told_at, changed_at=at,
        sha256=digest(body), made_offline=tale.made_offline, payload=tale.payload,
    )  # fmt: skip
    with transaction.atomic():
        story.save(force_insert=True)
        story.note(StoryAct.Act.TOLD, by, at)
        if tale.details_changed:
            story.change_details(by, at)
        if tale.send_in:
            story.send_in(by, at)
    return story


def about(by: User, advisor: int | None, told_at: datetime, at: datetime) -> tuple[Advisor | None, Team]:
    """Whom it is about and the team it belongs to: theirs, or the first of those its teller led then or leads now."""
    if advisor is not None:
        return advisor_then(by, advisor, told_at, at, [])
    for moment in (told_at, at):
        team = Team.objects.led_by(by, moment).order_by("site__name", "name").first()
        if team:
            return None, team
    raise NotYours


def card_of(slug: str) -> Card | None:
    """The card it goes with, if any."""
    if not slug:
        return None
    card = Card.objects.filter(slug=slug, current__isnull=False).first()
    if card is None:
        raise NoSuchCard
    return card
