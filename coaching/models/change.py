"""In which order sessions came and were changed: what "since last time" goes by (docs/decisions/0019)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.db import connections, models, router, transaction
from django.db.models import Max

LOCK = 0x466C6F6F72  # of PostgreSQL, ours alone: writers hold it together, whoever asks how far it goes holds it alone
PATIENCE = "5s"
Row = TypeVar("Row", bound="Marked")


class Change(models.Model):
    """One time that a session's row of the export came or changed. Rows are only ever added; their numbers are the order."""

    session = models.ForeignKey("coaching.Session", models.CASCADE, related_name="changes", db_index=False)
    made = models.BooleanField(default=False)  # the session came, as against changed

    class Meta:
        indexes = [models.Index(fields=["session", "id"], name="change_of_session")]  # since last time, where much has changed

    def __str__(self) -> str:
        return f"{self.pk} · {self.session_id}"

    @classmethod
    def between(cls, after: int, up_to: int | None = None) -> models.QuerySet[Change]:
        """Those numbered after one and up to another; None: to the latest."""
        later = cls.objects.filter(pk__gt=after)
        return later if up_to is None else later.filter(pk__lte=up_to)

    @classmethod
    def mark(cls, sessions: Iterable[Any], made: bool = False) -> None:
        """These sessions came or changed, in the transaction that is open: whoever reads sees both or neither."""
        using = router.db_for_write(cls)
        if connections[using].vendor == "postgresql":
            _ask(using, "SELECT pg_advisory_xact_lock_shared(%s)", LOCK)
        Change.objects.using(using).bulk_create([Change(session_id=pk, made=made) for pk in sessions], batch_size=400)

    @classmethod
    def up_to(cls) -> int:
        """A number up to which all are there to be read, and none will come. Waits for whoever has one and has not committed.

        SQLite has one writer at a time, so numbers become visible in their order there, and nobody needs to be waited for.
        """
        using = router.db_for_write(cls)
        if connections[using].vendor != "postgresql":
            return cls.last(using)
        with transaction.atomic(using=using):
            _ask(using, "SELECT set_config('lock_timeout', %s, true)", PATIENCE)
            _ask(using, "SELECT pg_advisory_xact_lock(%s)", LOCK)
            return cls.last(using)

    @classmethod
    def last(cls, using: str) -> int:
        """The highest number to be seen there; others may yet come below it, unless that is the database itself and nobody writes."""
        return cls.objects.using(using).aggregate(last=Max("pk"))["last"] or 0


def _ask(using: str, sql: str, value: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, [value])


class MarkedQuerySet(models.QuerySet[Row]):
    """Past `save`, too, what changes is marked."""

    def update(self, **changes: Any) -> int:
        with transaction.atomic(using=self.db, savepoint=False):
            if not self.model.UNSHOWN.issuperset(changes):
                Change.mark(set(self.values_list(self.model.MARKS, flat=True)))
            return super().update(**changes)

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        with transaction.atomic(using=self.db, savepoint=False):
            made = super().bulk_create(objs, *args, **options)
            Change.mark([getattr(row, self.model.MARKS) for row in made], made=self.model.MARKS == "pk")
            return made


class Marked(models.Model):
    """A model that the export shows: whenever it is saved, its session is marked, unless only `UNSHOWN` fields were."""

    MARKS: ClassVar[str] = "pk"  # where it has its session's
    UNSHOWN: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, marked: bool = False, **options: Any) -> None:
        """`marked`: its session is, in this very transaction."""
        made, fields = self._state.adding and self.MARKS == "pk", options.get("update_fields")
        with transaction.atomic(using=options.get("using"), savepoint=False):
            super().save(*args, **options)
            if not marked and (fields is None or not self.UNSHOWN.issuperset(fields)):
                Change.mark([getattr(self, self.MARKS)], made)
