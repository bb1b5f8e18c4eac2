"""A leader told the Compelling Story to their team, and what the team asked."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User

from .story import Story


class StoryToldQuerySet(models.QuerySet["StoryTold"]):
    def visible_to(self, user: User) -> StoryToldQuerySet:
        """Their own alone. How far the story has reached is said in totals (`coaching/story_reach.py`), never who is behind."""
        return self.filter(leader=user) if user.is_active else self.none()

    def latest_first(self) -> StoryToldQuerySet:
        return self.order_by("-on", "-pk")


class StoryTold(models.Model):
    """`on` is the day on the team's wall. A team may be told more than once."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="told")
    team = models.ForeignKey(Team, models.PROTECT, related_name="told")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="told")
    on = models.DateField(_("when"))
    asked = models.CharField(_("what they asked"), max_length=280, blank=True, default="")
    said_at = models.DateTimeField(default=timezone.now)

    objects = StoryToldQuerySet.as_manager()

    class Meta:
        # Also what the reach of a story looks up: which teams heard it.
        constraints = [models.UniqueConstraint(fields=["story", "team", "leader", "on"], name="story_told_once_a_day")]

    def __str__(self) -> str:
        return f"{self.team} · {self.on}"

    @classmethod
    def tell(cls, by: User, story: Story, team: Team, on: date, asked: str = "") -> StoryTold:
        """Write it down. The same team and day again puts right what was asked."""
        told, _new = cls.objects.update_or_create(story=story, team=team, leader=by, on=on, defaults={"asked": asked})
        return told
