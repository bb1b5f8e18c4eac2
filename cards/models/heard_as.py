"""How leaders put the moment of a card, in their own words: what the finder knows it by."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .card import Card
from .loaded import Loaded

LONGEST = 200  # characters of one phrase


def phrases(value: Any) -> None:
    """A list of short texts; each counts once, so saying the same twice is a slip."""
    if not isinstance(value, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in value):
        raise ValidationError(_("Give a list of phrases, each of them words."))
    if long := next((phrase for phrase in value if len(phrase) > LONGEST), None):
        raise ValidationError(_("Longer than %(most)s characters: %(phrase)s"), params={"most": LONGEST, "phrase": long})
    seen = [" ".join(phrase.casefold().split()) for phrase in value]
    if twice := next((phrase for at, phrase in enumerate(seen) if phrase in seen[:at]), None):
        raise ValidationError(_("Here twice: %(phrase)s"), params={"phrase": twice})


class HeardAsQuerySet(models.QuerySet["HeardAs"]):
    def get_by_natural_key(self, slug: str) -> HeardAs:
        return self.get(card__slug=slug)


class HeardAs(Loaded):
    """Beside the card and not in its wording: a designer adds a phrase without a new edition, and no page but the finder reads them."""

    card = models.OneToOneField(Card, models.PROTECT, related_name="heard_as")
    phrases = models.JSONField(_("phrases"), default=list, blank=True, validators=[phrases])

    objects = HeardAsQuerySet.as_manager()

    class Meta:
        ordering = ["card"]
        verbose_name = "heard as"
        verbose_name_plural = "heard as"

    def __str__(self) -> str:
        return f"{self.card_id}: {len(self.phrases)} phrases"

    def natural_key(self) -> tuple[str]:
        return (self.card.slug,)
