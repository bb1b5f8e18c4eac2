"""Who looked at an advisor's record, on which day. Only ever added to: the database itself refuses anything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, User

if TYPE_CHECKING:
    from .reader import Reader


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, reader: Reader) -> OpeningQuerySet:
        """An advisor: of their own record. HR: all. Nobody else, not even whoever looked."""
        if isinstance(reader, Advisor):
            return self.filter(advisor=reader)
        return self if reader.has_role(Role.Name.HR) else self.none()

    def by_reader(self) -> models.QuerySet[Any, Any]:
        """`name`, `what`, on how many `days`, the `last` of them: a line for each reader and thing opened, the latest first."""
        rows = self.order_by().values("what", "reader", name=models.F("reader__name"))
        return rows.annotate(days=models.Count("pk"), last=models.Max("on")).order_by("-last", "reader__name", "what")


class Opening(models.Model):
    """One a reader, advisor, thing and day: that somebody looked, never at which hour, how long, or what was in it.

    Triggers (migration `personal_data`) refuse any UPDATE, and a DELETE of what is younger than a year, unless its person was erased.
    """

    class What(models.TextChoices):
        PAGE = "page", _("your page or a chat")
        DATA = "data", _("what HR sees of your record, without notes")

    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="openings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=4, choices=What)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at"], name="opening_by_moment")]  # who did what
        constraints = [
            models.UniqueConstraint(fields=["advisor", "reader", "what", "on"], name="opening_once_a_day"),
            models.CheckConstraint(condition=models.Q(what__in=["page", "data"]), name="opening_what_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} · {self.advisor_id} · {self.on}"

    @classmethod
    def note(cls, advisor: Advisor, by: User, what: str = What.PAGE, at: datetime | None = None) -> None:
        """They looked today, on the team's wall. Twice on one day is written once."""
        cls.note_all([advisor], by, what, at)

    @classmethod
    def note_all(cls, advisors: Iterable[Advisor], by: User, what: str = What.PAGE, at: datetime | None = None) -> None:
        """The same of several, in as many queries as of one. Their teams come with them."""
        at = at or timezone.now()
        days = {(advisor.pk, advisor.team.today(at)) for advisor in advisors}
        of = {"reader": by, "what": what, "advisor__in": {pk for pk, _on in days}, "on__in": {on for _pk, on in days}}
        new = days - set(cls.objects.filter(**of).values_list("advisor", "on"))
        rows = [Opening(advisor_id=pk, reader=by, what=what, on=on, at=at) for pk, on in sorted(new)]
        Opening.objects.bulk_create(rows, ignore_conflicts=True)
