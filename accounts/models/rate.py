"""How often somebody asked the API in the minute that runs, counted where all workers see it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

MINUTE = timedelta(minutes=1)


class Rate(models.Model):
    """One row each, begun anew when its minute is over. Not in the cache: its counting reads, then writes, and two workers lose calls."""

    who = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    calls = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.who}: {self.calls}"

    @classmethod
    def over(cls, who: str, limit: int, at: datetime | None = None) -> float | None:
        """Count one call. Past the limit: the seconds until the next is let through."""
        at = at or timezone.now()
        runs = Q(began_at__gt=at - MINUTE, began_at__lte=at + MINUTE)  # a clock that was put back locks nobody out for as long
        counted = {
            "calls": Case(When(runs, then=F("calls") + 1), default=Value(1)),
            "began_at": Case(When(runs, then=F("began_at")), default=Value(at)),
        }
        mine = Rate.objects.filter(who=who)
        if not mine.update(**counted):
            # From nothing, then counted like any other: somebody may be as quick, and no call is lost.
            Rate.objects.bulk_create([Rate(who=who, began_at=at, calls=0)], ignore_conflicts=True)
            mine.update(**counted)
        began_at, calls = mine.values_list("began_at", "calls").get()
        return None if calls <= limit else max((began_at + MINUTE - at).total_seconds(), 0)
