"""Go first: what a leader means to do, in their own words, by a day. Theirs alone: nobody else reads it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: User) -> CommitmentQuerySet:
        """Their own alone: not HR's, not the designers', not in any total."""
        return self.filter(leader=user) if user.is_active else self.none()

    def open(self) -> CommitmentQuerySet:
        """Not done yet, the soonest first. None is ever late: it has a day, and that is all."""
        return self.filter(kept_on=None).order_by("on", "pk")

    def kept(self) -> CommitmentQuerySet:
        """Done, the latest first."""
        return self.filter(kept_on__isnull=False).order_by("-kept_on", "-pk")


class Commitment(models.Model):
    """`on` is the day it is meant for; `kept_on` the day on the team's wall on which they said it was done."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="commitments")
    words = models.CharField(_("what you will do"), max_length=140)
    on = models.DateField(_("by when"))
    made_at = models.DateTimeField(default=timezone.now)
    kept_on = models.DateField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="commitment_says_something")]
        indexes = [
            models.Index(fields=["leader", "on"], condition=models.Q(kept_on=None), name="commitment_open"),  # Go first: those ahead
            models.Index(fields=["leader", "kept_on"], name="commitment_kept"),  # Go first: those done
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def make(cls, leader: User, words: str, on: date) -> Commitment:
        """Write it down. The same words for the same day, saved twice, are one."""
        return cls.objects.get_or_create(leader=leader, words=words, on=on, kept_on=None)[0]

    def keep(self, at: datetime | None = None) -> None:
        """Done. Saying it twice changes nothing."""
        if self.kept_on is None:
            self.kept_on = self.leader.teams[0].today(at)
            self.save(update_fields=["kept_on"])

    def reopen(self) -> None:
        """Not done after all."""
        self.kept_on = None
        self.save(update_fields=["kept_on"])
