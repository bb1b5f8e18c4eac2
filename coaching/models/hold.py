"""A legal hold: until its end, nothing of that advisor's record goes."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, User


class HoldQuerySet(models.QuerySet["Hold"]):
    def visible_to(self, user: User) -> HoldQuerySet:
        """HR, and nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def in_force(self, on: date | None = None) -> HoldQuerySet:
        """Not over, and not ended by hand."""
        return self.filter(ended_at=None, last_day__gte=on or timezone.localdate())


class Hold(models.Model):
    """It has an owner and an end; somebody who needs it longer places another."""

    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="holds")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=140)
    placed_at = models.DateTimeField(default=timezone.now)
    last_day = models.DateField(_("until"))
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False), name="hold_ended_at_and_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.advisor_id} · {self.last_day}"

    def end(self, by: User, at: datetime | None = None) -> None:
        """No longer held. Ending it twice changes nothing."""
        if self.ended_at is None:
            self.ended_at, self.ended_by = at or timezone.now(), by
            self.save(update_fields=["ended_at", "ended_by"])
