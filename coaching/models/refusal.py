"""Words a phone sent that could not be taken in as they were: kept, so that a person can mend them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User


class RefusalQuerySet(models.QuerySet["Refusal"]):
    def visible_to(self, user: User) -> RefusalQuerySet:
        """The sender's own, and nobody else's."""
        return self.filter(sender=user) if user.is_active else self.none()


class Refusal(models.Model):
    """`body` is the exact bytes. `session_id` is what the phone called it; no such session need exist."""

    class Why(models.TextChoices):
        INVALID = "invalid"
        DIFFERENT = "different"

    session_id = models.UUIDField(db_index=True)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="refusals")
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
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.why}"

    @classmethod
    def keep(cls, sender: User, session_id: object, why: str, body: bytes, sha256: str, problems: dict[str, list[str]]) -> Refusal:
        """Keep the words. The same bytes again are kept once."""
        kept, _new = cls.objects.get_or_create(
            session_id=session_id, sender=sender, sha256=sha256, defaults={"why": why, "body": body, "problems": problems}
        )
        return kept
