"""Two migrations that start together, on a database of SQLite; on PostgreSQL in test_postgres.py."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.backup import manifest
from tests.e2e.faults.sender import manage
from tests.e2e.server import Prepared, Server

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def nothing(prepared: Prepared, tmp_path: Path) -> Server:
    """Not started: there is no database yet."""
    return Server(prepared, tmp_path / "used.sqlite3", tmp_path / "log")


def schema(database: Path) -> set[tuple[str, str]]:
    with manifest.opened(database) as rows:
        return set(rows.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'cache'"))


def test_two_at_once_wait_for_each_other(nothing: Server, prepared: Prepared):
    """R17: one migrates, the other finds it done."""
    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda _: manage(nothing, "migrate"), range(2)))
    assert sorted("No migrations to apply" in one for one in said) == [False, True]
    assert schema(nothing.database) == schema(prepared.database)
