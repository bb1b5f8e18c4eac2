"""One coaching moment, logged."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Team, User
from cards.models import Card, Edition

from .amendment import Amendment
from .change import Change, Marked
from .reader import Reader, RecordQuerySet
from .step import Step, step_field, step_is_known
from .total import Stale

if TYPE_CHECKING:
    from .check_back import CheckBackQuerySet

models.CharField.register_lookup(Length)

LONGEST_MS = 3_600_000  # a form left open for longer says nothing about how long it takes
AN_HOUR = timedelta(hours=1)  # more than clocks of servers differ, or a transaction lasts
FEW = 5_000  # that are looked up one by one
UNDO_SECONDS = 10
UNDO_GRACE = timedelta(seconds=60)  # the button shows for ten seconds; a slow line may carry the tap for longer


STANDS = models.Q(withdrawn_at=None, disputed_at=None)
FLAGS = {
    "card-retired": _("The card had been retired by then."),
    "older-edition": _("An older wording of the card was used."),
    "edition-unknown": _("The wording on the phone was not known here."),
    "left": _("They had left by the time it arrived."),
    "moved": _("They had moved to another team by the time it arrived."),
    "early": _("It was held before they led this team."),
    "clock": _("The phone's clock was wrong; this is when it arrived."),
}


class ComeBack(models.TextChoices):
    """When shall I come back? `coaching/calendar.py` turns it into a moment."""

    LATER_TODAY = "later-today", _("Later today")
    NEXT_SHIFT = "next-shift", _("Next shift")
    THIS_WEEK = "this-week", _("This week")
    NONE = "none", _("No need")


class SessionQuerySet(RecordQuerySet["Session"]):
    def standing(self) -> SessionQuerySet:
        """What counts: neither withdrawn nor in dispute."""
        return self.filter(withdrawn_at=None, disputed_at=None)

    def undisputed(self) -> SessionQuerySet:
        """Not in dispute: an entry that is leaves no file and is in no total until it is settled."""
        return self.filter(disputed_at=None)

    def logged_by(self, leader: User) -> SessionQuerySet:
        return self.filter(leader=leader)

    def held_between(self, first: date, last: date) -> SessionQuerySet:
        """Held on these days, both included, by the clock on the team's wall."""
        return self.filter(held_on__range=(first, last))

    def received_between(self, start: datetime | None, end: datetime | None) -> SessionQuerySet:
        """Arrived from `start` on and before `end`; None leaves that side open."""
        rows = self.filter(received_at__gte=start) if start else self
        return rows.filter(received_at__lt=end) if end else rows

    def changed_since(self, start: datetime | None) -> SessionQuerySet:
        """Arrived, put right, taken back or no longer in dispute from `start` on; None leaves none out."""
        if start is None:
            return self
        marks = [models.Q((f"{mark}__gte", start)) for mark in ("received_at", "amended_at", "withdrawn_at", "settled_at")]
        each = [Session.objects.using(self.db).filter(mark).values_list("pk", flat=True) for mark in marks]
        found = list(each[0].union(*each[1:], all=True)[: FEW + 1])  # each by its own index, as no database does for all and an order
        return self.filter(pk__in=found) if len(found) <= FEW else self.filter(reduce(or_, marks))

    def latest_first(self) -> SessionQuerySet:
        return self.order_by("-held_at", "-received_at", "-pk")

    def after(self, received_at: Any, pk: Any) -> SessionQuerySet:
        """Those that arrived after that one, where they are in the order of arrival."""
        later = models.Q(received_at__gt=received_at) | models.Q(pk__gt=pk)
        return self.filter(later, received_at__gte=received_at)  # said this way round, an index finds where to begin

    def there_by(self, up_to: int, about: datetime) -> SessionQuerySet:
        """Those that had come when changes were counted up to that number; `about` is when that was, give or take an hour."""
        later = Change.between(up_to).filter(made=True).values("session")
        # Said this way round, an index finds where to begin, and who came later is only looked up for the last few.
        return self.filter(received_at__lt=about + AN_HOUR).exclude(received_at__gte=about - AN_HOUR, pk__in=later)

    def changed_between(self, after: int, up_to: int | None = None) -> SessionQuerySet:
        """Those that came or changed after one number and up to another, each once; withdrawn ones among them."""
        changes = Change.between(after, up_to)
        if changes[FEW : FEW + 1].exists():  # then each is asked in its turn, in the order of arrival
            return self.filter(models.Exists(changes.filter(session=models.OuterRef("pk"))))
        return self.filter(pk__in=changes.values("session"))

    def for_list(self) -> SessionQuerySet:
        """With what a line in a timeline or the API shows."""
        return self.select_related(
            "advisor",
            "leader",
            "own_words_with",
            "team__site",
            "edition",
            "card__mindset",
            "card__skill",
            "card__kind",
            "card__practice",
            "card__current",
        )


