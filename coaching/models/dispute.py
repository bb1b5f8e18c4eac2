"""That an entry is in dispute: from when, why, by whom; and how it was settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, User

from .check_back import CheckBack
from .data_request import DataRequest
from .session import Session
from .total import Stale

if TYPE_CHECKING:
    from .reader import Reader


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, reader: Reader) -> DisputeQuerySet:
        """HR: all. An advisor: of their own entries. Nobody else reads why; whoever sees the entry sees that it is in dispute."""
        if isinstance(reader, Advisor):
            return self.filter(session__advisor=reader)
        return self if reader.has_role(Role.Name.HR) else self.none()

    def open(self) -> DisputeQuerySet:
        """Not settled yet."""
        return self.filter(settled_at=None)


class Dispute(models.Model):
    """`begin` and `settle` keep `Session.disputed_at` in step with it. Nobody (`by`) is the advisor, on their own page.

    `request` is the objection it came with.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="disputes")
    request = models.ForeignKey(DataRequest, models.SET_NULL, null=True, blank=True, related_name="disputes")
    because = models.CharField(_("what is in dispute"), max_length=200)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("how it was settled"), max_length=200, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session"], condition=models.Q(settled_at=None), name="dispute_one_open"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None) | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="dispute_settled_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="dispute_by_moment")]  # who did what

    def __str__(self) -> str:
        return f"{self.session_id} · {self.at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def begin(
        cls,
        sessions: Iterable[Session],
        because: str,
        by: User | None = None,
        request: DataRequest | None = None,
        at: datetime | None = None,
    ) -> list[Dispute]:
        """From now on nothing about these is changed, counted or taken out. What is in dispute already, or withdrawn, stays as it is."""
        at = at or timezone.now()
        keys = [row.pk for row in sessions]
        rows = list(Session.objects.select_for_update().filter(pk__in=keys).standing())
        Session.objects.filter(pk__in=[row.pk for row in rows]).update(disputed_at=at)
        _count_anew(rows)
        return Dispute.objects.bulk_create(Dispute(session=row, because=because, by=by, request=request, at=at) for row in rows)

    @transaction.atomic
    def settle(self, by: User, outcome: str, at: datetime | None = None) -> None:
        """It counts again, as it stands now. Settling it twice changes nothing."""
        if self.settled_at is None:
            self.settled_at, self.settled_by, self.outcome = at or timezone.now(), by, outcome
            self.save(update_fields=["settled_at", "settled_by", "outcome"])
            Session.objects.filter(pk=self.session_id).update(disputed_at=None, settled_at=self.settled_at)
            _count_anew([self.session])


def _count_anew(sessions: list[Session]) -> None:
    """The weeks they are in, and those in which their promises fell due."""
    due = CheckBack.objects.filter(session__in=[row.pk for row in sessions]).values_list("due_on", flat=True)
    Stale.mark([*(row.held_on for row in sessions), *due])
