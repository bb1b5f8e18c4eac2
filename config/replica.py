"""Heavy reads go to a copy of the database, where DATABASE_REPLICA_URL names one; everything else to the database itself.

A copy is a little behind. So nobody is sent there who may have written: only pages of totals, and exports that first make sure
that the copy has come as far as they promise.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from config.databases import REPLICA

log = logging.getLogger(__name__)
_heavy: ContextVar[str | None] = ContextVar("where_heavy_reads_go", default=None)


def where() -> str:
    """The alias of the copy; of the database itself where there is none, or none that answers."""
    if REPLICA not in settings.DATABASES:
        return DEFAULT_DB_ALIAS
    try:
        connections[REPLICA].ensure_connection()
    except DatabaseError as away:
        log.warning("The copy of the database does not answer", exc_info=away)
        return DEFAULT_DB_ALIAS
    return REPLICA


def reads_heavily(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of totals: what it shows was counted minutes ago anyway. Goes below what asks who may see it, as that must not be old."""

    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = _heavy.set(where())
        try:
            return view(request, *args, **kwargs)
        finally:
            _heavy.reset(before)

    return seen


class HeavyReads:
    """The router: one schema, the same rows, two places to read them."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return _heavy.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None
