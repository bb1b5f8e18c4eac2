"""How each wording of a card was used in each week: what card insight is put together from. Not shown as it stands."""

from __future__ import annotations

from datetime import date

from django.db import models

from cards.models import Card, Edition


class CardWeekQuerySet(models.QuerySet["CardWeek"]):
    def between(self, first: date, last: date) -> CardWeekQuerySet:
        """Of the weeks that begin on these days, both included."""
        return self.filter(week__range=(first, last))


class CardWeek(models.Model):
    """Chats held in the week, and promises that fell due in it. Rows are made by `coaching/rollup.py` alone.

    `due_people` and `kept_people` are marks to count different people by over several weeks, not ids: see `coaching.insight.marked`.
    """

    week = models.DateField()
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    logged = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    helped = models.PositiveIntegerField(default=0)
    in_the_way = models.PositiveIntegerField(default=0)
    due_people = models.BigIntegerField(default=0)
    kept_people = models.BigIntegerField(default=0)

    objects = CardWeekQuerySet.as_manager()

    class Meta:
        # Card insight reads all wordings of two years at the most, by week.
        constraints = [models.UniqueConstraint(fields=["week", "edition"], name="card_week_once")]

    def __str__(self) -> str:
        return f"{self.week} · {self.edition_id}"
