"""Rows that stand in an order which designers choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from .change import Change

ABOVE = 10_000  # higher than any number: where rows wait while their places are taken


class InOrder(models.Model):
    number = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        abstract = True

    @classmethod
    def free_number(cls) -> int:
        """After all others: where a new row stands."""
        return (cls._base_manager.aggregate(last=models.Max("number"))["last"] or 0) + 1

    @classmethod
    @transaction.atomic
    def arrange(cls, order: Sequence[int], by: Any) -> bool:
        """Put the rows into this order, given as their ids. The same order again changes nothing; one that leaves a row out, or
        has one too many, is of another list: False."""
        rows = {row.pk: row for row in cls._base_manager.select_for_update().order_by("number")}
        if sorted(order) != sorted(rows):
            return False
        numbers = sorted(row.number for row in rows.values())
        moved = [(rows[pk], number) for pk, number in zip(order, numbers, strict=True) if rows[pk].number != number]
        cls._base_manager.filter(pk__in=[row.pk for row, _number in moved]).update(number=models.F("number") + ABOVE)
        for row, number in moved:
            cls._base_manager.filter(pk=row.pk).update(number=number)
            Change.note(row, {"number": row.number}, {"number": number}, by)
        return True
