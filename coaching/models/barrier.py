"""Something got in the way: on the leader's list of things to clear, never on the advisor's record."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Team, User

if TYPE_CHECKING:
    from .check_back import CheckBack


class BarrierQuerySet(models.QuerySet["Barrier"]):
    def visible_to(self, user: User, at: datetime | None = None) -> BarrierQuerySet:
        """Those of the teams this person leads now: the list goes with the team."""
        return self.filter(team__in=Team.objects.led_by(user, at)) if user.is_active else self.none()

    def open(self) -> BarrierQuerySet:
        """Still in the way."""
        return self.filter(cleared_at=None)

    def cleared(self) -> BarrierQuerySet:
        return self.filter(cleared_at__isnull=False)

    def longest_first(self) -> BarrierQuerySet:
        return self.order_by("raised_at", "pk")

    def for_list(self) -> BarrierQuerySet:
        """With what a line of the list shows."""
        return self.select_related(
            "advisor", "team", "check_back__session__edition", "check_back__session__card__mindset", "check_back__session__card__skill"
        )


class Barrier(models.Model):
    class Kind(models.TextChoices):
        TIME = "time", _("Time")
        TOOL = "tool", _("A tool or system")
        RULE = "rule", _("A rule, or not sure they were allowed")
        OTHER_TEAM = "other-team", _("Another team")
        OTHER = "other", _("Something else")

    check_back = models.OneToOneField("coaching.CheckBack", models.PROTECT, related_name="barrier")
    team = models.ForeignKey(Team, models.PROTECT, related_name="barriers")
    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="barriers")  # whom to tell when it is cleared
    kind = models.CharField(_("what was it?"), max_length=10, choices=Kind)
    words = models.CharField(_("in a few words"), max_length=140, blank=True, default="")
    raised_at = models.DateTimeField(default=timezone.now)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    what_was_done = models.CharField(_("what was done"), max_length=140, blank=True, default="")

    objects = BarrierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["time", "tool", "rule", "other-team", "other"]), name="barrier_kind_known"),
            models.CheckConstraint(
                condition=models.Q(cleared_at=None, cleared_by=None) | models.Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="barrier_cleared_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["team", "cleared_at", "raised_at"], name="barrier_of_team")]  # in the way

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.raised_at:%Y-%m-%d}"

    @classmethod
    def raised(cls, check_back: CheckBack, kind: str, words: str, at: datetime) -> Barrier:
        """Put it on the list. The same answer twice puts it there once."""
        fields = {"team_id": check_back.team_id, "advisor_id": check_back.advisor_id, "kind": kind, "words": words, "raised_at": at}
        barrier, _new = cls.objects.get_or_create(check_back=check_back, defaults=fields)
        return barrier

    @property
    def cleared_on(self) -> date | None:
        """The day on the team's wall."""
        return self.team.today(self.cleared_at) if self.cleared_at else None

    def days_waiting(self, at: datetime | None = None) -> int:
        """Whole days on the team's wall since it was raised, up to when it was cleared."""
        return (self.team.today(self.cleared_at or at) - self.team.today(self.raised_at)).days

    def clear(self, by: User, what_was_done: str = "", at: datetime | None = None) -> None:
        """Off the list, with what was done about it. Clearing twice changes nothing."""
        if self.cleared_at is None:
            self.cleared_at, self.cleared_by, self.what_was_done = at or timezone.now(), by, what_was_done
            self.save(update_fields=["cleared_at", "cleared_by", "what_was_done"])

    def put_back(self) -> None:
        """On the list again: it was not cleared after all."""
        self.cleared_at = self.cleared_by = None
        self.save(update_fields=["cleared_at", "cleared_by"])
