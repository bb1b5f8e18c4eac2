"""What somebody asks or objects to about their data: when it came, by when it has to be answered, and what was answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, User
from coaching.personal import clock


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, user: User) -> DataRequestQuerySet:
        """HR: all. Nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def open_first(self) -> DataRequestQuerySet:
        """The open ones by when they came, then those that were answered, the latest first."""
        return self.order_by(models.F("answered_at").desc(nulls_first=True), "received_on", "pk")


class DataRequest(models.Model):
    """`advisor` where whoever asks was signed in to their own page, or HR knows who it is; otherwise what they said of themselves.

    `paused_on`: its clock stands still since that day; `paused_days`: so many days it stood still before.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("See what is kept")
        CORRECTION = "correction", _("Put something right")
        ERASURE = "erasure", _("Have something erased")
        OBJECTION = "objection", _("Object to it being kept or used")
        COMPLAINT = "complaint", _("Complain")

    kind = models.CharField(_("what is it?"), max_length=10, choices=Kind)
    advisor = models.ForeignKey(Advisor, models.PROTECT, null=True, blank=True, related_name="data_requests")
    name = models.CharField(_("name"), max_length=120)
    number = models.CharField(_("employee number"), max_length=40, blank=True, default="")
    reach = models.CharField(_("how to reach them"), max_length=200)
    words = models.TextField(_("what it is about"), max_length=2000)
    received_on = models.DateField(default=timezone.localdate)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    paused_on = models.DateField(null=True, blank=True)
    paused_days = models.PositiveIntegerField(default=0)
    extended_because = models.CharField(max_length=200, blank=True, default="")
    answer = models.TextField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, answer="")
                | (models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer="")),
                name="data_request_answered_with_words",
            ),
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_by=None) | models.Q(told_at__isnull=False, told_by__isnull=False),
                name="data_request_told_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.received_on}"

    def due_on(self, today: date | None = None) -> date:
        """By when it has to be answered, with the days on which its clock stood still until today."""
        today = today or timezone.localdate()
        still = (today - self.paused_on).days if self.paused_on else 0
        return clock.due(self.received_on, bool(self.extended_because), self.paused_days + still, settings.HOLIDAYS)

    @property
    def tell_by(self) -> date:
        """By when whoever asks must have heard that it arrived."""
        return self.received_on + clock.TO_SAY_IT_ARRIVED

    def tell(self, by: User, at: datetime | None = None) -> None:
        """They were told that it arrived. Once is enough."""
        if self.told_at is None:
            self._keep(told_at=at or timezone.now(), told_by=by)

    def pause(self, on: date | None = None) -> None:
        """It waits for whoever asked: to show who they are, or to say what they mean."""
        if self.paused_on is None and self.answered_at is None:
            self._keep(paused_on=on or timezone.localdate())

    def go_on(self, on: date | None = None) -> None:
        """They answered: the days it waited are added."""
        if self.paused_on:
            waited = ((on or timezone.localdate()) - self.paused_on).days
            self._keep(paused_on=None, paused_days=self.paused_days + max(waited, 0))

    def extend(self, because: str) -> None:
        """Two months more, which is for what is complex, with the reason that they are told."""
        if self.answered_at is None:
            self._keep(extended_because=because)

    def reply(self, by: User, answer: str, at: datetime | None = None) -> None:
        """It is answered, and stays so."""
        if self.answered_at is None:
            self.go_on()
            self._keep(answer=answer, answered_by=by, answered_at=at or timezone.now())

    def _keep(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))
