"""The prepared server on a real PostgreSQL, for faults of a server and of what stands around it."""

from __future__ import annotations

from typing import Any

import psycopg

from tests.e2e.faults.postgres import TOOLS, OnPostgres, PostgresServer, anew, pg_ctl
from tests.e2e.faults.sender import Crowd
from tests.e2e.server import Server

__all__ = ["TOOLS", "Floor", "OnPostgres", "Phones", "PostgresServer", "anew", "pg_ctl"]


class Floor(Server):
    """Gunicorn on PostgreSQL; `rows` asks there."""

    prepared: OnPostgres

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.prepared.url, autocommit=True) as line:
            return line.execute(sql.replace("?", "%s"), values).fetchall()


class Phones(Crowd):
    def sound(self) -> None:
        """Nothing was let pass for speed: what was told is on the disk."""
        assert [self.floor.one(f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == ["on"] * 3
