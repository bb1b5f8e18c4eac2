"""The record of one advisor's whole record handed over: to whom, when, what for."""

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


class DataPackQuerySet(models.QuerySet["DataPack"]):
    def visible_to(self, reader: Reader) -> DataPackQuerySet:
        """An advisor: of their own record. HR: all. Nobody else."""
        if isinstance(reader, Advisor):
            return self.filter(advisor=reader)
        return self if reader.has_role(Role.Name.HR) else self.none()

    def latest_first(self) -> DataPackQuerySet:
        return self.order_by("-made_at", "-pk")


class DataPack(models.Model):
    """`sha256` is of the archive. Nobody (`made_by`) is the advisor, on their own page. The archive itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="data_packs")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    purpose = models.CharField(_("what for?"), max_length=140)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = DataPackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="data_pack_has_purpose"),
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="data_pack_has_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.advisor_id} · {self.made_at:%Y-%m-%d}"
