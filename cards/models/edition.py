"""One wording of a card, draft or published. A published wording never changes: what was logged points at it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cards.lettering import question_size

from .card import Card
from .publication import Publication


class Clash(Exception):
    """Somebody else has written since: `theirs` is what stands there now."""

    def __init__(self, theirs: Edition) -> None:
        super().__init__(theirs)
        self.theirs = theirs


class EditionQuerySet(models.QuerySet["Edition"]):
    def get_by_natural_key(self, card: str, number: int) -> Edition:
        return self.get(card__slug=card, number=number)

    def kept(self) -> EditionQuerySet:
        """All but the drafts that were thrown away."""
        return self.filter(dropped_at=None)

    def due(self, at: datetime) -> EditionQuerySet:
        """Drafts whose planned moment has come; a draft that an edition has overtaken is none."""
        waiting = self.kept().filter(publish_at__lte=at, published_at=None)
        return waiting.filter(models.Q(card__current=None) | models.Q(number__gt=models.F("card__current__number")))


class Edition(models.Model):
    """Limits are the rubric's, in characters. Lists hold two or three short lines."""

    class When(models.TextChoices):
        LATER_TODAY = "later-today", _("Later today")
        NEXT_SHIFT = "next-shift", _("Next shift")
        THIS_WEEK = "this-week", _("This week")

    card = models.ForeignKey(Card, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(default=1)
    # the face
    title = models.CharField(_("title"), max_length=28)
    heard = models.CharField(_("overheard"), max_length=32, help_text=_("The few words a leader just heard, or saw: the way in on Today."))
    moment = models.CharField(_("the moment"), max_length=88)
    open_with = models.CharField(_("open with"), max_length=72)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=2, validators=[MinValueValidator(1), MaxValueValidator(3)])
    # the back
    follow_ons = models.JSONField(_("then ask"), default=list, blank=True)
    listen_for = models.JSONField(_("listen for"), default=list, blank=True)
    try_this = models.CharField(_("try this"), max_length=85)
    say_permission = models.CharField(_("say it out loud"), max_length=86, blank=True, default="")
    # below the fold of the back
    why_it_matters = models.CharField(_("why it matters"), max_length=90, blank=True, default="")
    avoid = models.CharField(_("leave out"), max_length=80, blank=True, default="")
    check_back_when = models.CharField(_("come back"), max_length=11, choices=When, default=When.NEXT_SHIFT)
    check_back_ask = models.CharField(_("ask when you come back"), max_length=60, blank=True, default="")
    when_you_hear_it = models.CharField(_("when you hear it"), max_length=85, blank=True, default="")
    elsewhere = models.CharField(_("on other channels"), max_length=85, blank=True, default="")
    safety_note = models.CharField(_("safety"), max_length=110, blank=True, default="")
    # the finder
    search_words = models.JSONField(_("search words"), default=list, blank=True)

    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)  # a draft thrown away: kept, for the history shows it
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    publish_at = models.DateTimeField(null=True, blank=True)  # planned, by whom
    publish_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["card", "number"]
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="edition_number_unique_in_card"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(condition=models.Q(minutes__range=(1, 3)), name="edition_minutes_one_to_three"),
            models.CheckConstraint(
                condition=models.Q(check_back_when__in=["later-today", "next-shift", "this-week"]), name="edition_check_back_when_known"
            ),
            models.CheckConstraint(
                condition=models.Q(publish_at=None, publish_by=None) | models.Q(publish_at__isnull=False, publish_by__isnull=False),
                name="edition_planned_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(dropped_at=None, dropped_by=None)
                | models.Q(dropped_at__isnull=False, dropped_by__isnull=False, published_at=None, publish_at=None),
                name="edition_dropped_was_a_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and Edition.objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise ValidationError(_("A published wording is never changed: make a new edition."))
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, int]:
        return (self.card.slug, self.number)

    natural_key.dependencies = ["cards.card"]  # type: ignore[attr-defined]

    @property
    def question_size(self) -> int:
        """How large the opening question may stand on the face: 1 (largest) to 5."""
        return question_size(self.open_with)

    @property
    def seen(self) -> str:
        """What a form carries to say on which words it was written."""
        return f"{self.pk}.{self.changed_at.timestamp():.6f}"

    @classmethod
    @transaction.atomic
    def write(cls, card: Card, words: dict[str, Any], by: Any, seen: str, at: datetime | None = None) -> Edition | None:
        """Keep these words as the card's draft, made of the first of them. The same words again change nothing; nor do those in use.

        `Clash` when the words they were written on are no longer the newest. A plan to publish was for the words before: it ends.
        """
        card = Card.objects.select_for_update().order_by().get(pk=card.pk)
        draft, now = card.draft, at or timezone.now()
        newest = draft or card.current
        if newest and all(getattr(newest, field) == value for field, value in words.items()):
            return draft
        if newest and newest.seen != seen:
            raise Clash(newest)
        draft = draft or cls(card=card, number=card.next_number, made_at=now, made_by=by)
        draft.call_off(by, now)
        for field, value in {**words, "changed_at": now, "changed_by": by}.items():
            setattr(draft, field, value)
        draft.save()
        card.tell(Publication.Act.WRITTEN, by, edition=draft, at=now)
        return draft

    @transaction.atomic
    def plan(self, by: Any, due_at: datetime, at: datetime | None = None) -> None:
        """Publish it then. Planning the same again changes nothing."""
        if self.published_at is None and self.publish_at != due_at:
            self.publish_at, self.publish_by = due_at, by
            self.save(update_fields=["publish_at", "publish_by"])
            self.card.tell(Publication.Act.PLANNED, by, edition=self, due_at=due_at, at=at or timezone.now())

    @transaction.atomic
    def call_off(self, by: Any, at: datetime | None = None) -> None:
        """Do not publish it by itself. Without a plan nothing changes."""
        if self.published_at is None and self.publish_at is not None:
            due_at, self.publish_at, self.publish_by = self.publish_at, None, None
            self.save(update_fields=["publish_at", "publish_by"])
            self.card.tell(Publication.Act.CALLED_OFF, by, edition=self, due_at=due_at, at=at or timezone.now())

    @transaction.atomic
    def throw_away(self, by: Any, at: datetime | None = None) -> None:
        """A draft waits no longer. Its words stay in the history; the next draft begins with those in use. Twice changes nothing."""
        self.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        if self.published_at is None and self.dropped_at is None:
            now = at or timezone.now()
            self.call_off(by, now)
            self.dropped_at, self.dropped_by = now, by
            self.save(update_fields=["dropped_at", "dropped_by"])
            self.card.tell(Publication.Act.THROWN_AWAY, by, edition=self, at=now)

    @transaction.atomic
    def publish(self, by: Any = None, at: datetime | None = None) -> None:
        """Make this the wording leaders see. Publishing the current one again changes nothing."""
        now = at or timezone.now()
        if self.published_at is None:
            self.published_at, self.published_by = now, by
            self.save(update_fields=["published_at", "published_by"])
        if self.card.current_id != self.pk:
            before, self.card.current = self.card.current, self
            self.card.save(update_fields=["current"])
            self.card.tell(Publication.Act.PUBLISHED, by, edition=self, before=before, at=now)
