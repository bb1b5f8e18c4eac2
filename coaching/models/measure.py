"""What the programme is for, measured: results of customers, business and people, by site and period. Never of a person."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Site, User
from cards.models.blueprint import BySlug
from cards.models.loaded import Loaded
from cards.models.retirable import Retirable
from coaching.totals import FEWEST_LOOKS


class Measure(Retirable):
    """`low` and `high` are the ends of its scale, where it has any: an NPS runs from -100 to 100."""

    class Kind(models.TextChoices):
        SCORE = "score", _("Score")
        MONEY = "money", _("Money")
        PERCENT = "percent", _("Percent")
        COUNT = "count", _("Count")

    class Better(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")

    class Objective(models.IntegerChoices):
        """Of the Compelling Story, in its order."""

        CUSTOMERS = 1, _("The first: customers")
        BUSINESS = 2, _("The second: the business")
        PEOPLE = 3, _("The third: people")

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=60)
    unit = models.CharField(_("unit"), max_length=20, help_text=_("As said after a number: points, £, % or complaints."))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    better = models.CharField(_("which way is better"), max_length=4, choices=Better)
    low = models.DecimalField(_("scale from"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("scale to"), max_digits=14, decimal_places=2, null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    objective = models.PositiveSmallIntegerField(
        _("objective of the Compelling Story"), choices=Objective, null=True, blank=True,
        help_text=_("Everybody who reads the story sees there where it stands, all sites together."),
    )  # fmt: skip

    objects = BySlug()

    class Meta:
        ordering = ["number", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["score", "money", "percent", "count"]), name="measure_kind_known"),
            models.CheckConstraint(condition=models.Q(better__in=["up", "down"]), name="measure_better_known"),
            models.CheckConstraint(condition=models.Q(objective=None) | models.Q(objective__in=[1, 2, 3]), name="measure_objective_known"),
            models.CheckConstraint(
                condition=models.Q(low=None) | models.Q(high=None) | models.Q(low__lt=models.F("high")), name="measure_scale_rises"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def free_number(cls) -> int:
        """After all others."""
        return (cls.objects.aggregate(last=models.Max("number"))["last"] or 0) + 1

    def holds(self, value: Decimal) -> bool:
        """Whether that lies on its scale."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> ReadingQuerySet:
        """Designers, HR and sponsors. Nobody else."""
        return self if user.reads_totals else self.none()

    def enough(self) -> ReadingQuerySet:
        """From enough people or cases to be shown."""
        return self.filter(n__gte=FEWEST_LOOKS)

    def ends(self) -> ReadingQuerySet:
        """Baselines, and the latest of each measure at each site."""
        later = Reading.objects.enough().filter(measure=models.OuterRef("measure"), site=models.OuterRef("site"))
        newest = ~models.Exists(later.filter(last__gt=models.OuterRef("last")))
        return self.enough().filter(measure__retired_at=None).filter(models.Q(baseline=True) | newest).select_related("measure", "site")

    def for_story(self) -> ReadingQuerySet:
        """What the Compelling Story says of its measures to everybody who reads it: only added up over sites (coaching/story_now.py)."""
        return self.ends().filter(measure__objective__isnull=False)


class Reading(Loaded):
    """One measure at one site over some days, both included; `n` answers or cases, plausibly between `low` and `high`."""

    KEY = ("measure", "site", "first", "last")
    VALUES = ("value", "n", "low", "high", "baseline")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings")
    site = models.ForeignKey(Site, models.PROTECT, related_name="readings")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    n = models.PositiveIntegerField(_("how many it is of"))
    low = models.DecimalField(_("plausibly from"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("plausibly to"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline = models.BooleanField(_("before the programme"), default=False)
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also what the programme page looks up: the latest of a measure at a site.
            models.UniqueConstraint(fields=["measure", "site", "last", "first"], name="reading_once"),
            models.UniqueConstraint(fields=["measure", "site"], condition=models.Q(baseline=True), name="reading_one_baseline"),
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="reading_days_in_order"),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="reading_of_somebody"),
            models.CheckConstraint(
                condition=models.Q(low=None, high=None) | models.Q(low__lte=models.F("value"), high__gte=models.F("value")),
                name="reading_within_its_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} · {self.site} · {self.last}: {self.value}"

    @classmethod
    @transaction.atomic
    def put(cls, by: User, said: dict[str, Any], at: datetime | None = None) -> bool | None:
        """New (True), put right (False), or as it was (None, and nothing is written)."""
        there, new = cls.known(said)
        if new is None:
            return None
        row = there or cls()
        for name in (*cls.KEY, *cls.VALUES):
            setattr(row, name, said[name])
        row.received_at, row.received_by = at or timezone.now(), by
        row.by = by if there else None  # put right: its history says what it was
        row.save()
        return new

    @classmethod
    def known(cls, said: dict[str, Any]) -> tuple[Reading | None, bool | None]:
        """The reading of those days, and what taking this one in would be: new, put right (False), or nothing (None)."""
        there = cls.objects.filter(**{name: said[name] for name in cls.KEY}).first()
        if there is None:
            return None, True
        return there, None if all(getattr(there, name) == said[name] for name in cls.VALUES) else False

    @property
    def half(self) -> Decimal | None:
        """Half its plausible range, where that is known."""
        return (self.high - self.low) / 2 if self.low is not None and self.high is not None else None
