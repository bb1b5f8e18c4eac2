"""What the programme page shows, counted beforehand: only ever of groups large enough to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Site, User


class TotalQuerySet(models.QuerySet["Total"]):
    def visible_to(self, user: User) -> TotalQuerySet:
        """Designers, HR and sponsors: all, as nothing in them is too small to show. Nobody else; leaders see their own team in full."""
        return self if user.reads_totals else self.none()

    def between(self, first: date, last: date) -> TotalQuerySet:
        """Of the weeks that begin on these days, both included."""
        return self.filter(week__range=(first, last))

    def at_site(self, site: Site | None) -> TotalQuerySet:
        """At one site; None is all of them together."""
        return self.filter(site=site)


class Total(models.Model):
    """One count. `site` is empty for all sites together; `week` its Monday, for four weeks together the first one.

    Rows are made by `coaching/rollup.py` alone. What was too small to show is in none of them (docs/decisions/0016).
    """

    class What(models.TextChoices):
        CHATS = "chats", _("Chats")
        PEOPLE = "people", _("Advisors spoken with that week")
        GOOD = "good", _("Chats that began with something done well")
        CARD = "card", _("Chats by card")
        DUE = "due", _("Check-backs that fell due")
        KEPT = "kept", _("Check-backs that happened")
        HURDLE = "hurdle", _("What got in the way, by kind")
        STEP = "step", _("Looks by skill and step, four weeks")
        REACHED = "reached", _("Advisors reached, four weeks")
        HERE = "here", _("Advisors there, four weeks")
        ACTIVE = "active", _("Leaders who logged a chat, four weeks")
        LEADING = "leading", _("Leaders there, four weeks")

    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="totals")
    week = models.DateField()
    what = models.CharField(max_length=7, choices=What)
    # Which card, kind of hurdle, or skill and step ("3.2"); empty for plain counts.
    key = models.CharField(max_length=20, blank=True, default="")
    n = models.PositiveIntegerField()

    objects = TotalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "what", "key", "week"], condition=models.Q(site__isnull=False), name="total_of_site_once"
            ),
            models.UniqueConstraint(fields=["what", "key", "week"], condition=models.Q(site=None), name="total_of_all_once"),
        ]
        indexes = [
            models.Index(
                fields=["site", "week", "what", "key", "n"], name="total_of_site_by_week"
            ),  # the programme page, from the index alone
            models.Index(fields=["week"], name="total_by_week"),  # counting four weeks anew
        ]

    def __str__(self) -> str:
        return f"{self.week} · {self.what} {self.key}: {self.n}"


class Stale(models.Model):
    """A week in which something changed since it was counted: written by the verb that changed it, in its transaction.

    One row a change, never one a week: a row that two transactions share would be taken away by a count that did not
    see the second. Counting takes away those rows it read and no others.
    """

    week = models.DateField()

    def __str__(self) -> str:
        return f"{self.week}"

    @classmethod
    def mark(cls, days: Iterable[date]) -> None:
        """Something changed on these days, in one statement."""
        Stale.objects.bulk_create(Stale(week=week) for week in sorted({day - timedelta(days=day.weekday()) for day in days}))


class Counted(models.Model):
    """When four weeks were last counted.

    `turn` tells two counts at once apart: one that finds it moved on has read old rows, and writes nothing. `who` is a sum over who was
    where in them (`coaching/rollup.py`): another one now means that somebody joined, moved or took over on an earlier day. `deck` is the
    same over where the cards stood that were used in them (`coaching/deck_places.py`).
    """

    first = models.DateField(primary_key=True)
    at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)
    who = models.BigIntegerField(default=0)
    deck = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.first}: {self.at}"
