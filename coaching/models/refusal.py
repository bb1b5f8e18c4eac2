"""Words a phone sent that could not be taken in as they were: kept, so that a person can mend them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

A_DAY = timedelta(days=1)
MOST_A_DAY = 100  # of one sender's: whoever is signed in could fill the disk otherwise


class TooMany(Exception):
    """This sender's refused words of one day are enough. `wait` is in seconds; the phone keeps what it holds until then."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


class RefusalQuerySet(models.QuerySet["Refusal"]):
    def visible_to(self, user: User) -> RefusalQuerySet:
        """The sender's own, and nobody else's."""
        return self.filter(sender=user) if user.is_active else self.none()

    def open(self) -> RefusalQuerySet:
        """Not settled yet."""
        return self.filter(settled_at=None)

    def settled(self) -> RefusalQuerySet:
        return self.filter(settled_at__isnull=False)

    def newest_first(self) -> RefusalQuerySet:
        return self.order_by("-received_at", "-pk")


class Refusal(models.Model):
    """`body` is the exact bytes. `session_id` is what the phone called it: a session or a story, which need not exist, or the
    check-back that was answered. Nothing is deleted but with a story taken back: what nobody needs any more is settled."""

    class Why(models.TextChoices):
        INVALID = "invalid"
        DIFFERENT = "different"

    class Kind(models.TextChoices):
        SESSION = "session", _("A coaching moment")
        ANSWER = "answer", _("An answer to a check-back")
        STORY = "story", _("A permission story")

    session_id = models.UUIDField(db_index=True)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="refusals")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.SESSION)
    why = models.CharField(max_length=9, choices=Why)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    problems = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RefusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session_id", "sha256", "sender"], name="refusal_kept_once"),
            models.CheckConstraint(condition=models.Q(why__in=["invalid", "different"]), name="refusal_why_known"),
            models.CheckConstraint(condition=models.Q(kind__in=["session", "answer", "story"]), name="refusal_kind_known"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None) | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="refusal_settled_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.why}"

    @classmethod
    def keep(
        cls, sender: User, session_id: object, why: str, body: bytes, sha256: str, problems: dict[str, list[str]],
        kind: str = Kind.SESSION, at: datetime | None = None,
    ) -> Refusal:  # fmt: skip
        """Keep the words. The same bytes again are kept once. Raises TooMany."""
        same, at = {"session_id": session_id, "sender": sender, "sha256": sha256}, at or timezone.now()
        kept = cls.objects.filter(**same).first()
        if kept is None:
            cls._has_room(sender, at)
            fields = {"kind": kind, "why": why, "body": body, "problems": problems, "received_at": at}
            kept, _new = cls.objects.get_or_create(**same, defaults=fields)
        return kept

    @classmethod
    def _has_room(cls, sender: User, at: datetime) -> None:
        latest = cls.objects.filter(sender=sender, received_at__gt=at - A_DAY).newest_first()
        oldest = latest.values_list("received_at", flat=True)[MOST_A_DAY - 1 : MOST_A_DAY].first()
        if oldest:
            raise TooMany((oldest + A_DAY - at).total_seconds())

    def settle(self, by: User, at: datetime | None = None) -> None:
        """Off the list: mended, or not worth mending. Settling twice changes nothing."""
        if self.settled_at is None:
            self.settled_at, self.settled_by = at or timezone.now(), by
            self.save(update_fields=["settled_at", "settled_by"])
