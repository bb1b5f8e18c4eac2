"""The promise to come back, and what was heard then: "How is it going?"."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Team, User
from cards.blanks import filled
from coaching import calendar

from .barrier import Barrier
from .change import Marked
from .reader import Reader, RecordQuerySet
from .session import ComeBack, Session
from .step import Step, step_field, step_is_known
from .total import Stale


class CheckBackQuerySet(RecordQuerySet["CheckBack"]):
    def visible_to(self, reader: Reader, at: datetime | None = None) -> CheckBackQuerySet:
        """Those of sessions this person may see, HR included; withdrawn sessions take theirs with them."""
        return super().visible_to(reader, at).filter(session__withdrawn_at=None)

    def standing(self) -> CheckBackQuerySet:
        """Of chats that count: neither withdrawn nor in dispute."""
        return self.filter(session__withdrawn_at=None, session__disputed_at=None)

    def in_teams(self, teams: list[Team]) -> CheckBackQuerySet:
        """Of these teams only, for someone who works in HR too and so sees more rows than they lead."""
        return self.filter(models.Q(team__in=teams) | models.Q(advisor__team__in=teams, advisor__record_follows=True))

    def open(self) -> CheckBackQuerySet:
        """Not answered yet; nobody is asked to come back to what is in dispute."""
        return self.filter(answered_at=None, session__disputed_at=None)

    def answered(self) -> CheckBackQuerySet:
        return self.filter(answered_at__isnull=False)

    def due_by(self, at: datetime) -> CheckBackQuerySet:
        """Promised for that moment or earlier."""
        return self.filter(due_at__lte=at)

    def soonest_first(self) -> CheckBackQuerySet:
        return self.order_by("due_at", "advisor__known_as", "pk")

    def for_list(self) -> CheckBackQuerySet:
        """With what a line of a list shows."""
        return self.select_related(
            "advisor", "team", "session__edition", "session__card__mindset", "session__card__skill", "session__card__current"
        )


class CheckBack(Marked):
    """`due_at` is the end of the shift it was promised for: after it, late. `due_on` is that shift's day.

    `id` is made from the session's, so that a phone that logged a session offline knows it too.
    """

    class Outcome(models.TextChoices):
        HELPED = "helped", _("It helped")
        NOT_THERE_YET = "not-there-yet", _("Tried it, not there yet")
        NO_CHANCE = "no-chance", _("No chance yet")
        IN_THE_WAY = "in-the-way", _("Something got in the way")

    MARKS = "session_id"
    ANSWERED = ("answered_at", "answered_on", "answered_by", "outcome", "step", "received_at", "sha256", "claimed_answered_at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="check_backs")
    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="check_backs")
    team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="check_backs")
    come_back = models.CharField(max_length=11, choices=ComeBack)
    due_at = models.DateTimeField(_("due"))
    due_on = models.DateField()
    moved_count = models.PositiveSmallIntegerField(default=0)
    # An answer may make the next promise: the chain from the first one on.
    after = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="then")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("how is it going?"), max_length=13, choices=Outcome, blank=True, default="")
    step = step_field(_("where they are with it now"))
    received_at = models.DateTimeField(null=True, blank=True)
    # Of the exact bytes a phone sent, for its receipt; empty where the page's form answered.
    sha256 = models.CharField(max_length=64, blank=True, default="")
    # What the phone claimed, kept only when its clock could not be right and `answered_at` is the server's.
    claimed_answered_at = models.DateTimeField(null=True, blank=True)

    objects = CheckBackQuerySet.as_manager()

    class Meta:
        constraints = [
            step_is_known("step", "check_back_step_known"),
            models.CheckConstraint(
                condition=models.Q(come_back__in=["later-today", "next-shift", "this-week"]), name="check_back_come_back_known"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, outcome="", step=None)
                | models.Q(
                    answered_at__isnull=False, answered_by__isnull=False, outcome__in=["helped", "not-there-yet", "no-chance", "in-the-way"]
                ),
                name="check_back_answered_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "due_at"], condition=models.Q(answered_at=None), name="check_back_open"),  # Today, check-backs
            models.Index(fields=["advisor", "due_at"], name="check_back_fell_due"),  # Today, the leader's own weeks: those due lately
            # What is open with somebody, and when they were last come back to, without reading all that ever was: the lists of people.
            models.Index(fields=["advisor", "answered_at"], name="check_back_of_advisor"),
            models.Index(fields=["due_on"], name="check_back_by_due_day"),  # counting four weeks anew, for the programme page
        ]

    def __str__(self) -> str:
        return f"{self.advisor} · {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("check-back", args=[self.pk])

    @property
    def ask(self) -> str:
        """The card's own wording of the question."""
        return filled(self.session.edition.check_back_ask) or str(_("How is it going?"))

    @property
    def with_team_id(self) -> int:
        """Whose leaders read it now, as its session's."""
        return self.advisor.team_id if self.advisor.record_follows else self.team_id

    @property
    def promise(self) -> str:
        """What they said they would try; the card's title where nothing was written down."""
        return self.session.next_step or self.session.edition.title

    @property
    def step_now(self) -> Step | None:
        return Step(self.step) if self.step else None

    def is_late(self, at: datetime | None = None) -> bool:
        return self.answered_at is None and (at or timezone.now()) > self.due_at

    @classmethod
    def falling_due(cls, session: Session, come_back: str, at: datetime, after: CheckBack | None = None) -> CheckBack | None:
        """The promise that goes with a session or an answer, not kept yet; None for "no need"."""
        shift = calendar.come_back(come_back, at, session.team, (after or session).advisor.works_on)
        if shift is None:
            return None
        pk = uuid.uuid5((after or session).pk, "check-back")
        due: dict[str, Any] = {"come_back": come_back, "due_at": shift.ends_at, "due_on": shift.day, "after": after}
        return cls(pk=pk, session=session, advisor_id=session.advisor_id, team_id=session.team_id, **due)

    @classmethod
    def promised(cls, session: Session, come_back: str, at: datetime, after: CheckBack | None = None) -> CheckBack | None:
        """Make that promise. Making it twice makes one."""
        made = cls.falling_due(session, come_back, at, after)
        there = made and cls.objects.filter(pk=made.pk).first()
        if made and not there:
            made.save(force_insert=True)
        return there or made

    @transaction.atomic
    def answer(
        self, by: User, outcome: str, barrier: str = "", step: int | None = None, words: str = "", come_back: str = ComeBack.NONE,
        at: datetime | None = None, sha256: str = "", claimed_at: datetime | None = None,
    ) -> bool:  # fmt: skip
        """Write down what was heard. False, and nothing changed, when it was answered before.

        A step belongs only to what was tried, and never to a card where care comes first. What got in the way goes on
        the leader's list, not on the advisor's record.
        """
        if CheckBack.objects.select_for_update().get(pk=self.pk).answered_at:
            self.refresh_from_db()
            return False
        tried = outcome in (self.Outcome.HELPED, self.Outcome.NOT_THERE_YET) and not self.session.card.care_first
        at = at or timezone.now()
        self.answered_at, self.answered_on, self.answered_by = at, self.team.today(at), by
        self.outcome, self.step, self.received_at, self.sha256 = outcome, step if tried else None, timezone.now(), sha256
        self.claimed_answered_at = claimed_at
        self.save(update_fields=self.ANSWERED)
        if outcome == self.Outcome.IN_THE_WAY:
            Barrier.raised(self, kind=barrier or Barrier.Kind.OTHER, words=words, at=at)
        then = CheckBack.promised(self.session, come_back, at, after=self)
        Stale.mark([self.due_on, then.due_on] if then else [self.due_on])
        return True

    @transaction.atomic
    def move(self, come_back: str, at: datetime | None = None) -> None:
        """Another time, from now. An answered one stays where it is."""
        shift = calendar.come_back(come_back, at or timezone.now(), self.team, self.advisor.works_on)
        if shift and self.answered_at is None:
            Stale.mark([self.due_on, shift.day])
            self.come_back, self.due_at, self.due_on, self.moved_count = come_back, shift.ends_at, shift.day, self.moved_count + 1
            self.save(update_fields=["come_back", "due_at", "due_on", "moved_count"])
