"""Which team an advisor was in, from when to when."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

from .team import Team


class MembershipQuerySet(models.QuerySet["Membership"]):
    def at(self, at: datetime) -> MembershipQuerySet:
        """Those in force at that moment."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at), starts_at__lte=at)


class Membership(models.Model):
    """A late coaching moment from a phone is checked against the team the advisor was in when it was held."""

    advisor = models.ForeignKey("accounts.Advisor", models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["advisor"], condition=models.Q(ends_at=None), name="membership_one_team_at_a_time"),
            # Equal ends are allowed: moved in and out again in one breath, as a roster import may do.
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.advisor} in {self.team}"
