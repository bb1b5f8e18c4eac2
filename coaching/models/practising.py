"""A leader practises one of the nine for a week, and says at its end how it is going. Theirs alone: nobody else reads it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from cards.models import Practice
from coaching import calendar

from .check_back import CheckBack

LAPSES = timedelta(days=7)  # after it was asked about and nobody answered, it is as if it had never been


class PractisingQuerySet(models.QuerySet["Practising"]):
    def visible_to(self, user: User) -> PractisingQuerySet:
        """Their own alone: not HR's, not the designers', not in any total."""
        return self.filter(leader=user) if user.is_active else self.none()

    def answered(self) -> PractisingQuerySet:
        """Weeks that were practised: the leader said how it went."""
        return self.filter(answered_on__isnull=False)

    def running(self, today: date) -> PractisingQuerySet:
        """Chosen, not answered, and not so long ago that asking would be nagging."""
        return self.filter(answered_on=None, asks_on__gte=today - LAPSES)

    def left(self, today: date) -> PractisingQuerySet:
        """Those that nobody answered: no trace of them is kept."""
        return self.filter(answered_on=None, asks_on__lt=today - LAPSES)

    def latest_first(self) -> PractisingQuerySet:
        return self.order_by("-began_on", "-pk")


class Practising(models.Model):
    """`began_on` and `asks_on` are days on the wall of `team`; `asks_on` is that of the last shift of the week."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="practising")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="practised")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    began_on = models.DateField()
    asks_on = models.DateField()
    outcome = models.CharField(_("how is it going?"), max_length=13, choices=CheckBack.Outcome, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    # Of the small things of the week, those that were done, by their words: other words of a designer are another thing.
    done = models.JSONField(default=list, blank=True)

    objects = PractisingQuerySet.as_manager()

    class Meta:
        constraints = [
            # One thing at a time. Also what Today looks up.
            models.UniqueConstraint(fields=["leader"], condition=models.Q(answered_on=None), name="practising_one_at_a_time"),
            models.CheckConstraint(condition=models.Q(asks_on__gt=models.F("began_on")), name="practising_asks_later"),
            models.CheckConstraint(
                condition=models.Q(answered_on=None, outcome="")
                | models.Q(answered_on__isnull=False, outcome__in=["helped", "not-there-yet", "no-chance", "in-the-way"]),
                name="practising_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["leader", "began_on"], name="practising_of_leader")]  # what somebody practised before

    def __str__(self) -> str:
        return f"{self.practice} · {self.began_on}"

    @classmethod
    def now(cls, leader: User, at: datetime | None = None) -> Practising | None:
        """What this leader practises, if anything."""
        today = leader.teams[0].today(at)
        return cls.objects.visible_to(leader).running(today).select_related("practice", "team").first()

    @classmethod
    @transaction.atomic
    def begin(cls, leader: User, practice: Practice, at: datetime | None = None) -> Practising:
        """For a week from now; whatever else was begun goes without a trace. Beginning the same one twice changes nothing."""
        at, team = at or timezone.now(), leader.teams[0]
        User.objects.select_for_update().get(pk=leader.pk)  # two taps at once are one
        there = cls.now(leader, at)
        if there and there.practice_id == practice.pk:
            return there
        cls.objects.visible_to(leader).filter(answered_on=None).delete()
        asks_on = calendar.a_week_from(at, team).day
        return cls.objects.create(leader=leader, practice=practice, team=team, began_on=team.today(at), asks_on=asks_on)

    def asks(self, at: datetime | None = None) -> bool:
        """The last shift of its week is today's, or was."""
        return self.answered_on is None and self.team.today(at) >= self.asks_on

    @transaction.atomic
    def answer(self, outcome: str, at: datetime | None = None) -> bool:
        """How it went. False, and nothing changed, when it was answered or stopped before."""
        there = type(self).objects.select_for_update().filter(pk=self.pk, answered_on=None).first()
        if there is None:
            return False
        self.outcome, self.answered_on = outcome, self.team.today(at)
        self.save(update_fields=["outcome", "answered_on"])
        return True

    @property
    def things(self) -> list[dict[str, Any]]:
        """The small things of the week, each with whether it was done."""
        return [{**thing, "done": thing["do"] in self.done} for thing in self.practice.three_small_things]

    @transaction.atomic
    def tick(self, number: int, *, done: bool) -> bool:
        """Whether it is so now; either twice changes nothing. False where there is no such thing, or the week was answered or stopped."""
        there = type(self).objects.select_for_update(of=("self",)).filter(pk=self.pk, answered_on=None).select_related("practice").first()
        if there is None or not 1 <= number <= len(there.things):
            return False
        self.done = [thing["do"] for place, thing in enumerate(there.things, 1) if (done if place == number else thing["done"])]
        self.save(update_fields=["done"])
        return True

    @classmethod
    def stop(cls, leader: User) -> None:
        """Without a trace: what was answered before stays."""
        cls.objects.visible_to(leader).filter(answered_on=None).delete()
