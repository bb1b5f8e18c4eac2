"""Who leads a team, from when to when; also who covers for them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .team import Team


class LeadershipQuerySet(models.QuerySet["Leadership"]):
    def at(self, at: datetime) -> LeadershipQuerySet:
        """Those in force at that moment: from their start, up to but not including their end."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at), starts_at__lte=at)


class Leadership(models.Model):
    """Instants, not dates, so that one comparison answers "now" for teams in every time zone.

    A leadership given as dates runs from midnight to midnight on the team's wall. `cover` marks standing in for the
    usual leader: it gives the same sight of the team and ends by itself.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="leaderships")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaderships")
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    cover = models.BooleanField(_("cover"), default=False)

    objects = LeadershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")), name="leadership_ends_after_start"
            ),
            models.UniqueConstraint(fields=["team", "leader"], condition=models.Q(ends_at=None), name="leadership_open_once"),
        ]
        indexes = [models.Index(fields=["leader", "team"], name="leadership_of_leader")]  # every page: which teams are mine

    def __str__(self) -> str:
        return f"{self.leader} · {self.team}"

    def end(self, at: datetime | None = None) -> None:
        """Stop leading, from that moment on. Ending it again changes nothing."""
        at = at or timezone.now()
        if self.ends_at is None or self.ends_at > at:
            self.ends_at = at
            self.save(update_fields=["ends_at"])
