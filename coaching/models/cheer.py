"""What somebody says to a permission story: I would, or I did it too. Never counted per person, never an order of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from coaching.totals import FEWEST_PEOPLE

if TYPE_CHECKING:
    from .permission_story import PermissionStory


class CheerQuerySet(models.QuerySet["Cheer"]):
    def visible_to(self, user: User) -> CheerQuerySet:
        """One's own: who else said it is nobody's to know."""
        return self.filter(user=user) if user.is_active else self.none()

    def numbers(self, stories: list[PermissionStory]) -> dict[tuple[object, str], int]:
        """By story and word, how many people; only where at least eight did, so that nobody is made out by counting."""
        counted = self.filter(story__in=stories).order_by().values_list("story", "word").annotate(people=models.Count("user"))
        return {(story, word): people for story, word, people in counted if people >= FEWEST_PEOPLE}


class Cheer(models.Model):
    class Word(models.TextChoices):
        WOULD = "would", _("I would")
        DID = "did", _("I did it too")

    story = models.ForeignKey("coaching.PermissionStory", models.CASCADE, related_name="cheers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    word = models.CharField(max_length=5, choices=Word)
    at = models.DateTimeField(default=timezone.now)

    objects = CheerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "word", "user"], name="cheer_once_each"),
            models.CheckConstraint(condition=models.Q(word__in=["would", "did"]), name="cheer_word_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_word_display())

    @classmethod
    def say(cls, story: PermissionStory, user: User, word: str, *, yes: bool) -> None:
        """Say it, or take it back. Either twice changes nothing."""
        if yes:
            cls.objects.get_or_create(story=story, user=user, word=word)
        else:
            cls.objects.filter(story=story, user=user, word=word).delete()
