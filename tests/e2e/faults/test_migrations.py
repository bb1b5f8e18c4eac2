"""Migrations that are killed, and two that start together: on a database of SQLite; on PostgreSQL in test_postgres.py."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.backup import manifest
from tests.e2e.faults.sender import manage
from tests.e2e.server import ROOT, Prepared, Server

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def nothing(prepared: Prepared, tmp_path: Path) -> Server:
    """Not started: there is no database yet."""
    return Server(prepared, tmp_path / "used.sqlite3", tmp_path / "log")


def schema(database: Path) -> set[tuple[str, str]]:
    with manifest.opened(database) as rows:
        return set(rows.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'cache'"))


def applied(database: Path) -> list[str]:
    if not database.exists():
        return []
    with manifest.opened(database) as rows:
        there = rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone()
        return manifest.migrations(rows) if there else []


def test_killed_at_nine_moments_it_is_never_between_and_ends_as_if_it_had_not_been(nothing: Server, prepared: Prepared):
    """R16: whole migrations are there, in their order; the next run goes on behind them."""
    environment, steps = prepared.environment(nothing.database), []
    for moment in range(9):
        process = subprocess.Popen([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment)
        before, until = len(applied(nothing.database)), time.monotonic() + 60
        while process.poll() is None and len(applied(nothing.database)) < before + 2 and time.monotonic() < until:
            time.sleep(0.01 * (moment + 1))
        process.kill()
        process.wait()
        assert manifest.broken(nothing.database) == ""
        steps.append(len(applied(nothing.database)))
    assert steps == sorted(steps)
    assert len(set(steps)) > 3, "it was killed at the same place each time"
    manage(nothing, "migrate", "-v0")
    assert schema(nothing.database) == schema(prepared.database)
    assert applied(nothing.database) == applied(prepared.database)


def test_two_at_once_wait_for_each_other(nothing: Server, prepared: Prepared):
    """R17: one migrates, the other finds it done."""
    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda _: manage(nothing, "migrate"), range(2)))
    assert sorted("No migrations to apply" in one for one in said) == [False, True]
    assert schema(nothing.database) == schema(prepared.database)
