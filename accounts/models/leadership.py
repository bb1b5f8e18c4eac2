"""Who leads a team, from when to when; also who covers for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .act import Act
from .team import Team

if TYPE_CHECKING:
    from .user import User


class LeadershipQuerySet(models.QuerySet["Leadership"]):
    def at(self, at: datetime) -> LeadershipQuerySet:
        """Those in force at that moment: from their start, up to but not including their end."""
        return self.filter(starts_at__lte=at).not_over(at)

    def not_over(self, at: datetime) -> LeadershipQuerySet:
        """In force at that moment or later."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at))

    def cover_for(self, user: User, at: datetime) -> LeadershipQuerySet:
        """Others standing in, then or later, at the teams this person leads in their own right at that moment."""
        own = Leadership.objects.at(at).filter(leader=user, cover=False)
        return self.filter(cover=True, team__in=own.values("team")).exclude(leader=user).not_over(at)


class Covered(Exception):
    """Somebody stands in on one of these days already: `by` is that leadership."""

    def __init__(self, by: Leadership) -> None:
        super().__init__()
        self.by = by


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

    @property
    def first_day(self) -> date:
        """On the team's wall."""
        return self.team.today(self.starts_at)

    @property
    def last_day(self) -> date | None:
        """The last whole day: a leadership given as dates ends at the midnight after it."""
        return self.team.today(self.ends_at - timedelta(microseconds=1)) if self.ends_at else None

    @classmethod
    @transaction.atomic
    def hand_over(cls, team: Team, to: User, first: date, last: date, by: User | None = None) -> Leadership:
        """They stand in on these days, both included. Raises Covered where somebody does already: a team is handed over once.
        `by` is whoever hands it over, for the trail."""
        Team.objects.select_for_update().get(pk=team.pk)
        starts_at, ends_at = team.midnight(first), team.midnight(last + timedelta(days=1))
        there = cls.objects.filter(team=team, cover=True, starts_at__lt=ends_at).not_over(starts_at).select_related("leader", "team")
        if already := there.order_by("starts_at").first():
            raise Covered(already)
        made = cls.objects.create(team=team, leader=to, starts_at=starts_at, ends_at=ends_at, cover=True)
        if by:
            made.noted(by)
        return made

    @classmethod
    @transaction.atomic
    def appoint(cls, team: Team, to: User, first: date, last: date | None, by: User) -> Leadership:
        """They lead it from the midnight before that first day on; `last` is the last whole day. Raises Covered where they do already."""
        Team.objects.select_for_update().get(pk=team.pk)
        starts_at, ends_at = team.midnight(first), team.midnight(last + timedelta(days=1)) if last else None
        there = cls.objects.filter(team=team, leader=to).not_over(starts_at).select_related("leader", "team")
        if already := (there.filter(starts_at__lt=ends_at) if ends_at else there).order_by("starts_at").first():
            raise Covered(already)
        made = cls.objects.create(team=team, leader=to, starts_at=starts_at, ends_at=ends_at)
        made.noted(by)
        return made

    def noted(self, by: User) -> None:
        """In the trail: who was put there, as what, from when to when."""
        days: dict[str, list[Any]] = {
            "from": ["", self.first_day],
            "until": ["", self.last_day],
            "covers": ["", self.cover],
            "team": ["", str(self.team)],
        }
        Act.note(Act.What.LEADS, by, days, person=self.leader, team=self.team)

    @transaction.atomic
    def end_after(self, last: date | None, by: User, at: datetime | None = None) -> None:
        """Their last day there, or this moment. A last day before today, or before they began, is none: ValueError."""
        at = at or timezone.now()
        was, ends_at = self.last_day, self.team.midnight(last + timedelta(days=1)) if last else at
        if ends_at < at or (last and ends_at <= self.starts_at):
            raise ValueError("That day has gone, or they have not begun.")
        days: dict[str, list[Any]] = {"until": [was, last or self.team.today(at)], "team": ["", str(self.team)]}
        Act.note(Act.What.LEADS_UNTIL, by, days, person=self.leader, team=self.team)
        if last:
            self.ends_at = ends_at
            self.save(update_fields=["ends_at"])
        else:
            self.call_off(at)

    def call_off(self, at: datetime | None = None) -> None:
        """End it now; one that has not begun was never in force, and goes."""
        at = at or timezone.now()
        if self.starts_at < at:
            self.end(at)
        else:
            Leadership.objects.filter(pk=self.pk).delete()

    def end(self, at: datetime | None = None) -> None:
        """Stop leading, from that moment on. Ending it again changes nothing."""
        at = at or timezone.now()
        if self.ends_at is None or self.ends_at > at:
            self.ends_at = at
            self.save(update_fields=["ends_at"])
