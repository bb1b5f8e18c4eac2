"""The record of one roster taken out as a file: everybody's name and number went with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from .role import Role

if TYPE_CHECKING:
    from .user import User


class RosterExportQuerySet(models.QuerySet["RosterExport"]):
    def visible_to(self, user: User) -> RosterExportQuerySet:
        """HR: all. Nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def latest_first(self) -> RosterExportQuerySet:
        return self.order_by("-made_at", "-pk")


class RosterExport(models.Model):
    """Who, when, how many lines; `sha256` is of the whole file, which is not kept."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = RosterExportQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(sha256__length=64), name="roster_export_with_digest")]
        indexes = [models.Index(fields=["-made_at"], name="roster_export_latest")]  # those taken out, on the page of people

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} · {self.rows}"
