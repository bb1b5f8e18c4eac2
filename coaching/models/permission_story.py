"""A time when somebody was free to do the right thing: told, agreed to, moderated, shared, and gone the moment they ask.

Why its words go for good, and who sees what until then: docs/decisions/0022.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, Team, User
from cards.models import Card
from coaching.beside_backups import story_taken_back

from .reader import Reader
from .refusal import Refusal
from .story_act import StoryAct
from .story_card import Carded
from .story_consent import Consented
from .story_moderation import Moderated

# In the order they are told, with the most characters of each: about 160 words together, which is two minutes read aloud.
WORDS = {"usually": 220, "did": 380, "permission": 200, "said": 120}


LABELS = {
    "usually": _("What usually happens"),
    "did": _("What they did"),
    "permission": _("The permission"),
    "said": _("What the customer said"),
}


class PermissionStoryQuerySet(models.QuerySet["PermissionStory"]):
    def visible_to(self, reader: Reader) -> PermissionStoryQuerySet:
        """Published ones: everybody. What they told: the teller. What was sent in: designers. What is about them: the advisor."""
        State = PermissionStory.State
        published = models.Q(state=State.PUBLISHED)
        if isinstance(reader, Advisor):
            return self.filter(published | models.Q(advisor=reader)).exclude(state=State.WITHDRAWN)
        if not reader.is_active:
            return self.none()
        seen = published | models.Q(teller=reader)
        if reader.has_role(Role.Name.DESIGNER):
            seen |= models.Q(state__in=[State.WAITING, State.SENT_BACK])
            seen |= models.Q(state=State.WITHDRAWN, carded__published_at__isnull=False)  # no word of it, but a card to look at
        return self.filter(seen)

    def published(self) -> PermissionStoryQuerySet:
        return self.filter(state=PermissionStory.State.PUBLISHED)

    def told_by(self, teller: User) -> PermissionStoryQuerySet:
        return self.filter(teller=teller)

    def taken_back(self, since: datetime) -> PermissionStoryQuerySet:
        """Those that are gone, and have been for no longer than that."""
        return self.filter(state=PermissionStory.State.WITHDRAWN, withdrawn_at__gte=since)

    def of_cards(self) -> PermissionStoryQuerySet:
        """Gone, while a card that was made of them is in play: a designer looks whether its words still tell it."""
        gone = self.filter(state=PermissionStory.State.WITHDRAWN, carded__published_at__isnull=False, carded__card__retired_at=None)
        return gone.select_related("carded__card__current", "carded__card__mindset", "carded__card__skill").order_by("withdrawn_at", "pk")

    def sent_in(self) -> PermissionStoryQuerySet:
        """What a designer has, or has had, to read: all but drafts and what was taken back."""
        return self.exclude(state__in=[PermissionStory.State.DRAFT, PermissionStory.State.WITHDRAWN])

    def about(self, advisor: Advisor) -> PermissionStoryQuerySet:
        """Those about this advisor that still say something."""
        return self.filter(advisor=advisor).exclude(state=PermissionStory.State.WITHDRAWN)

    def within(self, practice: str = "", skill: str = "") -> PermissionStoryQuerySet:
        """Narrowed by the card they go with; an empty slug narrows nothing."""
        chosen = self.filter(card__practice__slug=practice) if practice else self
        return chosen.filter(card__skill__slug=skill) if skill else chosen

    def of_week(self, day: date) -> PermissionStory | None:
        """The story of the week that day is in; None where none was chosen."""
        return self.published().filter(week_of=monday(day)).for_list().first()

    def week_first(self, day: date) -> PermissionStoryQuerySet:
        """The story of the week that day is in, then the newest."""
        chosen = models.Case(models.When(week_of=monday(day), then=0), default=1)
        return self.order_by(chosen, "-published_at", "-pk")

    def newest_first(self) -> PermissionStoryQuerySet:
        """The only order there is: never by how many said that they would."""
        return self.order_by("-published_at", "-told_at", "-pk")

    def for_list(self) -> PermissionStoryQuerySet:
        """With what a story shows of itself."""
        return self.select_related("advisor", "teller", "team__site", "card__current", "card__mindset", "card__skill")


class PermissionStory(Consented, Moderated, Carded, models.Model):
    """`id` is made by the phone. `team` is the teller's, or the advisor's where it is about one, as it was when it was told.

    A story taken back is its own tombstone: who and when stay, the words are gone from here and from its history.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Sent in")
        SENT_BACK = "sent-back", _("Sent back")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Consent(models.TextChoices):
        NOT_ASKED = "", _("Not asked yet")
        ASKED = "asked", _("Asked, no answer yet")
        NAMED = "named", _("Yes, with their name")
        UNNAMED = "unnamed", _("Yes, without their name")
        NO = "no", _("No")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="permission_stories")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    advisor = models.ForeignKey(Advisor, models.PROTECT, null=True, blank=True, related_name="permission_stories")
    # Its practice and skill are the card's.
    card = models.ForeignKey(Card, models.PROTECT, null=True, blank=True, related_name="permission_stories")
    usually = models.CharField(LABELS["usually"], max_length=WORDS["usually"], blank=True)
    did = models.CharField(LABELS["did"], max_length=WORDS["did"], blank=True)
    permission = models.CharField(LABELS["permission"], max_length=WORDS["permission"], blank=True)
    said = models.CharField(LABELS["said"], max_length=WORDS["said"], blank=True)
    # The words as the teller sent them in, to show beside what a designer made of them.
    as_told = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    told_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    made_offline = models.BooleanField(default=False)
    payload = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64, editable=False)

    consent = models.CharField(max_length=7, choices=Consent, default=Consent.NOT_ASKED, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Who wrote the answer down; nobody where the advisor gave it on their own page.
    answered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # Somebody said that nothing in it tells who the customer is.
    details_changed_at = models.DateTimeField(null=True, blank=True)
    details_changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    week_of = models.DateField(_("story of the week from"), null=True, blank=True, unique=True)  # a Monday
    carded = models.ForeignKey("cards.Edition", models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    acts: models.QuerySet[StoryAct]
    objects = PermissionStoryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("permission story"), _("permission stories")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "waiting", "sent-back", "published", "withdrawn"]), name="story_state_known"
            ),
            models.CheckConstraint(condition=models.Q(consent__in=["", "asked", "named", "unnamed", "no"]), name="story_consent_known"),
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="story_has_receipt"),
            # Nothing about a person is published without their yes, nothing at all before the customer's details were changed.
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | (models.Q(published_at__isnull=False) & (models.Q(advisor=None) | models.Q(consent__in=["named", "unnamed"]))),
                name="story_published_with_consent",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["waiting", "published"]) | models.Q(details_changed_at__isnull=False),
                name="story_sent_in_with_details_changed",
            ),
            models.CheckConstraint(condition=models.Q(week_of=None) | models.Q(state="published"), name="story_of_week_is_published"),
            # Taken back: nowhere any more, here included.
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn")
                | models.Q(usually="", did="", permission="", said="", as_told={}, withdrawn_at__isnull=False),
                name="story_withdrawn_says_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="story_published"),  # /stories/, the wall, the panel's list
            models.Index(fields=["teller", "-told_at"], name="story_of_teller"),  # "yours" on /stories/
        ]

    def __str__(self) -> str:
        return self.said[:60] or str(self.get_state_display())

    def get_absolute_url(self) -> str:
        return reverse("stories-one", args=[self.pk])

    @property
    def words(self) -> dict[str, str]:
        """What is told, part by part."""
        return {name: getattr(self, name) for name in WORDS}

    @property
    def tellers_turn(self) -> bool:
        """Whether its teller can still write in it."""
        return self.state in (self.State.DRAFT, self.State.SENT_BACK)

    @property
    def seen(self) -> str:
        """What a form carries to say on which words it was written."""
        return f"{self.changed_at.timestamp():.6f}"

    @transaction.atomic
    def rewrite(self, by: User, words: dict[str, Any], at: datetime | None = None) -> bool:
        """Other words by its teller; False once it is somebody else's turn. A customer in new words is looked at again."""
        self.hold()
        if not self.tellers_turn:
            return False
        changed = self.put(words)
        if changed:
            self.details_changed_at = self.details_changed_by = None
            self.changed_at = at or timezone.now()
            self.save(update_fields=[*words, "details_changed_at", "details_changed_by", "changed_at"])
            self.note(StoryAct.Act.TOLD, by, at, fields=changed)
        return True

    @transaction.atomic
    def withdraw(self, by: User | None, at: datetime | None = None) -> None:
        """Gone at once and for good; nobody (`by`) is the advisor on their own page. Twice changes nothing."""
        self.hold()
        if self.state != self.State.WITHDRAWN:
            self.end(by, at)

    def end(self, by: User | None, at: datetime | None = None) -> None:
        """No word of it is left."""
        self.out_of_card(at)
        self.put(dict.fromkeys(WORDS, ""))
        self.as_told, self.state, self.week_of = {}, self.State.WITHDRAWN, None
        now = at or timezone.now()
        self.withdrawn_at, self.withdrawn_by, self.changed_at = now, by, now
        self.save()
        self.cheers.all().delete()
        self.acts.update(words="", fields={})
        Refusal.objects.filter(kind=Refusal.Kind.STORY, session_id=self.pk).delete()  # what a phone sent of it and was not taken in
        self.note(StoryAct.Act.WITHDRAWN, by, at)
        # Gone is gone, whether or not the disk takes the line: `erasures check` writes it later.
        transaction.on_commit(lambda: story_taken_back(self.pk, now), robust=True)

    def hold(self) -> None:
        """The row as it is now, and nobody else's until the transaction ends."""
        type(self).objects.select_for_update().order_by().filter(pk=self.pk).first()
        self.refresh_from_db()

    def put(self, words: dict[str, Any]) -> dict[str, list[str]]:
        """Set them; what differs from before, as [was, is]. Words alone: a person or a card is not quoted in a history."""
        before = {name: getattr(self, name) for name in words}
        for name, value in words.items():
            setattr(self, name, value)
        return {
            name: [str(before[name] or ""), str(words[name] or "")] if name in WORDS else ["", ""]
            for name in words
            if before[name] != words[name]
        }

    def note(self, act: StoryAct.Act, by: User | None, at: datetime | None = None, **more: Any) -> None:
        """One line of its history."""
        self.acts.create(act=act, by=by, at=at or timezone.now(), **more)


def monday(day: date) -> date:
    """The first day of that week."""
    return day - timedelta(days=day.weekday())
