"""A roster that HR brought in: as it was read until it is decided, then what it did; the record of it stays."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .role import Role

if TYPE_CHECKING:
    from .user import User

LASTS = timedelta(days=1)  # how long a file that was only looked at is kept


def both(verb: str) -> Q:
    """Who and when, or neither."""
    who, when = f"{verb}_by__isnull", f"{verb}_at__isnull"
    return Q((who, True), (when, True)) | Q((who, False), (when, False))


class RosterQuerySet(models.QuerySet["Roster"]):
    def visible_to(self, user: User) -> RosterQuerySet:
        """HR: all. Nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def drafts(self) -> RosterQuerySet:
        """Looked at, and not taken in."""
        return self.filter(applied_at=None)

    def applied(self) -> RosterQuerySet:
        """Taken in, whether or not it was put back since."""
        return self.filter(applied_at__isnull=False)

    def latest_first(self) -> RosterQuerySet:
        return self.order_by("-applied_at", "-pk")


class Roster(models.Model):
    """`table` is the file as it was read, emptied once it is taken in; `before` is what undoing puts back, kept for the latest one alone.

    The file itself and its name are never kept: a name somebody gave may say anything.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64)
    full = models.BooleanField(default=False)  # whoever is not in it has left
    table = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(undone_at=None) | Q(applied_at__isnull=False), name="roster_undone_after_applied"),
            models.CheckConstraint(condition=both("applied"), name="roster_applied_by_somebody"),
            models.CheckConstraint(condition=both("undone"), name="roster_undone_by_somebody"),
            models.CheckConstraint(condition=Q(sha256__length=64), name="roster_with_digest"),
        ]
        indexes = [models.Index(fields=["-applied_at"], name="roster_latest")]  # past rosters

    def __str__(self) -> str:
        return f"{self.brought_at:%Y-%m-%d %H:%M} · {self.sha256[:12]}"

    @classmethod
    def draft(cls, by: User, sha256: str, table: dict[str, Any], full: bool, at: datetime | None = None) -> Roster:
        """Keep what was read until it is decided. Their earlier drafts go, and anybody's older than a day."""
        at = at or timezone.now()
        cls.objects.drafts().filter(Q(brought_by=by) | Q(brought_at__lt=at - LASTS)).delete()
        return cls.objects.create(brought_by=by, brought_at=at, sha256=sha256, full=full, table=table)

    @classmethod
    def let_go(cls) -> None:
        """Somebody is erased: no file that was looked at may name them, nor what undoing the latest would bring back."""
        cls.objects.drafts().delete()
        cls.objects.applied().exclude(before={}).update(before={})

    def taken_in(self, by: User, counts: dict[str, int], before: dict[str, Any], at: datetime) -> None:
        """It was done. The people in it are in their own rows now, and an earlier one can no longer be undone."""
        Roster.objects.applied().exclude(before={}).update(before={})
        self.applied_by, self.applied_at, self.counts, self.before, self.table = by, at, counts, before, {}
        self.save(update_fields=["applied_by", "applied_at", "counts", "before", "table"])

    def put_back(self, by: User, at: datetime) -> None:
        """It was undone."""
        self.undone_by, self.undone_at, self.before = by, at, {}
        self.save(update_fields=["undone_by", "undone_at", "before"])
