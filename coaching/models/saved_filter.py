"""Filters that an HR person keeps under a name: what to ask for again, never a right to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User

from .export import Export, ExportQuerySet

MOST = 50  # that one person keeps
HOW = ("column", "format", "purpose")  # how it is taken out, not which sessions


def _loads(pk: Any) -> ExportQuerySet:
    """The last one first, by what it holds."""
    return Export.objects.filter(saved=pk).can_be_followed().order_by("-until", "-made_at")


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def visible_to(self, user: User) -> SavedFilterQuerySet:
        """Their own, for as long as they are HR; nobody else's."""
        return self.filter(owner=user) if user.has_role(Role.Name.HR) else self.none()

    def by_name(self) -> SavedFilterQuerySet:
        return self.order_by(Lower("name"), "pk")

    def for_list(self) -> SavedFilterQuerySet:
        """With the id and the moment of the export that "since last time" goes on from; None where there is none yet."""
        last = _loads(models.OuterRef("pk"))
        return self.annotate(last=models.Subquery(last.values("pk")[:1]), last_at=models.Subquery(last.values("made_at")[:1]))


class SavedFilter(models.Model):
    """`asks` is what stood in the form: the filters but "since", which is of one day, and the columns, the format and what it is for."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    asks: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_filter_has_name"),
            models.UniqueConstraint("owner", Lower("name"), name="saved_filter_named_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> str:
        """What goes behind the question mark of the page."""
        return urlencode({**self.asks, "saved": self.pk}, doseq=True)

    def narrows_as(self, filters: dict[str, Any]) -> bool:
        """Whether these filters hold the same sessions: then an export of them is one to go on from."""
        ours = {name: value for name, value in self.asks.items() if name not in HOW}
        theirs = {name: value for name, value in filters.items() if name != "since"}
        return {"by": "held", **ours} == {"by": "held", **theirs}

    def last_load(self) -> Export | None:
        """What "since last time" goes on from."""
        return _loads(self.pk).first()

    def rename(self, name: str) -> None:
        self.name = name
        self.save(update_fields=["name"])
