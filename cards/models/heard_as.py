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
    def get_by_natural_key(self, about: str, card: str | None = None) -> HeardAs:
        return self.get(about=about, card__slug=card)


class HeardAs(Loaded):
    """Beside the card and not in its wording: a designer adds a phrase without a new edition, and no page but the finder reads them.

    Four rows are about no card: what leaders type that is no moment at all; what speaks of harm, and what only sounds like it; and the
    signs of harm, which raise the alarm whatever else is said: words in a row, where * stands for any ending, or for any word.
    """

    class About(models.TextChoices):
        CARD = "card", _("A card")
        NO_CARD = "no-card", _("Nothing a card is for")
        HARM = "harm", _("Harm: care comes first")
        HARMLESS = "harmless", _("Sounds like harm and is not")
        SIGN = "sign", _("A sign of harm, whatever else is said")

    about = models.CharField(_("about"), max_length=8, choices=About, default=About.CARD)
    card = models.OneToOneField(Card, models.PROTECT, null=True, blank=True, related_name="heard_as")
    phrases = models.JSONField(_("phrases"), default=list, blank=True, validators=[phrases])
    changed_at = models.DateTimeField(auto_now=True)  # so that an index made of them is known to be old

    objects = HeardAsQuerySet.as_manager()

    class Meta:
        ordering = ["about", "card"]
        verbose_name = "heard as"
        verbose_name_plural = "heard as"
        constraints = [
            models.UniqueConstraint(fields=["about"], condition=models.Q(card=None), name="heard_as_once_beside_the_cards"),
            models.CheckConstraint(
                condition=models.Q(about="card", card__isnull=False)
                | models.Q(about__in=["no-card", "harm", "harmless", "sign"], card=None),
                name="heard_as_about_a_card_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card.slug if self.card else self.about}: {len(self.phrases)} phrases"

    def natural_key(self) -> tuple[str, str | None]:
        return (self.about, self.card.slug if self.card else None)
