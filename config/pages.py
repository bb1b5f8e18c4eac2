"""Long lists in pages. No count of all rows is taken: one query a page, and nothing that slows as the list grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

LAST = 10_000  # beyond any list of ours, within any database's numbers
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`path` is the list's own address, `asks` the name behind the question mark that carries the page's number."""

    rows: list[Row]
    number: int
    more: bool
    asks: str
    path: str

    @property
    def next(self) -> int:
        return self.number + 1

    @property
    def previous(self) -> int:
        return self.number - 1


def page(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int, asks: str = "page", path: str = "") -> Page[Any]:
    """The page that the address asks for; the first where it asks for nothing or for nonsense.

    `path` is for a list that is shown at another address than its own, as with a refused form beside it.
    """
    asked = request.GET.get(asks, "")
    number = min(int(asked), LAST) if asked.isdecimal() and asked.isascii() and len(asked) < 9 else 1
    number = max(number, 1)
    found = list(rows[(number - 1) * size : number * size + 1])
    return Page(found[:size], number, len(found) > size, asks, path or request.path)
