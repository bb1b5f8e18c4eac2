"""Moments that leaders looked for and left without anything to show for it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoCardQuerySet(models.QuerySet["NoCard"]):
    def since(self, week: dt.date) -> NoCardQuerySet:
        """In weeks that began on this day or later."""
        return self.filter(week__gte=week)


class NoCard(models.Model):
    """What was typed, how often, in which week. Who and where is not kept, and no time of day that could tell."""

    week = models.DateField(_("week beginning"))
    words = models.CharField(_("words"), max_length=200)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = NoCardQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "-times", "words"]
        verbose_name = _("moment with no card")
        verbose_name_plural = _("moments with no card")
        constraints = [
            models.UniqueConstraint(fields=["week", "words"], name="no_card_once_a_week"),
            models.CheckConstraint(condition=models.Q(times__gte=1), name="no_card_at_least_once"),
        ]

    def __str__(self) -> str:
        return self.words
