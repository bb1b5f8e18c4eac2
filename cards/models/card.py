"""A place in the deck. What it says is an `Edition`; where it stands does not change with the wording."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .blueprint import Kind, Mindset, Skill
from .loaded import Loaded
from .practice import Practice


class CardQuerySet(models.QuerySet["Card"]):
    def get_by_natural_key(self, slug: str) -> Card:
        return self.get(slug=slug)

    def in_play(self) -> CardQuerySet:
        """Published and not retired, in deck order, with all that a page shows of them."""
        return self.filter(retired_at=None, current__isnull=False).for_page().order_by("number")

    def for_page(self) -> CardQuerySet:
        """With the joins every card on a page needs."""
        return self.select_related("current", "mindset", "skill", "practice", "kind")

    def within(self, kind: str = "", mindset: str = "", skill: str = "") -> CardQuerySet:
        """Narrowed by slugs; an empty one narrows nothing. The card on permission belongs to every mindset and skill."""
        chosen = self
        if kind:
            chosen = chosen.filter(kind__slug=kind)
        if mindset:
            chosen = chosen.filter(models.Q(mindset__slug=mindset) | models.Q(mindset=None))
        if skill:
            chosen = chosen.filter(models.Q(skill__slug=skill) | models.Q(skill=None))
        return chosen


class Card(Loaded):
    class Channel(models.TextChoices):
        ANY = "any", _("Any")
        PHONE = "phone", _("Phone")
        CHAT = "chat", _("Chat")
        EMAIL = "email", _("E-mail")

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    slug = models.SlugField(unique=True)
    # The card on permission sits across all mindsets and skills: both empty.
    mindset = models.ForeignKey(Mindset, models.PROTECT, null=True, blank=True, related_name="cards")
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="cards")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="cards")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="cards")
    channel = models.CharField(_("channel"), max_length=5, choices=Channel, default=Channel.ANY)
    # For someone shaken: care comes first, no step is asked for and the app never suggests it.
    care_first = models.BooleanField(_("care first"), default=False)
    current = models.ForeignKey("cards.Edition", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mindset", "skill"], condition=models.Q(retired_at=None), name="card_one_in_a_cell"),
            models.CheckConstraint(
                condition=models.Q(mindset=None, skill=None) | models.Q(mindset__isnull=False, skill__isnull=False),
                name="card_in_a_cell_or_across_all",
            ),
            models.CheckConstraint(condition=models.Q(channel__in=["any", "phone", "chat", "email"]), name="card_channel_known"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="card_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.slug}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("card", args=[self.slug])

    @property
    def title(self) -> str:
        return self.current.title if self.current else self.slug

    @property
    def suit(self) -> str:
        """`curious`, `accountable`, `brave`, or `permission` for the wild card: a colour and a shape."""
        return self.mindset.slug if self.mindset else "permission"

    @property
    def rank(self) -> int | None:
        return self.skill.number if self.skill else None

    @property
    def place(self) -> str:
        """What people say across a desk: "Brave 5"; for the wild card "Permission"."""
        return f"{self.mindset.name} {self.skill.number}" if self.mindset and self.skill else str(_("Permission"))

    def retire(self, by: Any) -> None:
        """Out of play; whatever used it keeps it. Retiring twice changes nothing."""
        if self.retired_at is None:
            self.retired_at, self.retired_by = timezone.now(), by
            self.save(update_fields=["retired_at", "retired_by"])
