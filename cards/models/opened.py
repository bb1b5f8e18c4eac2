"""How often a card was opened on leaders' phones, in which wording, in which week. By whom and when is not kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .card import Card
from .edition import Edition

WAITED = 8  # weeks that a tally may have waited on a phone; older, its clock is wrong, or nobody cares any more


@dataclass(frozen=True)
class Opened:
    """What a phone counted: a card by its slug, the number of its wording, a day of the week in which, and how often."""

    card: str
    edition: int
    on: dt.date
    times: int


class CardOpenedQuerySet(models.QuerySet["CardOpened"]):
    def between(self, first: dt.date, last: dt.date) -> CardOpenedQuerySet:
        """In the weeks that began on these days, and in those between."""
        return self.filter(week__range=(first, last))


class CardOpened(models.Model):
    """No person, no team, no time of day: only the sum over all phones."""

    week = models.DateField(_("week beginning"))
    card = models.ForeignKey(Card, models.PROTECT, related_name="opened")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="opened")
    times = models.PositiveIntegerField(_("times"), default=0)

    objects = CardOpenedQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "card", "edition"]
        verbose_name = _("card opened")
        verbose_name_plural = _("cards opened")
        constraints = [models.UniqueConstraint(fields=["week", "edition"], name="card_opened_once_a_week")]

    def __str__(self) -> str:
        return f"{self.week} · {self.edition_id} · {self.times}"

    @classmethod
    @transaction.atomic
    def count(cls, tally: UUID, opened: Iterable[Opened], on: dt.date | None = None) -> bool:
        """Add what one phone counted. False, and nothing added, when this very tally came before: its answer was lost on the way."""
        today = on or timezone.now().date()
        if not Tally.first_seen(tally, today):
            return False
        sums: Counter[tuple[dt.date, int]] = Counter()
        opened = list(opened)
        known = {(row.card.slug, row.number): row for row in _wordings(opened)}
        for one in opened:
            if (one.card, one.edition) in known:
                sums[_week(one.on, today), known[one.card, one.edition].pk] += one.times
        cards = {row.pk: row.card_id for row in known.values()}
        cls._add(sums, cards)
        return True

    @classmethod
    def _add(cls, sums: Counter[tuple[dt.date, int]], cards: dict[int, int]) -> None:
        """Rows are made and locked in one order, so that two phones at once never wait for each other in a circle."""
        keys = sorted(sums)
        made: list[Any] = [cls(week=week, edition_id=pk, card_id=cards[pk]) for week, pk in keys]
        cls.objects.bulk_create(made, ignore_conflicts=True)
        there = cls.objects.filter(week__in={week for week, _pk in keys}, edition__in=cards).order_by("week", "edition")
        rows = [row for row in there.select_for_update() if (row.week, row.edition_id) in sums]
        if rows:
            more = Case(*(When(pk=row.pk, then=Value(sums[row.week, row.edition_id])) for row in rows), output_field=models.IntegerField())
            cls.objects.filter(pk__in=[row.pk for row in rows]).update(times=F("times") + more)


class Tally(models.Model):
    """That this tally was counted, until no phone can send it again. Its id was made up for it by the phone, and says nothing."""

    id = models.UUIDField(primary_key=True)
    week = models.DateField(db_index=True)  # to let go of the old ones

    class Meta:
        verbose_name = _("tally counted")
        verbose_name_plural = _("tallies counted")

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def first_seen(cls, pk: UUID, today: dt.date) -> bool:
        """Whether it is new. Those of which no repeat can come any more go on the way."""
        week = today - dt.timedelta(days=today.weekday())
        cls.objects.filter(week__lt=week - dt.timedelta(weeks=WAITED)).delete()
        return cls.objects.get_or_create(pk=pk, defaults={"week": week})[1]


def _wordings(opened: list[Opened]) -> models.QuerySet[Edition]:
    """The published ones among them: what phones say is checked, never believed."""
    names = Q(card__slug__in={one.card for one in opened}, number__in={one.edition for one in opened})
    return Edition.objects.filter(names, published_at__isnull=False).select_related("card")


def _week(day: dt.date, today: dt.date) -> dt.date:
    """The Monday of that day; of today, where the phone's clock cannot be right. A phone east of here may have tomorrow."""
    if not today - dt.timedelta(weeks=WAITED) <= day <= today + dt.timedelta(days=1):
        day = today
    return day - dt.timedelta(days=day.weekday())
