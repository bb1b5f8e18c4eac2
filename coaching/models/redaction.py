"""Words about somebody else that are taken out of one advisor's record when it is handed over: which, why, who, when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role, User

if TYPE_CHECKING:
    from .reader import Reader


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def visible_to(self, reader: Reader) -> RedactionQuerySet:
        """HR with the right to notes, since the words are in it. Nobody else."""
        if isinstance(reader, Advisor) or not reader.has_role(Role.Name.HR):
            return self.none()
        return self if reader.has_role(Role.Name.EXPORT_NOTES) else self.none()

    def standing(self) -> RedactionQuerySet:
        """Not put back, and their words not gone."""
        return self.filter(put_back_at=None).exclude(taken_out="")

    def latest_first(self) -> RedactionQuerySet:
        return self.order_by("-at", "-pk")


class Redaction(models.Model):
    """The record itself keeps its words: they are left out wherever it is shown or handed to the advisor it is about.

    Putting them back leaves the row; when nothing is left that says them, the words go from it too, and the row with the log.
    """

    advisor = models.ForeignKey(Advisor, models.PROTECT, related_name="redactions")
    taken_out = models.CharField(max_length=280, blank=True, default="")
    reason = models.CharField(_("why"), max_length=140)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    put_back_at = models.DateTimeField(null=True, blank=True)
    put_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RedactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="redaction_has_reason"),
            models.CheckConstraint(
                condition=models.Q(put_back_at=None, put_back_by=None) | models.Q(put_back_at__isnull=False, put_back_by__isnull=False),
                name="redaction_put_back_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="redaction_by_moment")]  # who did what

    def __str__(self) -> str:
        return f"{self.advisor_id} · {self.at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def take_out(cls, advisor: Advisor, by: User, words: Iterable[str], reason: str, at: datetime | None = None) -> list[Redaction]:
        """These are left out from now on. What is left out already is not written down twice."""
        out = set(cls.objects.standing().filter(advisor=advisor).values_list("taken_out", flat=True))
        new = dict.fromkeys(said for said in words if said not in out)
        return [cls.objects.create(advisor=advisor, by=by, taken_out=said, reason=reason, at=at or timezone.now()) for said in new]

    def put_back(self, by: User, at: datetime | None = None) -> None:
        """They are shown again. Twice changes nothing."""
        if self.put_back_at is None:
            self.put_back_at, self.put_back_by = at or timezone.now(), by
            self.save(update_fields=["put_back_at", "put_back_by"])
