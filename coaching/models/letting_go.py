"""The records of what was let go: a run of the rule on how long things are kept, and a leaver who was erased."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User


class RetentionRunQuerySet(models.QuerySet["RetentionRun"]):
    def visible_to(self, user: User) -> RetentionRunQuerySet:
        """HR: all. Nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def real(self) -> RetentionRunQuerySet:
        """Those that let something go, or would have."""
        return self.filter(dry=False)

    def latest_first(self) -> RetentionRunQuerySet:
        return self.order_by("-at", "-pk")


class RetentionRun(models.Model):
    """Words of chats before `words_before` went, and whose chats before `steps_before` were; `went` is how many rows, by what they were.

    A `dry` one let nothing go: it only counted. `by` is nobody where a timer ran it.
    """

    at = models.DateTimeField(default=timezone.now)
    words_before = models.DateField()
    steps_before = models.DateField()
    log_before = models.DateField()
    held = models.PositiveIntegerField(default=0)  # advisors on legal hold, left alone
    went: Any = models.JSONField(default=dict)
    dry = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="retention_run_latest")]  # HR's page of what was let go

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def closed_before(cls) -> date | None:
        """Four weeks before this day are no longer counted anew: whose chats they were has gone, so their totals stand as they are."""
        found: date | None = cls.objects.real().aggregate(last=Max("steps_before"))["last"]
        return found


class Erasure(models.Model):
    """`was` is the id their row had. No row has it any more: it only tells a phone, and a backup that comes back, what happened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    was = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)  # of the employee number, keyed: whether a row that came back is the same person's
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("why"), max_length=140, blank=True, default="")
    went: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.was} · {self.at:%Y-%m-%d}"
