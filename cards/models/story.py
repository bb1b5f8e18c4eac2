"""The Compelling Story: why the work matters, told down from leaders to teams."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .loaded import Loaded


class StoryQuerySet(models.QuerySet["Story"]):
    def get_by_natural_key(self, number: int) -> Story:
        return self.get(number=number)

    def told_now(self) -> StoryQuerySet:
        """The one leaders see, first of all that were ever published."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-number")

    def current(self) -> Story | None:
        """The one leaders see: the last published."""
        return self.told_now().first()


class Story(Loaded):
    """`objectives` is a list of `{"for": …, "text": …, "how_we_will_know": …}`, three of them.

    Words in curly brackets are for the organisation to fill in.
    """

    number = models.PositiveSmallIntegerField(unique=True, default=1)
    headline = models.CharField(_("headline"), max_length=70)
    objectives = models.JSONField(_("objectives"), default=list)
    why_now = models.CharField(_("why now"), max_length=480)
    what_changes = models.JSONField(_("what changes"), default=list)
    what_stays = models.JSONField(_("what stays"), default=list)
    you_can_ask_of_us = models.CharField(_("what you can ask of us"), max_length=140, blank=True, default="")
    closing_question = models.CharField(_("closing question"), max_length=80)
    # Not an URLField: its form would make an http address out of one without a scheme.
    film = models.CharField(
        _("film"), max_length=300, blank=True, default="",
        validators=[URLValidator(schemes=["https"], message=_("Write the whole address of the film; it begins with https://"))],
        help_text=_("If there is one: its address, which begins with https://. It opens outside Floorwalk and needs a signal."),
    )  # fmt: skip
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        # As it is called everywhere: beside permission stories, "story" alone would be either.
        verbose_name = verbose_name_plural = _("Compelling Story")
        constraints = [
            models.CheckConstraint(condition=models.Q(film="") | models.Q(film__startswith="https://"), name="story_film_is_https")
        ]

    def __str__(self) -> str:
        return self.headline

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    @property
    def film_at(self) -> str:
        """Where the film opens, so that nobody is surprised."""
        return urlsplit(self.film).hostname or ""

    def publish(self, by: Any = None) -> None:
        """Make this the story leaders tell. Publishing twice changes nothing."""
        if self.published_at is None:
            self.by, self.published_at, self.published_by = by, timezone.now(), by
            self.save(update_fields=["published_at", "published_by"])
