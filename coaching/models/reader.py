"""Whose record a row belongs to, and so who may see it."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models

from accounts.models import Advisor, Role, User

from .change import Marked, MarkedQuerySet

Reader = User | Advisor
Row = TypeVar("Row", bound=Marked)


class RecordQuerySet(MarkedQuerySet[Row]):
    """Rows with an `advisor` and the `team` they were in then, each by its own columns, so that an index on them serves."""

    def visible_to(self, reader: Reader, at: datetime | None = None) -> Self:
        """HR: all, but for notes (`note_for`). A leader: those of advisors they lead now (`with_their_team`). An advisor: their own."""
        if isinstance(reader, Advisor):
            return self.filter(advisor=reader)
        if not reader.is_active:
            return self.none()
        if reader.has_role(Role.Name.HR):
            return self
        return self.filter(advisor__in=Advisor.objects.led_by(reader, at)).with_their_team()

    def with_their_team(self) -> Self:
        """Of the team the advisor is in now; earlier ones stay behind when they move, unless they take them along."""
        return self.filter(models.Q(team=models.F("advisor__team")) | models.Q(advisor__record_follows=True))

    def with_advisor(self, advisor: Advisor) -> Self:
        return self.filter(advisor=advisor)
