"""Which database: SQLite unless DATABASE_URL says PostgreSQL, and a copy that is read from where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import Environment

REPLICA = "replica"
# IMMEDIATE: a transaction that reads, then writes, otherwise meets "database is locked" however long it waits.
# FULL: a power cut keeps every commit a phone was told about.
SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; "
    "PRAGMA secure_delete=ON;",  # what is erased leaves no bytes behind
}


def databases(env: Environment, file: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES, as the environment says."""
    found = {"default": connected(env, env.str("DATABASE_URL", default="") or f"sqlite:///{file}")}
    if copy := env.str("DATABASE_REPLICA_URL", default=""):
        found[REPLICA] = {**connected(env, copy), "TEST": {"MIRROR": "default"}}
    return found


def connected(env: Environment, url: str) -> dict[str, Any]:
    """One of them, with what Floorwalk needs of it."""
    # ATOMIC_REQUESTS with IMMEDIATE would make every page a writer.
    database: dict[str, Any] = {**env.db_url_config(url), "CONN_MAX_AGE": 0, "ATOMIC_REQUESTS": False}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return {**database, "OPTIONS": SQLITE}
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("Floorwalk runs on SQLite and on PostgreSQL.")
    options = database.get("OPTIONS", {})
    if env.bool("DATABASE_BOUNCER", default=False):
        # PgBouncer in transaction mode: the next statement may meet another server process, which knows no prepared statement and
        # no cursor of this one. It keeps the connections, so the worker keeps none.
        return {**database, "DISABLE_SERVER_SIDE_CURSORS": True, "OPTIONS": {**options, "prepare_threshold": None}}
    return {**database, "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8)}}}
