"""A team of about twelve advisors, with its own clock and working pattern."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .site import Site, known_time_zone

if TYPE_CHECKING:
    from .user import User


some_weekdays = RegexValidator(r"^(?!.*(.).*\1)[1-7]{1,7}$")


class TeamQuerySet(models.QuerySet["Team"]):
    def led_by(self, user: User, at: datetime | None = None) -> TeamQuerySet:
        """Teams this person leads at that moment, as lead or as cover."""
        from_leaderships = user.leaderships.at(at or timezone.now()).values("team_id")
        return self.filter(pk__in=from_leaderships)


class Team(models.Model):
    """`shift_starts`, `shift_ends` and `works_on` (ISO weekdays, Monday is 1) are on the wall of `time_zone`.

    A shift that ends before it starts runs past midnight.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=80)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London", validators=[known_time_zone])
    shift_starts = models.TimeField(_("shift starts"), default=time(9, 0))
    shift_ends = models.TimeField(_("shift ends"), default=time(17, 30))
    works_on = models.CharField(_("works on"), max_length=7, default="12345", validators=[some_weekdays])

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="team_name_unique_in_site"),
            models.CheckConstraint(condition=~models.Q(works_on=""), name="team_works_some_day"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def wall(self, at: datetime | None = None) -> datetime:
        """The moment as the clock on this team's wall shows it."""
        return (at or timezone.now()).astimezone(self.zone)

    def today(self, at: datetime | None = None) -> date:
        return self.wall(at).date()

    def midnight(self, day: date) -> datetime:
        """The moment that day begins on this team's wall, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)
