"""R16: kill -9 in the middle of `migrate`, again and again: each migration is there with its line in the list or not at all, and the
next run goes on from there. On SQLite with the rows of an earlier release, and on PostgreSQL."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from config.backup import manifest, restoring
from tests.e2e.faults.dying import NOTED, SCHEMA
from tests.e2e.faults.postgres import OnPostgres, PostgresServer, anew
from tests.e2e.faults.sender import manage
from tests.e2e.server import ROOT, Prepared, Server
from tests.releases.test_upgrade import HERE, RELEASES, values

pytestmark = pytest.mark.timeout(500)
# When, at which one, of which statement. "BEFORE NOTED" is the moment between the tables and the line that says they are there.
EVERYWHERE = [
    ("BEFORE", 1, NOTED),
    ("AFTER", 1, NOTED),
    ("AFTER", 1, "CREATE TABLE"),
    ("BEFORE", 1, "CREATE INDEX"),
    ("AFTER", 2, "CREATE INDEX"),
    ("BEFORE", 2, NOTED),
    ("AFTER", 1, "CREATE TRIGGER"),
    ("BEFORE", 1, "ALTER TABLE"),
    ("AFTER", 2, "ALTER TABLE"),
    ("AFTER", 3, NOTED),
    ("BEFORE", 2, NOTED),
]
REMADE = [("BEFORE", 1, "DROP TABLE"), ("BEFORE", 1, "RENAME TO")]  # as SQLite changes a table: the old one gone, the new not named yet
NEVER = ("AFTER", 1, "no such words")


def dying(floor: Server, when: str, times: int, words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.e2e.faults.dying", when, str(times), words]
    settings = floor.prepared.environment(floor.database)
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=200, check=False)


class Sqlite:
    def __init__(self, prepared: Prepared, file: Path) -> None:
        self.floor = Server(prepared, file, file.with_suffix(".log"))

    def asked(self, sql: str) -> list[list[str]]:
        with manifest.opened(self.floor.database) as rows:
            return [list(row) for row in rows.execute(sql)]

    def schema(self) -> list[list[str]]:
        return self.asked(SCHEMA["sqlite"])


class Postgres:
    def __init__(self, prepared: Prepared, url: str, folder: Path) -> None:
        self.url = url
        self.floor = Server(OnPostgres(prepared, url), folder / "none", folder / "log")

    def asked(self, sql: str) -> list[list[str]]:
        with psycopg.connect(self.url) as line:
            return [list(row) for row in line.execute(sql).fetchall()]

    def schema(self) -> list[list[str]]:
        return self.asked(SCHEMA["postgresql"])


def noted(one: Sqlite | Postgres) -> str:
    return str(one.asked("SELECT count(*) FROM django_migrations")[0][0])


def never_between(untouched: Sqlite | Postgres, killed: Sqlite | Postgres, deaths: list[tuple[str, int, str]]) -> None:
    """One runs through, the other dies each of these deaths on the way: after each it stands as the first stood at that migration."""
    begun, before = noted(untouched), untouched.schema()
    ran = dying(untouched.floor, *NEVER)
    assert ran.returncode == 0, ran.stderr[-3000:]
    stood = {begun: before, **json.loads(ran.stdout.splitlines()[-1])}
    assert len(stood) > 9
    reached = set()
    for death in deaths:
        said = dying(killed.floor, *death)
        assert said.returncode == -signal.SIGKILL, f"it lived: {death}\n{said.stderr[-3000:]}"
        assert killed.schema() == stood[noted(killed)], death
        reached.add(noted(killed))
    assert len(reached) > 3, "they died at the same migration"
    manage(killed.floor, "migrate")
    assert noted(killed) == noted(untouched)
    assert killed.schema() == untouched.schema()


def test_killed_on_sqlite_with_rows_in_it(prepared: Prepared, tmp_path: Path):
    """R16: and not a row is other than after one run."""
    files = [tmp_path / "untouched.sqlite3", tmp_path / "killed.sqlite3"]
    with restoring.unpacked(HERE / f"{RELEASES[0]}.zip", tmp_path) as (_said, copy):
        for file in files:
            shutil.copy(copy, file)
    never_between(*(Sqlite(prepared, file) for file in files), deaths=EVERYWHERE + REMADE)
    whole, mended = (values(file) for file in files)
    assert manifest.broken(files[1]) == ""
    assert {**mended, "django_migrations": None} == {**whole, "django_migrations": None}  # that has the time of each


def test_killed_on_postgres(prepared: Prepared, database: PostgresServer, tmp_path: Path):
    """R16 R32"""
    both = [Postgres(prepared, anew(database, name), tmp_path) for name in ("untouched", "killed")]
    for one in both:
        manage(one.floor, "migrate", "contenttypes")
    never_between(*both, deaths=EVERYWHERE)
