"""The record of one HR export: who took what, when, what for, and whose entries were in it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role

if TYPE_CHECKING:
    from .reader import Reader


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, reader: Reader) -> ExportQuerySet:
        """HR: all. An advisor: those with entries of theirs in them. Nobody else."""
        if isinstance(reader, Advisor):
            return self.filter(advisors=reader)
        return self if reader.has_role(Role.Name.HR) else self.none()

    def complete(self) -> ExportQuerySet:
        """Those whose last row was written."""
        return self.filter(finished_at__isnull=False)


class Export(models.Model):
    """`sha256` is of the whole file, known once it is complete; `filters` and `columns` are as they were asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    made_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(_("what for?"), max_length=140)
    filters = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    notes = models.BooleanField(_("with notes"), default=False)
    rows = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    advisors = models.ManyToManyField(Advisor, related_name="exports", blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="export_has_purpose"),
            models.CheckConstraint(
                condition=models.Q(finished_at=None, sha256="")
                | models.Q(finished_at__isnull=False, rows__isnull=False, sha256__length=64),
                name="export_complete_with_digest",
            ),
        ]
        indexes = [models.Index(fields=["-made_at"], name="export_latest")]  # past exports

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} · {self.purpose}"
