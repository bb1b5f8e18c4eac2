"""`manage.py migrate`, one at a time and each migration in one piece.

Two servers that start together do not make the same table twice; the second finds it done. Killed at any moment, a migration is
there with the line that says so, or not at all (decision 0032).
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.transaction import atomic

LOCK = 0x4D696772  # of PostgreSQL, ours alone; see coaching/models/change.py for the other one


@contextmanager
def alone(alias: str) -> Iterator[None]:
    """Waits for whoever migrates this database now. A process that is killed gives it back."""
    line = connections[alias]
    if line.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):  # behind PgBouncer the next statement may meet another process of the server
        yield
    elif line.vendor == "postgresql":
        with line.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with line.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    elif "memory" not in str(line.settings_dict["NAME"]):  # as that of tests is
        with Path(f"{line.settings_dict['NAME']}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    else:
        yield


@contextmanager
def in_one_piece(line: BaseDatabaseWrapper, migration: Migration) -> Iterator[None]:
    """One transaction round the migration and its line in the list; one that asks for none (`atomic = False`) stays as it is."""
    if not migration.atomic:
        yield
        return
    # SQLite remakes tables with foreign keys off, and takes that switch outside transactions only. What the keys say is looked at
    # by Django's schema editor before its own block ends, so before this one does.
    off = line.disable_constraint_checking()
    try:
        with atomic(line.alias):
            yield
    finally:
        if off:
            line.enable_constraint_checking()


class InOnePiece(MigrationExecutor):
    """Django notes a migration only after its transaction where indexes or keys come last: killed in between, no run gets past it."""

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **options: Any) -> ProjectState:
        with in_one_piece(self.connection, migration):
            return super().apply_migration(state, migration, *args, **options)

    def unapply_migration(self, state: ProjectState, migration: Migration, *args: Any, **options: Any) -> ProjectState:
        with in_one_piece(self.connection, migration):
            return super().unapply_migration(state, migration, *args, **options)


migrate.MigrationExecutor = InOnePiece  # type: ignore[attr-defined] # the command has no other place to name its executor


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with alone(options.get("database") or DEFAULT_DB_ALIAS):
            super().handle(*args, **options)