class Session(Marked):
    """`id` is made by the phone when the form opens. `held_at` is UTC, `held_on` the date on the team's wall then.

    `team` and `edition` are kept as they were. Nothing is deleted: `amend` keeps the words before, `withdraw` leaves
    the row as its own tombstone. `sha256` is of the exact bytes first received, for the phone's receipt.
    """

    UNSHOWN = frozenset({"seen_at"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="sessions")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sessions")
    team = models.ForeignKey(Team, models.PROTECT, related_name="sessions")
    card = models.ForeignKey(Card, models.PROTECT, related_name="sessions")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sessions")
    held_at = models.DateTimeField(_("held"))
    held_on = models.DateField(editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    step = step_field(_("where they are with it"))
    # Only when the two see it differently: what the advisor said. Never averaged with `step`.
    advisor_step = step_field(_("as the advisor sees it"))
    next_step = models.CharField(_("what they will try"), max_length=90, blank=True, default="")
    come_back = models.CharField(_("come back"), max_length=11, choices=ComeBack, default=ComeBack.NONE)
    note = models.CharField(_("note"), max_length=280, blank=True, default="")
    made_offline = models.BooleanField(default=False)
    payload = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64, editable=False)
    # From the opening of the form to Save, milliseconds on the phone's own clock. For the eyes of who logged it, in /me/report/ alone.
    took_ms = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # What was out of the ordinary when it arrived: "card-retired", "older-edition", "left", "moved", "early", "clock".
    flags = models.JSONField(default=list, blank=True)
    # What the phone claimed, kept only when its clock could not be right and `held_at` is the server's.
    claimed_held_at = models.DateTimeField(null=True, blank=True)
    amended_at = models.DateTimeField(null=True, blank=True)
    amended_count = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField(_("why"), max_length=140, blank=True, default="")

    # Since when it is in dispute: nothing about it is changed, counted or taken out until that is settled (`Dispute` says why and how).
    disputed_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)  # the last time it was

    # What the advisor did with it: read it, and said something of their own beside it, there and then on the leader's phone or later.
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)
    own_words = models.CharField(_("in their own words"), max_length=140, blank=True, default="")
    own_words_at = models.DateTimeField(null=True, blank=True)
    own_words_with = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    check_backs: CheckBackQuerySet
    amendments: models.QuerySet[Amendment]
    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            step_is_known("step", "session_step_known"),
            step_is_known("advisor_step", "session_advisor_step_known"),
            models.CheckConstraint(condition=models.Q(come_back__in=ComeBack.values), name="session_come_back_known"),
            models.CheckConstraint(
                condition=models.Q(took_ms=None) | models.Q(took_ms__lte=LONGEST_MS), name="session_took_an_hour_at_most"
            ),
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="session_has_receipt"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None) | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="session_withdrawn_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(own_words="", own_words_at=None) | (~models.Q(own_words="") & models.Q(own_words_at__isnull=False)),
                name="session_own_words_and_when",
            ),
        ]
        indexes = [
            # The advisor's page: grid and timeline from the index alone.
            models.Index(fields=["advisor", "held_on", "card", "step"], name="session_of_advisor"),
            # The team's picture: which cards somebody had a look at, from the index alone.
            models.Index(fields=["advisor", "step", "card", "team"], condition=STANDS, name="session_places"),
            # Card insight: how often each wording was logged in some weeks from the index alone, in the order it is grouped by.
            models.Index(fields=["card", "edition", "held_on", "id"], condition=STANDS, name="session_by_card"),
            models.Index(fields=["leader", "held_on"], name="session_of_leader"),  # Today: the leader's own weeks
            models.Index(fields=["team", "held_on"], name="session_of_team"),  # team page, exports by team
            models.Index(fields=["held_at", "id"], name="session_by_held"),  # API and exports by held date
            models.Index(fields=["received_at", "id"], name="session_by_received"),  # API and exports by received date
            models.Index(fields=["withdrawn_at"], condition=models.Q(withdrawn_at__isnull=False), name="session_withdrawn"),  # who did what
            # The API, what changed since: few were.
            models.Index(fields=["amended_at"], condition=models.Q(amended_at__isnull=False), name="session_amended"),
            models.Index(fields=["settled_at"], condition=models.Q(settled_at__isnull=False), name="session_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.advisor} · {self.card.number} · {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])

    @property
    def step_now(self) -> Step | None:
        return Step(self.step) if self.step else None

    @property
    def advisor_step_now(self) -> Step | None:
        return Step(self.advisor_step) if self.advisor_step else None

    @property
    def withdrawn_on(self) -> date | None:
        """The day on the team's wall."""
        return self.team.today(self.withdrawn_at) if self.withdrawn_at else None

    @property
    def flag_words(self) -> list[str]:
        """What was out of the ordinary when it arrived, in words."""
        return [str(FLAGS[flag]) for flag in self.flags if flag in FLAGS]

    @property
    def we_see_it_differently(self) -> bool:
        return self.advisor_step is not None and self.advisor_step != self.step

    @property
    def with_team_id(self) -> int:
        """Whose leaders read it now: the team it was held in, or the advisor's own now, where they took their record along."""
        return self.advisor.team_id if self.advisor.record_follows else self.team_id

    def note_for(self, reader: Reader) -> str:
        """The note, to those named beside the box: the advisor, and whoever leads them now. To everyone else, HR included, nothing."""
        if isinstance(reader, Advisor):
            return self.note if reader.pk == self.advisor_id else ""
        return self.note if reader.is_active and reader.leaderships.filter(team=self.with_team_id).at(timezone.now()).exists() else ""

    def can_be_put_right_by(self, user: User, at: datetime | None = None) -> bool:
        """The leader who logged it, while they lead the advisor."""
        return self.leader_id == user.pk and Advisor.objects.led_by(user, at).filter(pk=self.advisor_id).exists()

    @transaction.atomic
    def amend(self, by: User, reason: str = "", at: datetime | None = None, **changes: Any) -> bool:
        """Put it right; the words before are kept. Returns False, and keeps nothing, when nothing would change, or it is in dispute."""
        row = Session.objects.select_for_update().get(pk=self.pk)
        before = {name: getattr(row, name) for name in Amendment.FIELDS}
        if row.withdrawn_at or row.disputed_at or all(before[name] == value for name, value in changes.items()):
            return False
        at = at or timezone.now()
        Amendment.objects.create(session=row, at=at, by=by, reason=reason, **before)
        for name in changes.keys() & set(Amendment.FIELDS):
            setattr(self, name, changes[name])
        self.amended_at, self.amended_count = at, row.amended_count + 1
        self.save(update_fields=["amended_at", "amended_count", *Amendment.FIELDS])
        Stale.mark([self.held_on])
        return True

    @transaction.atomic
    def withdraw(self, by: User, because: str = "", at: datetime | None = None) -> None:
        """Take it out of everything but the record. Withdrawing twice changes nothing, nor does it while it is in dispute."""
        if self.withdrawn_at is None and self.disputed_at is None:
            self.withdrawn_at, self.withdrawn_by, self.withdrawn_because = at or timezone.now(), by, because
            self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
            Stale.mark([self.held_on, *self.check_backs.values_list("due_on", flat=True)])

    def mark_seen(self, at: datetime | None = None) -> None:
        """The advisor has read it. Twice changes nothing."""
        if self.seen_at is None:
            self.seen_at = at or timezone.now()
            self.save(update_fields=["seen_at"])

    def add_own_words(self, words: str, with_leader: User | None = None, at: datetime | None = None) -> bool:
        """What the advisor says beside it; no words take them away. On the leader's phone only once: after that it is theirs to change."""
        if with_leader and self.own_words:
            return False
        self.own_words, self.own_words_at, self.own_words_with = words, (at or timezone.now()) if words else None, with_leader
        self.save(update_fields=["own_words", "own_words_at", "own_words_with"])
        return True

    def can_be_undone(self, at: datetime | None = None) -> bool:
        """Just saved: taking it back needs no reason yet."""
        return self.withdrawn_at is None and (at or timezone.now()) - self.received_at <= UNDO_GRACE
