"""Content that may go out of use, and come back. Nothing is deleted: whatever used it keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .change import Change
from .loaded import Loaded


class Retirable(Loaded):
    """`held` says what keeps a row in use: with something in it there is no retiring."""

    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        abstract = True

    @property
    def held(self) -> str:
        return ""

    @transaction.atomic
    def retire(self, by: Any, at: datetime | None = None) -> None:
        """Out of use. Retiring twice changes nothing."""
        if self.retired_at is None:
            if held := self.held:
                raise ValidationError(held)
            self._turn(at or timezone.now(), by)

    @transaction.atomic
    def bring_back(self, by: Any) -> None:
        """In use again. What is in use stays as it is."""
        if self.retired_at is not None:
            self._turn(None, by)

    def _turn(self, at: datetime | None, by: Any) -> None:
        was = {"retired": _("yes") if self.retired_at else ""}
        self.retired_at, self.retired_by = at, by if at else None
        self.save(update_fields=["retired_at", "retired_by"])
        Change.note(self, was, {"retired": _("yes") if at else ""}, by)


def held_by_cards(row: Any) -> str:
    """What to say where cards in play stand in that place."""
    cards = row.cards.filter(retired_at=None).count()
    return _("%(n)s cards in play belong to it. Move or retire them first.") % {"n": cards} if cards else ""
