"""Permission stories of the demo's made-up company: published, of this week and next, waiting, sent back, and one still a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import Advisor, User
from coaching import tale
from coaching.models import Cheer, PermissionStory
from coaching.models.permission_story import monday

from .tales import TALES, Told


@dataclass(frozen=True)
class Cast:
    """Who is there to tell, to publish and to say that they would."""

    designer: User
    people: list[User]
    now: datetime


def tell(designer: User, now: datetime) -> None:
    """All of them, through the same verbs as the pages."""
    cast = Cast(designer, list(User.objects.order_by("pk")), now)
    for number, told in enumerate(TALES):
        _one(number, told, cast)


def _one(number: int, told: Told, cast: Cast) -> None:
    advisor = Advisor.objects.select_related("team").filter(name=told.about).first()
    if advisor is None:  # a world of fewer teams
        return
    leadership = advisor.team.leaderships.at(cast.now).filter(cover=False).select_related("leader").first()
    if leadership is None:
        return
    by, at = leadership.leader, cast.now - timedelta(days=told.days_ago, hours=3)
    draft = told.becomes == "draft"
    said = tale.Tale(
        id=uuid5(NAMESPACE_URL, f"demo-story-{number}"), usually=told.usually, did=told.did, permission=told.permission, said=told.said,
        told_at=at, advisor=advisor.pk, card=told.card, details_changed=not draft, send_in=not draft,
    )  # fmt: skip
    story = tale.tell(by, said, said.as_bytes(), at=at)[0]
    if told.answer:
        story.ask(by, at)
    if told.answer in ("named", "unnamed"):
        story.answer(told.answer, None, at + timedelta(hours=20))
    _moderated(story, told, cast, at + timedelta(days=1))


def _moderated(story: PermissionStory, told: Told, cast: Cast, at: datetime) -> None:
    at = min(at, cast.now)
    if told.becomes == "sent-back":
        story.send_back(cast.designer, "What did the customer say first? One sentence is enough.", story.seen, at)
    if told.becomes != "published":
        return
    story.publish(cast.designer, story.seen, at)
    if told.week is not None:
        story.choose(cast.designer, monday(story.team.today(cast.now)) + timedelta(weeks=told.week), at)
    for word, count in (("would", told.would), ("did", told.did_too)):
        Cheer.objects.bulk_create(Cheer(story=story, user=user, word=word, at=cast.now) for user in cast.people[-count:] if count)
