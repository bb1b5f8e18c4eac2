"""What an advisor asks to work on: the next card may come from it."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor
from cards.models import Skill

from .reader import Reader
from .session import Session

MOST = 3  # at a time: more than that is a list, not a wish


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, reader: Reader, at: datetime | None = None) -> AskQuerySet:
        """An advisor: their own. A leader: those of the advisors they lead now. Nobody else, HR included."""
        if isinstance(reader, Advisor):
            return self.filter(advisor=reader)
        return self.filter(advisor__in=Advisor.objects.led_by(reader, at)) if reader.is_active else self.none()

    def standing(self) -> AskQuerySet:
        """Not taken back, and not talked about since."""
        since = Session.objects.standing().filter(
            advisor=models.OuterRef("advisor"), card__skill=models.OuterRef("skill"), held_at__gt=models.OuterRef("asked_at")
        )
        return self.filter(~models.Exists(since), taken_back_at=None)

    def with_advisor(self, advisor: Advisor) -> AskQuerySet:
        return self.filter(advisor=advisor)


class Ask(models.Model):
    """A skill. It stands until a chat about it is held, or they take it back."""

    advisor = models.ForeignKey(Advisor, models.CASCADE, related_name="asks")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("what to work on"))
    asked_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["advisor", "asked_at"], name="ask_of_advisor")]  # both advisor's pages

    def __str__(self) -> str:
        return f"{self.advisor_id} · {self.skill_id}"

    @classmethod
    @transaction.atomic
    def make(cls, advisor: Advisor, skill: Skill, at: datetime | None = None) -> bool:
        """Ask for it. The same skill twice asks once; False where enough stand already."""
        Advisor.objects.select_for_update(of=("self",)).get(pk=advisor.pk)  # one page at a time, or four could stand
        standing = list(cls.objects.with_advisor(advisor).standing().values_list("skill", flat=True))
        if skill.pk in standing:
            return True
        if len(standing) >= MOST:
            return False
        cls.objects.create(advisor=advisor, skill=skill, asked_at=at or timezone.now())
        return True

    def take_back(self, at: datetime | None = None) -> None:
        """No longer asked for. Twice changes nothing."""
        if self.taken_back_at is None:
            self.taken_back_at = at or timezone.now()
            self.save(update_fields=["taken_back_at"])
