"""That somebody took out the trail of who did what: one row when it began, one when it ended. Only ever added to."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User


class AuditTakingQuerySet(models.QuerySet["AuditTaking"]):
    def visible_to(self, user: User) -> AuditTakingQuerySet:
        """HR, and nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def begun(self) -> AuditTakingQuerySet:
        """The latest first, each with how it ended."""
        return self.filter(ends=None).select_related("by", "end").order_by("-at", "-pk")


class AuditTaking(models.Model):
    """One without an end was broken off with its worker; an end without `sha256` before its last line.

    Triggers (migration `audit_taking`) refuse any UPDATE, and a DELETE of what is younger than a year.
    """

    class Format(models.TextChoices):
        CSV = "csv", _("CSV")
        JSONL = "jsonl", _("JSON Lines")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    purpose = models.CharField(_("what for?"), max_length=140)
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    format = models.CharField(_("as"), max_length=5, choices=Format, default=Format.CSV)
    ends = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="end")
    rows = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    objects = AuditTakingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="audit_taking_has_purpose"),
            models.CheckConstraint(
                condition=models.Q(ends=None, rows=None, sha256="") | models.Q(ends__isnull=False, rows__isnull=False),
                name="audit_taking_begins_or_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.purpose}"

    def end_of_it(self, rows: int, sha256: str = "", at: datetime | None = None) -> AuditTaking:
        """It ended after so many lines; with a digest it is whole."""
        same = {name: getattr(self, name) for name in ("by", "purpose", "first", "last", "format")}
        return AuditTaking.objects.create(ends=self, rows=rows, sha256=sha256, at=at or timezone.now(), **same)

    @property
    def ended(self) -> AuditTaking | None:
        return getattr(self, "end", None)
