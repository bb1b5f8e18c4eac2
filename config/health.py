"""Health: alive (`/healthz`) and ready for people (`/readyz`). For machines, without signing in."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

# What a save writes at once, its indexes and its marks, and more: a disk that has room for one line only is a full one.
ROOM = 64 * 1024
DAMAGED = ("malformed", "not a database", "invalid page", "could not read block")  # as SQLite and PostgreSQL say it


def _no_store(body: dict[str, object], status: int) -> JsonResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Nothing else is asked, so that a slow database does not get it killed."""
    return _no_store({"ok": True}, 200)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database takes a write as large as a save (a full disk still reads) and has every migration. 503 says what is missing."""
    probe = f"readyz-{uuid.uuid4()}"
    try:
        cache.set(probe, "x" * ROOM, 60)
        if not cache.get(probe):  # Django's database cache says nothing of a write that failed
            raise DatabaseError
        cache.delete(probe)
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        damaged = any(word in str(error) for word in DAMAGED)
        return _no_store({"ok": False, "database": "damaged: see docs/backup.md" if damaged else "cannot write"}, 503)
    return _no_store({"ok": not pending, "migrations": len(pending)}, 503 if pending else 200)
