"""Who changed which words of the programme, and when: what they said before, and after. Never changed, never deleted."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChangeQuerySet(models.QuerySet["Change"]):
    def of(self, row: models.Model) -> ChangeQuerySet:
        """Those of one row, the newest first."""
        return self.filter(model=row._meta.label_lower, row=row.pk).select_related("by")


class Change(models.Model):
    """`fields` is field by field what it said and says. Nobody (`by`) is the programme itself, loading its content.

    Not django-simple-history: it keeps a table and a whole copy of the row for each model, by signals; asked for is what was
    changed, which is one table, and a line of it says.
    """

    model = models.CharField(max_length=40)
    row = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    fields = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change")
        indexes = [models.Index(fields=["model", "row", "-at"], name="change_history_of_row")]  # the history page

    def __str__(self) -> str:
        return self.name

    @property
    def of_model(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @classmethod
    def note(cls, row: models.Model, was: dict[str, Any], now: dict[str, Any], by: Any) -> Change | None:
        """One line for what differs; None, and no line, where nothing does."""
        fields = {name: [was.get(name), value] for name, value in now.items() if was.get(name) != value}
        if not fields:
            return None
        return cls.objects.create(model=row._meta.label_lower, row=row.pk, name=str(row)[:200], fields=fields, by=by)
