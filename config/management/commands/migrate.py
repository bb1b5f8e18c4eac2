"""`manage.py migrate`, one at a time: two servers that start together do not make the same table twice; the second finds it done."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

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


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with alone(options.get("database") or DEFAULT_DB_ALIAS):
            super().handle(*args, **options)
