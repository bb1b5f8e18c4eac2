"""Rows into a database, as quickly as it takes them: many at once on SQLite, COPY on PostgreSQL. And what they weigh there."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import datetime
from typing import Any, cast

from django.db import connection, transaction

from bench.data.chats import FIELDS, Row, Rows

AT_ONCE = 50_000


class Writer:
    """`digest` tells two runs apart: of every value, in its order."""

    def __init__(self) -> None:
        self.waiting: Rows = {model: [] for model in FIELDS}
        self.counts: dict[str, int] = {model.__name__: 0 for model in FIELDS}
        self.digest = hashlib.sha256()

    def put(self, rows: Rows) -> None:
        for model, some in rows.items():
            self.waiting[model] += some
        if sum(map(len, self.waiting.values())) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        with transaction.atomic():
            for model, rows in self.waiting.items():
                self.counts[model.__name__] += len(rows)
                self.digest.update(repr(rows).encode())
                _written(model, rows)
        self.waiting = {model: [] for model in FIELDS}


def _written(model: Any, rows: list[Row]) -> None:
    table, names = model._meta.db_table, ", ".join(FIELDS[model])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cast(Any, cursor).copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["?"] * len(FIELDS[model]))
    # Past Django's own cursor, which would look at each statement anew.
    connection.ensure_connection()
    values = ([_plain(value) for value in row] for row in rows)
    cast(Any, connection.connection).executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def _plain(value: Any) -> Any:
    """As Django writes it into SQLite."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if hasattr(value, "isoformat") else value


def weights() -> dict[str, tuple[int, int]]:
    """Bytes of each large table, and of its indexes."""
    if connection.vendor == "postgresql":
        ask = "SELECT pg_table_size(%s::regclass), pg_indexes_size(%s::regclass)"
        return {model.__name__: _asked(ask, model._meta.db_table, model._meta.db_table) for model in FIELDS}  # type: ignore[attr-defined]
    return {model.__name__: _by_the_shell(model._meta.db_table) for model in FIELDS}  # type: ignore[attr-defined]


def _by_the_shell(table: str) -> tuple[int, int]:
    """Our own SQLite cannot tell; the shell of the system's can."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whose = f"FROM dbstat WHERE aggregate = TRUE AND name IN (SELECT name FROM sqlite_schema WHERE tbl_name = '{table}')"
    sql = f"SELECT sum(pgsize * (name = '{table}')), sum(pgsize * (name <> '{table}')) {whose}"
    command = ["sqlite3", "-readonly", "-separator", " ", str(connection.settings_dict["NAME"]), sql]
    table_size, indexes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(table_size), int(indexes)


def _asked(sql: str, *values: str) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        table, indexes = cursor.fetchone()
    return int(table), int(indexes)
