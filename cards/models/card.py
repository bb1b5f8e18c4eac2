"""A place in the deck. What it says is an `Edition`; where it stands does not change with the wording."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .blueprint import Kind, Mindset, Skill
from .change import Change
from .loaded import Loaded
from .practice import Practice
from .publication import Publication, PublicationQuerySet

if TYPE_CHECKING:
    from .edition import Edition, EditionQuerySet


STANDS = ("mindset", "skill", "practice", "kind", "channel", "care_first")  # what says where it stands


class CardQuerySet(models.QuerySet["Card"]):
    def get_by_natural_key(self, slug: str) -> Card:
        return self.get(slug=slug)

    def in_play(self) -> CardQuerySet:
        """Published and not retired, in deck order, with all that a page shows of them."""
        return self.filter(retired_at=None, current__isnull=False).for_page().order_by("number")

    def for_page(self) -> CardQuerySet:
        """With the joins every card on a page needs."""
        return self.select_related("current", "mindset", "skill", "practice", "kind")

    def for_panel(self) -> CardQuerySet:
        """All of them, with the number of a draft that waits and when it is to be published."""
        after = Coalesce(models.F("current__number"), 0)
        waits = models.Q(editions__published_at=None, editions__dropped_at=None, editions__number__gt=after)
        return self.for_page().annotate(
            draft_number=models.Max("editions__number", filter=waits), planned_at=models.Max("editions__publish_at", filter=waits)
        )

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

    number = models.PositiveSmallIntegerField(_("number"), unique=True, validators=[MinValueValidator(1)])
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

    editions: EditionQuerySet
    publications: PublicationQuerySet

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

    @property
    def draft(self) -> Edition | None:
        """The wording that waits: newer than the one in use, and not published."""
        after = self.current.number if self.current else 0
        return self.editions.kept().filter(published_at=None, number__gt=after).order_by("-number").first()

    @property
    def next_number(self) -> int:
        """What the next wording is numbered: no number is given twice, whatever became of the draft that had it."""
        return (self.editions.aggregate(last=models.Max("number"))["last"] or 0) + 1

    def tell(self, act: Publication.Act, by: Any, **more: Any) -> Publication:
        """One line of the card's history."""
        return self.publications.create(act=act, by=by, **more)

    @property
    def holder(self) -> Card | None:
        """The other card that stands in this one's place in the deck. Across all mindsets and skills is a place as well."""
        there = Card.objects.select_related("current").filter(retired_at=None, mindset=self.mindset, skill=self.skill)
        return there.exclude(pk=self.pk).first()

    @transaction.atomic
    def stand(self, by: Any, swap: bool = False) -> None:
        """Keep the place that was set on this row; a card that has it takes this one's. Where it stands already, nothing changes."""
        was = Card.objects.select_for_update().order_by().get(pk=self.pk)
        moving = [(was, self)]
        if swap and not self.retired_at and (other := self.holder):
            there = Card.objects.get(pk=other.pk)
            there.mindset, there.skill = was.mindset, was.skill
            moving.append((other, there))
            Card.objects.filter(pk__in=[self.pk, other.pk]).update(mindset=None, skill=None)  # so that neither is in the other's way
        for before, now in moving:
            Card.objects.filter(pk=now.pk).update(**{name: getattr(now, name) for name in STANDS})
            Change.note(now, before.says(), now.says(), by)

    @transaction.atomic
    def begin(self, by: Any, at: datetime | None = None) -> None:
        """A new card. Where its place is another's, it stays out of the deck until it takes that one's place."""
        if self.holder:
            self.retired_at, self.retired_by = at or timezone.now(), by
        self.by = by
        self.save()

    @transaction.atomic
    def take_over(self, by: Any) -> None:
        """Into play in the place of the card that has it, which is retired. A card in play stays as it is."""
        if self.retired_at and self.current_id is None:
            raise ValidationError(_("Publish its words first: until then leaders would find nothing in its place."))
        if self.retired_at and (other := self.holder):
            other.retire(by)
        self.bring_back(by)

    @transaction.atomic
    def retire(self, by: Any, at: datetime | None = None) -> None:
        """Out of play; whatever used it keeps it. Retiring twice changes nothing."""
        if self.retired_at is None:
            self.retired_at, self.retired_by = at or timezone.now(), by
            self.save(update_fields=["retired_at", "retired_by"])
            self.tell(Publication.Act.RETIRED, by, edition=self.current, at=self.retired_at)

    @transaction.atomic
    def bring_back(self, by: Any, at: datetime | None = None) -> None:
        """Into play again, where no other card has taken its place. A card in play stays as it is."""
        if self.retired_at is None:
            return
        if any(place and place.retired_at for place in (self.mindset, self.skill, self.practice, self.kind)):
            raise ValidationError(_("Its skill, practice or kind of moment is retired: give it another place first."))
        if there := self.holder:
            raise ValidationError(_("Card %(number)s has its place now: retire that one first."), params={"number": there.number})
        self.retired_at = self.retired_by = None
        self.save(update_fields=["retired_at", "retired_by"])
        self.tell(Publication.Act.BROUGHT_BACK, by, edition=self.current, at=at or timezone.now())

    @transaction.atomic
    def undo_publishing(self, by: Any, edition: Edition, at: datetime | None = None) -> None:
        """Back to the wording before `edition`, which is kept. Once it is out of use, undoing it again changes nothing."""
        card = Card.objects.select_for_update().order_by().get(pk=self.pk)
        if card.current_id != edition.pk:
            return
        brought = card.publications.that_brought(edition)
        if brought is None or brought.before is None:
            raise ValidationError(_("There is no wording before this one. Retire the card, or write another."))
        self.current = card.current = brought.before
        card.save(update_fields=["current"])
        card.tell(Publication.Act.UNDONE, by, edition=edition, before=edition, at=at or timezone.now())
