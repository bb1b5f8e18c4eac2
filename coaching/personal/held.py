"""Everything that is held of one advisor: every row of every table that points at theirs, however far away.

Found by walking the models, not by a list: a table that somebody adds tomorrow is in it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from accounts.models import Advisor, Leadership
from coaching.models import Export
from coaching.personal.refused import refusals_about

# Digests of a one-time link or of bytes received: no words, and nothing anybody could read; and what was taken out of it.
KEYS = {"sha256", "token_sha256", "taken_out"}

SAYS = ("advisor", "card")


@dataclass(frozen=True)
class Table:
    """The rows of one kind, each a dict of what it says; `name` is the model's."""

    name: str
    rows: list[dict[str, Any]]


def held(advisor: Advisor) -> list[Table]:
    """By table, their own row first, oldest first; what points at them, then what only speaks of them."""
    found = [_table(rows) for rows in pointing_at(advisor).values()]
    exports = Export.objects.visible_to(advisor).order_by("made_at")
    only = ("id", "made_by", "made_at", "finished_at", "format", "purpose", "columns", "notes", "sha256")
    found += [_table(exports, only), _table(refusals_about(advisor)), _table(leaders_of(advisor))]
    return [table for table in found if table.rows]


def pointing_at(advisor: Advisor) -> dict[type[Model], QuerySet[Any]]:
    """Their own row, and those of every model that points at one of these, in the order in which they are found."""
    where: dict[type[Model], Q] = {Advisor: Q(pk=advisor.pk)}
    queue: list[type[Model]] = [Advisor]
    for model in queue:
        mine = model._base_manager.filter(where[model]).values("pk")
        for other, key in pointers(model):
            where[other] = where.get(other, Q()) | Q(**{f"{key}__in": mine})
            if other not in queue:
                queue.append(other)
    return {model: model._base_manager.filter(q).order_by("pk") for model, q in where.items()}


def pointers(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every other model with a key that points at this one, and that key's name; tables between two models among them."""
    for relation in model._meta.get_fields(include_hidden=True):
        other: Any = relation.related_model
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one) and other is not model:
            yield other, relation.field.name  # type: ignore[union-attr]


def leaders_of(advisor: Advisor) -> QuerySet[Leadership]:
    """Who led a team of theirs while they were in it."""
    then = Q()
    for was in advisor.memberships.all():
        over = Q(ends_at=None) | Q(ends_at__gt=was.starts_at)
        then |= Q(team=was.team_id) & over & (Q(starts_at__lt=was.ends_at) if was.ends_at else Q())
    return Leadership.objects.filter(then).order_by("starts_at") if then else Leadership.objects.none()


def _table(rows: QuerySet[Any], only: tuple[str, ...] = ()) -> Table:
    fields = [field for field in rows.model._meta.concrete_fields if field.name not in KEYS and (not only or field.name in only)]
    names = [field.name for field in fields if isinstance(field, ForeignKey)]
    # What a row is called may be by whom and which card it is about.
    further = [
        f"{field.name}__{name}" for field in fields if isinstance(field, ForeignKey) for name in SAYS if _has(field.related_model, name)
    ]
    found = rows.select_related(*names, *further) if names else rows
    return Table(rows.model._meta.object_name or "", [dict(_said(row, fields)) for row in found])


def _has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _said(row: Model, fields: list[Any]) -> Iterator[tuple[str, Any]]:
    """Field by field; who or what a key stands for beside it."""
    for field in fields:
        value = getattr(row, field.attname)
        if isinstance(value, bytes | memoryview):
            value = bytes(value).decode("utf-8", "replace")
        yield field.attname, value.isoformat() if isinstance(value, datetime) else value
        if isinstance(field, ForeignKey) and value is not None and field.related_model is not Advisor:
            yield f"{field.name}_is", str(getattr(row, field.name))
