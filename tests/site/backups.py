"""A small database with what a backup looks at: rows, a key from one to another, migrations. No Django in it."""

from __future__ import annotations

import config  # noqa: F401 - the newer SQLite, as the server has it

import sqlite3  # isort: skip
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from config.backup import making, manifest

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
MADE = """
PRAGMA journal_mode=WAL;
CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT);
INSERT INTO django_migrations (app, name) VALUES ('coaching', '0001_initial'), ('floorwalk-restored', 'abc');
CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE note (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES team (id), words TEXT);
INSERT INTO team (name) VALUES ('Red'), ('Blue');
"""


def small(path: Path, notes: int = 50) -> Path:
    with closing(sqlite3.connect(path)) as rows:
        rows.executescript(MADE)
        rows.executemany("INSERT INTO note (team_id, words) VALUES (1, ?)", [(f"{n} {'words ' * 40}",) for n in range(notes)])
        rows.commit()
    return path


def notes(path: Path) -> int:
    with manifest.opened(path) as rows:
        return int(rows.execute("SELECT count(*) FROM note").fetchone()[0])


def damaged(path: Path) -> Path:
    """Bytes in the middle of it are others, as a bad disk leaves them."""
    with manifest.opened(path) as rows:
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 2000] = b"\xa5" * 2000
    path.write_bytes(whole)
    return path


def backed_up(home: Path) -> Path:
    making.make(small(home / "used.sqlite3"), home / "backup.zip", "0.1.0", AT)
    return home / "backup.zip"
