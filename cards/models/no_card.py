"""Moments that leaders looked for and left without anything to show for it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, User

LONGEST = 200
MOST = 2000  # different ones in a week: more is somebody playing, and a list nobody would read
# An address, a number, or a word no dictionary has: it may say who.
TELLING = re.compile(r"\S*@\S*|\S*\d\S*|\S{25,}")
WORD = re.compile(r"[^\W\d_]+")


class NoCardQuerySet(models.QuerySet["NoCard"]):
    def since(self, week: dt.date) -> NoCardQuerySet:
        """In weeks that began on this day or later."""
        return self.filter(week__gte=week)

    def by_words(self) -> models.QuerySet[NoCard, Any]:
        """`words`, `total` and the `last` week, once for each wording, the most looked for first."""
        return self.values("words").annotate(total=Sum("times"), last=Max("week")).order_by("-total", "-last", "words")


class NoCard(models.Model):
    """What was typed, how often, in which week. Who and where is not kept, and no time of day that could tell."""

    week = models.DateField(_("week beginning"))
    words = models.CharField(_("words"), max_length=LONGEST)
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

    @classmethod
    @transaction.atomic
    def count(cls, words: str, on: dt.date | None = None) -> NoCard | None:
        """One more search for these words that came to nothing. None when nothing is left of them that may be kept."""
        kept = without_people(words)
        if not WORD.search(kept):
            return None
        on = on or timezone.now().date()
        week = on - dt.timedelta(days=on.weekday())
        if not cls.objects.filter(week=week, words=kept).exists() and cls.objects.filter(week=week).count() >= MOST:
            return None
        row, _made = cls.objects.update_or_create(week=week, words=kept, defaults={"times": F("times") + 1}, create_defaults={"times": 1})
        return row


def without_people(words: str) -> str:
    """In lower case, with three dots for every name of somebody here, every number and every address."""
    text = TELLING.sub("…", " ".join(words.replace("\0", " ").lower().split())[:LONGEST])
    names = _names({word for word in WORD.findall(text) if len(word) > 1})
    text = WORD.sub(lambda found: "…" if found[0] in names else found[0], text)
    return re.sub(r"…(\s*…)+", "…", text).strip()


def _names(words: set[str]) -> set[str]:
    """Those of the words that are a first or last name, or part of one, of somebody who works here."""
    if not words:
        return set()
    anywhere = Q()
    for word in words:
        anywhere |= Q(name__icontains=word)
    people = [
        *Advisor.objects.filter(anywhere).values_list("name", flat=True),
        *User.objects.filter(anywhere).values_list("name", flat=True),
    ]
    return words & {part for name in people for part in WORD.findall(name.lower())}
