"""Content that comes with the programme and that a designer may make their own."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from .change import Change, ChangeQuerySet

# What a row says about itself and not to anybody: no part of its history.
APART = {"id", "loaded", "changed_at", "changed_by", "current", "retired_at", "retired_by", "published_by", "received_at", "received_by"}


class Loaded(models.Model):
    """`loaded` is a digest of what the fixtures last wrote here.

    Loading again overwrites a row only while its content still has that digest: what a designer changed stays.
    Every change is noted: who saves a row says so in `by` first; the programme's own loading is nobody's.
    """

    loaded = models.CharField(max_length=64, blank=True, default="", editable=False)

    by: Any = None

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        there = type(self)._base_manager.filter(pk=self.pk).first() if self.pk and self._writes(kwargs) else None
        was = there.says() if there else {}
        super().save(*args, **kwargs)
        if (there or self.by) and self._writes(kwargs):
            Change.note(self, was, self.says(), self.by)

    def _writes(self, kwargs: dict[str, Any]) -> bool:
        """Whether this saves anything that is said."""
        only = kwargs.get("update_fields")
        return only is None or not APART.issuperset(only)

    def says(self) -> dict[str, Any]:
        """What the row says, as its history keeps it: a place by its slug."""
        return {
            field.name: str(getattr(self, field.name) or "") if field.is_relation else getattr(self, field.name)
            for field in self._meta.concrete_fields
            if field.name not in APART
        }

    @property
    def seen(self) -> str:
        """What a form carries, to say on which words it was written: another digest for any other words."""
        return hashlib.sha256(json.dumps(self.says(), sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()[:16]

    @property
    def history(self) -> ChangeQuerySet:
        """Who changed it and when, the newest first."""
        return Change.objects.of(self)
