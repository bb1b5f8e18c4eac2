"""What a leader was told at the start of a shift, and by which way: so that nobody is told twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .team import Team

if TYPE_CHECKING:
    from .user import User

STALE = timedelta(minutes=15)  # who claimed it and has not said so by then has died on the way
TRIES = 3  # a mailbox that fails for good is left alone until the next shift


class NoticeQuerySet(models.QuerySet["Notice"]):
    def settled(self, at: datetime) -> NoticeQuerySet:
        """Nothing is left to do: told, given up, or in somebody's hands right now."""
        return self.filter(Q(told_at__isnull=False) | Q(tries__gte=TRIES) | Q(claimed_at__gt=at - STALE))


class Notice(models.Model):
    """One a leader, team, shift and way. `due`, `late` and `quiet` are what it counted; with none of them nothing was sent.

    Claimed before it is sent, so that of two runs at the same time one sends. A run that dies between sending and
    saying so leaves a claim that goes stale: then it may be sent a second time, which is better than never.
    """

    class Way(models.TextChoices):
        MAIL = "mail", _("E-mail")
        PUSH = "push", _("Notification")

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    shift_on = models.DateField()
    way = models.CharField(max_length=4, choices=Way)
    claimed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    quiet = models.PositiveIntegerField(default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["leader", "team", "shift_on", "way"], name="notice_once_a_shift"),
            models.CheckConstraint(condition=Q(way__in=["mail", "push"]), name="notice_way_known"),
        ]
        indexes = [models.Index(fields=["shift_on"], name="notice_of_day")]  # each run: who was told already

    def __str__(self) -> str:
        return f"{self.leader} · {self.team} · {self.shift_on} · {self.way}"

    @classmethod
    @transaction.atomic
    def claim(cls, leader: User, shifts: Iterable[tuple[Team, date]], way: str, at: datetime) -> list[Notice]:
        """Those of these shifts that nobody has told or is telling: this run's to tell, and no other's."""
        # One at a time for a leader: two runs that each took half of the teams would send two mails.
        type(leader).objects.select_for_update().get(pk=leader.pk)
        taken = []
        for team, day in shifts:
            row, _new = cls.objects.get_or_create(leader=leader, team=team, shift_on=day, way=way)
            if not cls.objects.filter(pk=row.pk).settled(at).exists():
                row.claimed_at, row.tries = at, row.tries + 1
                row.save(update_fields=["claimed_at", "tries"])
                taken.append(row)
        return taken

    def tell(self, at: datetime, due: int = 0, late: int = 0, quiet: int = 0) -> None:
        """It has gone, or there was nothing to say."""
        self.told_at, self.due, self.late, self.quiet = at, due, late, quiet
        self.save(update_fields=["told_at", "due", "late", "quiet"])

    def fail(self) -> None:
        """It did not go: the next run may try."""
        self.claimed_at = None
        self.save(update_fields=["claimed_at"])
