"""Three mindsets, nine advisor skills, six kinds of moment: the axes of the deck."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .in_order import InOrder
from .retirable import Retirable, held_by_cards

Row = TypeVar("Row", bound=models.Model)


class BySlug(models.Manager[Row]):
    def get_by_natural_key(self, slug: str) -> Row:
        return self.get(slug=slug)

    def in_use(self) -> models.QuerySet[Row]:
        """Those that were not retired."""
        return self.filter(retired_at=None)


class Place(InOrder, Retirable):
    """One name on an axis of the blueprint: what it is called and what it means, in one sentence."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=40)
    means = models.CharField(_("what it means"), max_length=200)

    objects = BySlug()

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def held(self) -> str:
        return held_by_cards(self)


class Mindset(Place):
    """A diagnosis of the moment, never of the person: what seems to be in the way?"""

    in_the_way = models.CharField(_("what is in the way when it is missing"), max_length=120)
    sounds_like = models.JSONField(_("sounds like"), default=list)
    blocked_by = models.JSONField(_("blocked by"), default=list)


RANKS = 9  # of a suit: what the pips, the blueprint and the fingerprints are drawn for


class Skill(Place):
    """What an advisor does. `number` is its rank in the deck, in the order a conversation tends to run.

    Nine ranks are what the deck is drawn for: a retired skill gives up its rank, and a new one takes it.
    """

    good = models.JSONField(_("you hear or see: good"), default=list)
    not_yet = models.JSONField(_("you hear or see: not yet"), default=list)

    @classmethod
    def free_rank(cls) -> int | None:
        taken = set(cls.objects.in_use().values_list("number", flat=True))
        return next((rank for rank in range(1, RANKS + 1) if rank not in taken), None)

    @classmethod
    def free_number(cls) -> int:
        """The lowest free rank; where there is none, ValidationError."""
        if (rank := cls.free_rank()) is None:
            raise ValidationError(_("The deck has nine skills. Retire one first: the new one takes its rank."))
        return rank

    @transaction.atomic
    def retire(self, by: Any, at: datetime | None = None) -> None:
        super().retire(by, at)
        if self.number <= RANKS:
            self._stand(max(RANKS, super().free_number() - 1) + 1, by)

    @transaction.atomic
    def bring_back(self, by: Any) -> None:
        if self.retired_at is not None:
            self._stand(self.free_number(), by)
        super().bring_back(by)

    def _stand(self, number: int, by: Any) -> None:
        self.number, self.by = number, by
        self.save(update_fields=["number"])


class Kind(Place):
    """What sort of moment it was: the leader's way into the deck."""
