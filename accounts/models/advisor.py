"""A person who talks to customers and is coached."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .membership import Membership
from .role import Role
from .team import Team, some_weekdays

if TYPE_CHECKING:
    from .user import User


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NOBODY = "~"  # how the number of a row begins that is nobody's any more: no employee number begins so


class AdvisorQuerySet(models.QuerySet["Advisor"]):
    def visible_to(self, user: User, at: datetime | None = None) -> AdvisorQuerySet:
        """HR: everyone. Anyone else: the advisors of the teams they lead now, until their last day has passed."""
        if not user.is_active:
            return self.none()
        if user.has_role(Role.Name.HR):
            return self.somebody()
        return self.led_by(user, at)

    def led_by(self, user: User, at: datetime | None = None) -> AdvisorQuerySet:
        """Advisors of the teams this person leads at that moment, leavers gone."""
        at = at or timezone.now()
        return self.here(at).filter(team__in=Team.objects.led_by(user, at))

    def somebody(self) -> AdvisorQuerySet:
        """People: without the rows that stand for those whose record was let go."""
        return self.exclude(employee_number__startswith=NOBODY)

    def here(self, at: datetime | None = None) -> AdvisorQuerySet:
        """Not left yet."""
        return self.filter(models.Q(left_at=None) | models.Q(left_at__gt=at or timezone.now()))

    def of_address(self, email: str, at: datetime | None = None) -> Advisor | None:
        """Whoever has that work e-mail; None where nobody has, or more than one: a shared mailbox opens nobody's record."""
        found = list(self.here(at).filter(email__iexact=email).select_related("team")[:2]) if email else []
        return found[0] if len(found) == 1 else None

    def by_name(self) -> AdvisorQuerySet:
        """Alphabetical, the only order people are ever shown in."""
        return self.order_by("known_as", "name", "pk")


class Advisor(models.Model):
    """`team` is the team now; `Membership` keeps every team they were in. The verbs below keep the two in step.

    `works_on`: ISO weekdays, as in `Team.works_on`, of somebody part-time; empty for whoever works as the team does.
    """

    name = models.CharField(_("name"), max_length=120)
    known_as = models.CharField(
        _("known as"), max_length=60, blank=True, help_text=_("What people call them. Left empty: the first word of the name.")
    )
    employee_number = models.CharField(_("employee number"), max_length=40, unique=True)
    email = models.EmailField(_("work e-mail"), max_length=254, blank=True, default="")
    team = models.ForeignKey(Team, models.PROTECT, related_name="advisors")
    works_on = models.CharField(
        _("works on"), max_length=7, blank=True, default="", validators=[some_weekdays], help_text=_("Left empty: as their team.")
    )
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    # Their own choice, made anew in each team: whether whoever leads them now reads what was held in earlier ones.
    record_follows = models.BooleanField(_("earlier record goes along"), default=False)

    objects = AdvisorQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(employee_number=""), name="advisor_has_employee_number")]
        indexes = [
            models.Index(fields=["team", "known_as"], name="advisor_of_team"),  # the team page and every picker
            models.Index(Upper("email"), name="advisor_of_address"),  # who asks for a link to their own record
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.known_as = self.known_as or self.name.split(" ")[0][:60]
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()

    @property
    def last_day(self) -> date | None:
        """The last day of somebody who leaves, or left, on the wall of the team they are in; None where nobody knows of one."""
        return self.team.today(self.left_at - timedelta(microseconds=1)) if self.left_at else None

    @property
    def is_nobody(self) -> bool:
        """Whose record was let go: this row only stands for it."""
        return self.employee_number.startswith(NOBODY)

    def works(self, day: date) -> bool:
        """Whether that is one of their days. Only a part-timer's own are asked about: on its days off a team walks no floor."""
        return not self.works_on or str(day.isoweekday()) in self.works_on

    @classmethod
    @transaction.atomic
    def join(cls, team: Team, at: datetime | None = None, **fields: str) -> Advisor:
        """A new person in a team."""
        advisor = cls.objects.create(team=team, **fields)
        Membership.objects.create(advisor=advisor, team=team, starts_at=at or timezone.now())
        return advisor

    @classmethod
    def nobody(cls, team: Team, mark: str) -> Advisor:
        """The row of that mark that stands for nobody: no name, never here, so no leader sees it. Counts of chats hang on it."""
        fields = {"name": "—", "known_as": "—", "team": team, "left_at": LONG_AGO}
        return cls.objects.get_or_create(employee_number=f"{NOBODY}{mark}", defaults=fields)[0]

    @transaction.atomic
    def move(self, to: Team, at: datetime | None = None) -> None:
        """Into another team from that moment on; the earlier team keeps its history. The same team again: nothing."""
        if to == self.team and self.left_at is None:
            return
        at = at or timezone.now()
        self.memberships.filter(ends_at=None).update(ends_at=at)
        Membership.objects.create(advisor=self, team=to, starts_at=at)
        self.team, self.left_at, self.record_follows = to, None, False
        self.save(update_fields=["team", "left_at", "record_follows"])

    def take_record_along(self, yes: bool) -> None:
        """Whoever leads them now reads what was held in earlier teams too, or no longer does."""
        self.record_follows = yes
        self.save(update_fields=["record_follows"])

    @transaction.atomic
    def leave(self, at: datetime | None = None) -> None:
        """Gone from that moment on: off every list, their record kept. Leaving twice changes nothing."""
        if self.left_at is None:
            self.left_at = at or timezone.now()
            self.save(update_fields=["left_at"])
            self.memberships.filter(ends_at=None).update(ends_at=self.left_at)

    def team_at(self, at: datetime) -> Team | None:
        """The team they were in at that moment, None before they joined and after they left."""
        membership = self.memberships.at(at).select_related("team").first()
        return membership.team if membership else None
