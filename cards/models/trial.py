"""Two wordings of a card tried side by side: some teams' leaders see the one in play, the others' a second one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .card import Card
from .edition import Edition
from .publication import Publication


class TrialQuerySet(models.QuerySet["Trial"]):
    def running(self, at: datetime | None = None) -> TrialQuerySet:
        """Begun, not over, and the card is still in play in the wording it is tried against."""
        at = at or timezone.now()
        there = self.filter(starts_at__lte=at, ends_at__gt=at).filter(Q(ended_at=None) | Q(ended_at__gt=at))
        return there.filter(card__current=F("first"), card__retired_at=None)

    def of_wording(self, second: Edition, at: datetime) -> TrialQuerySet:
        """In which this wording was being tried at that moment."""
        return self.filter(second=second, starts_at__lte=at, ends_at__gt=at).filter(Q(ended_at=None) | Q(ended_at__gt=at))


class Trial(models.Model):
    """`ends_at` is fixed when it begins; the result is looked at then and not before. `ended_at` is when somebody closed it.

    Which wording a team has is worked out and never stored: half of all teams, the same ones throughout, others in another trial.
    """

    card = models.ForeignKey(Card, models.PROTECT, related_name="trials")
    first = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    second = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(_("planned end"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("what came of it"), max_length=280, blank=True, default="")

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["card"], condition=Q(ended_at=None), name="trial_one_open_a_card"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="trial_ends_after_start"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="trial_of_two_wordings"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False), name="trial_ended_at_and_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card} · {self.starts_at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def start(cls, second: Edition, ends_at: datetime, by: User, at: datetime | None = None) -> Trial:
        """Against the wording in play. From here on the second one may not be changed either: people have it in their hands.

        Raises ValidationError where the card is out of play, the wording is the one in play, or another trial of the card is open.
        """
        at = at or timezone.now()
        card = Card.objects.select_for_update().get(pk=second.card_id)
        if card.current_id is None or card.retired_at or card.current_id == second.pk or second.dropped_at:
            raise ValidationError(_("Try a wording other than the one in play, of a card in play."))
        if cls.objects.filter(card=card, ended_at=None).exists():
            raise ValidationError(_("There is a trial of this card already. Close that first."))
        if second.published_at is None:
            second.published_at, second.published_by = at, by
            second.save(update_fields=["published_at", "published_by"])
        card.tell(Publication.Act.TRIAL_BEGUN, by, edition=second, before=card.current, due_at=ends_at, at=at)
        return cls.objects.create(card=card, first_id=card.current_id, second=second, starts_at=at, ends_at=ends_at, started_by=by)

    @transaction.atomic
    def end(self, by: User, note: str = "", at: datetime | None = None) -> None:
        """Close it, with what came of it: all see the wording in play again. Closing it twice changes nothing."""
        if self.ended_at is None:
            self.ended_at, self.ended_by, self.note = at or timezone.now(), by, note
            self.save(update_fields=["ended_at", "ended_by", "note"])
            self.card.tell(Publication.Act.TRIAL_ENDED, by, edition=self.second, before=self.first, at=self.ended_at)

    @property
    def over_at(self) -> datetime:
        """When the second wording was last seen: at the planned end, or before it where somebody closed it."""
        return min(self.ended_at, self.ends_at) if self.ended_at else self.ends_at

    def ran(self, at: datetime | None = None) -> bool:
        """Whether it came to its planned end."""
        return self.over_at == self.ends_at and self.ends_at <= (at or timezone.now())

    def has_second(self, team: int) -> bool:
        """Whether that team's leader sees the second wording. By a digest, so that it is the same anywhere and needs no row."""
        return hashlib.sha256(f"trial {self.pk} team {team}".encode()).digest()[0] % 2 == 1

    @classmethod
    def seen_by(cls, user: Any, at: datetime | None = None) -> list[Trial]:
        """Those running of which this leader sees the second wording. Who leads several teams sees what the first of them has."""
        running = list(cls.objects.running(at).select_related("second"))
        teams = sorted(team.pk for team in user.teams) if running and user.is_authenticated else []
        return [trial for trial in running if teams and trial.has_second(teams[0])]

    @classmethod
    def dress(cls, cards: Iterable[Card], trials: Iterable[Trial]) -> None:
        """Put the second wordings in place of the ones in play, on these rows alone: nothing is saved."""
        second = {trial.card_id: trial.second for trial in trials}
        for card in cards:
            card.current = second.get(card.pk, card.current)
