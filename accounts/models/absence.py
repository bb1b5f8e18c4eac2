"""Days an advisor is away: from when to when, and never why."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .advisor import Advisor
from .role import Role

if TYPE_CHECKING:
    from .user import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, user: User | Advisor, at: datetime | None = None) -> AbsenceQuerySet:
        """HR: all. An advisor: their own. Anyone else: those of the advisors they lead now."""
        if isinstance(user, Advisor):
            return self.filter(advisor=user)
        if not user.is_active:
            return self.none()
        return self if user.has_role(Role.Name.HR) else self.led_by(user, at)

    def led_by(self, user: User, at: datetime | None = None) -> AbsenceQuerySet:
        """Of the advisors this person leads at that moment."""
        return self.filter(advisor__in=Advisor.objects.led_by(user, at))

    def ended_after(self, day: date) -> AbsenceQuerySet:
        """Not over by the end of that day."""
        return self.filter(Q(last_day=None) | Q(last_day__gt=day))

    def touching(self, first: date, last: date | None) -> AbsenceQuerySet:
        """Those that share a day with these days."""
        shared = self.ended_after(first - timedelta(days=1))
        return shared.filter(first_day__lte=last) if last else shared

    def in_order(self) -> AbsenceQuerySet:
        return self.order_by("first_day", "pk")


class Absence(models.Model):
    """Days on the team's wall, both included; `last_day` is empty while nobody knows it.

    There is no place for a reason: being away is no coaching matter, and why may be nobody's business. Days that turn out not to be
    away are taken out, not kept as history: the one row here that may go.
    """

    advisor = models.ForeignKey(Advisor, models.CASCADE, related_name="absences")
    first_day = models.DateField(_("away from"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day=None) | Q(last_day__gte=F("first_day")), name="absence_ends_after_start"),
            models.UniqueConstraint(fields=["advisor"], condition=Q(last_day=None), name="absence_open_once"),
        ]
        indexes = [models.Index(fields=["advisor", "last_day"], name="absence_of_advisor")]  # every list of people

    def __str__(self) -> str:
        return f"{self.advisor} · {self.first_day}"

    def holds(self, day: date) -> bool:
        """Whether they are away on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    @classmethod
    @transaction.atomic
    def say(cls, advisor: Advisor, by: User, first: date, last: date | None = None, at: datetime | None = None) -> Absence:
        """Away on these days. They take the place of any they touch, so saying it twice, or again with another end, makes one."""
        Advisor.objects.select_for_update().get(pk=advisor.pk)
        cls.objects.filter(advisor=advisor).touching(first, last).delete()
        return cls.objects.create(advisor=advisor, first_day=first, last_day=last, said_by=by, said_at=at or timezone.now())

    def back(self, on: date) -> None:
        """Here again from that day on; days away that never came are taken out. Back twice changes nothing."""
        before = on - timedelta(days=1)
        if self.first_day > before:
            Absence.objects.filter(pk=self.pk).delete()
        elif self.last_day is None or self.last_day > before:
            self.last_day = before
            self.save(update_fields=["last_day"])
