"""Three mindsets, nine advisor skills, six kinds of moment: the axes of the deck."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .in_order import InOrder
from .loaded import Loaded

Row = TypeVar("Row", bound=models.Model)


class BySlug(models.Manager[Row]):
    def get_by_natural_key(self, slug: str) -> Row:
        return self.get(slug=slug)


class Place(InOrder, Loaded):
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


class Mindset(Place):
    """A diagnosis of the moment, never of the person: what seems to be in the way?"""

    in_the_way = models.CharField(_("what is in the way when it is missing"), max_length=120)
    sounds_like = models.JSONField(_("sounds like"), default=list)
    blocked_by = models.JSONField(_("blocked by"), default=list)


class Skill(Place):
    """What an advisor does. `number` is its rank in the deck, in the order a conversation tends to run."""

    good = models.JSONField(_("you hear or see: good"), default=list)
    not_yet = models.JSONField(_("you hear or see: not yet"), default=list)


class Kind(Place):
    """What sort of moment it was: the leader's way into the deck."""
