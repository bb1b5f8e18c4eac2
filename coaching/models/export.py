"""The record of one HR export: who took what, when, what for, and whose entries were in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, Role

if TYPE_CHECKING:
    from .reader import Reader

SILENT = timedelta(minutes=2)  # it says every second how far it is, unless the line is as slow as that


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, reader: Reader) -> ExportQuerySet:
        """HR: all. An advisor: those with entries of theirs in them. Nobody else."""
        if isinstance(reader, Advisor):
            return self.filter(advisors=reader)
        return self if reader.has_role(Role.Name.HR) else self.none()

    def latest_first(self) -> ExportQuerySet:
        return self.order_by("-made_at", "-pk")

    def complete(self) -> ExportQuerySet:
        """Those whose last row was written."""
        return self.filter(finished_at__isnull=False)

    def can_be_followed(self) -> ExportQuerySet:
        """Complete, and known up to which change it goes: nothing since it is missed, and nothing comes twice."""
        return self.complete().filter(until__isnull=False)

    def under_way(self, at: datetime | None = None) -> ExportQuerySet:
        """Neither complete nor stopped, and heard of lately."""
        return self.filter(finished_at=None, stopped_at=None, heard_at__gte=(at or timezone.now()) - SILENT)


class Export(models.Model):
    """`sha256` is of the whole file, known once it is complete; `filters` and `columns` are as they were asked for.

    While it is written, `rows` says how far it is of `of`, and `heard_at` when that was said: a worker that dies says no more.
    What arrived after `as_of` is not in it: that of the first one, where an export is taken again.
    """

    class Format(models.TextChoices):
        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("Excel")
        JSONL = "jsonl", _("JSON Lines")

    class State(models.TextChoices):
        UNDER_WAY = "under-way", _("Under way")
        COMPLETE = "complete", _("Complete")
        STOPPED = "stopped", _("Stopped")
        LEFT = "left", _("Broken off")
        FAILED = "failed", _("Broken off")
        SILENT = "silent", _("No sign of life")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    made_at = models.DateTimeField(default=timezone.now)
    as_of = models.DateTimeField(default=timezone.now)
    # Up to which change of sessions it goes (`Change`), and after which one's it begins: what came or changed since that one.
    until = models.BigIntegerField(null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    # Whose filters they were, where it holds just those sessions: what "since last time" of that saved filter goes on from.
    saved = models.ForeignKey("coaching.SavedFilter", models.SET_NULL, null=True, blank=True, related_name="exports")
    finished_at = models.DateTimeField(null=True, blank=True)
    # It ended before its last row. Neither this nor that: under way, or its worker died.
    stopped_at = models.DateTimeField(null=True, blank=True)
    # Why it did: whoever took it stopped it, the reader went away, something failed here. Empty for those before this was kept.
    because = models.CharField(
        max_length=7, blank=True, default="", choices=[(s.value, s.label) for s in (State.STOPPED, State.LEFT, State.FAILED)]
    )
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(default=timezone.now)
    format = models.CharField(_("as"), max_length=5, choices=Format, default=Format.CSV)
    purpose = models.CharField(_("what for?"), max_length=140)
    filters = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    notes = models.BooleanField(_("with notes"), default=False)
    rows = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    advisors = models.ManyToManyField(Advisor, related_name="exports", blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="export_has_purpose"),
            models.CheckConstraint(
                condition=models.Q(finished_at=None, sha256="")
                | models.Q(finished_at__isnull=False, rows__isnull=False, sha256__length=64),
                name="export_complete_with_digest",
            ),
            models.CheckConstraint(condition=models.Q(finished_at=None) | models.Q(stopped_at=None), name="export_complete_or_stopped"),
        ]
        indexes = [models.Index(fields=["-made_at"], name="export_latest")]  # past exports

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} · {self.purpose}"

    def state(self, at: datetime | None = None) -> Export.State:
        if self.finished_at:
            return self.State.COMPLETE
        if self.stopped_at:
            return self.State(self.because or self.State.LEFT)
        return self.State.SILENT if (at or timezone.now()) - self.heard_at > SILENT else self.State.UNDER_WAY

    @property
    def asks_since(self) -> str:
        """What goes behind the question mark of the page for the same, but only what is new or changed since this one."""
        asked = {**self.filters, "since": self.pk, "format": self.format, "purpose": self.purpose, "column": self.columns}
        return urlencode(asked, doseq=True) if self.finished_at and self.until is not None else ""

    def go_on(self, rows: int, of: int, advisors: Iterable[int], at: datetime | None = None) -> bool:
        """So far, and go on? No, where it was asked to stop. Those whose entries go out are told even if nothing is heard after this."""
        self.rows, self.of, self.heard_at = rows, of, at or timezone.now()
        self._tell(advisors)
        here = Export.objects.filter(pk=self.pk, stop_asked_at=None)
        return here.update(rows=self.rows, of=self.of, heard_at=self.heard_at) == 1

    def ask_to_stop(self, at: datetime | None = None) -> bool:
        """Whoever writes it finds this before the next rows. False, and nothing changed, where it has ended or was asked before."""
        still = Export.objects.filter(pk=self.pk, finished_at=None, stopped_at=None, stop_asked_at=None)
        return still.update(stop_asked_at=at or timezone.now()) == 1

    def finish(self, rows: int, advisors: Iterable[int], sha256: str, at: datetime | None = None) -> None:
        """The last row was written."""
        self.finished_at, self.sha256 = at or timezone.now(), sha256
        self._end(rows, advisors)

    def stop(self, rows: int, advisors: Iterable[int], because: State = State.LEFT, at: datetime | None = None) -> None:
        """It ended before its last row. Those whose entries had gone out by then are told all the same."""
        self.stopped_at, self.because = at or timezone.now(), because
        self._end(rows, advisors)

    @transaction.atomic
    def _end(self, rows: int, advisors: Iterable[int]) -> None:
        self.rows = rows
        self.save(update_fields=["finished_at", "stopped_at", "because", "sha256", "rows"])
        self._tell(advisors)

    def _tell(self, advisors: Iterable[int]) -> None:
        through = Export.advisors.through
        through.objects.bulk_create([through(export_id=self.pk, advisor_id=pk) for pk in sorted(advisors)], 900, ignore_conflicts=True)
