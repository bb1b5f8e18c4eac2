"""What a backup says of itself, beside the database in it; and whether a database file is sound."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from . import Refused

FORMAT = 1  # of the file; a later release reads every earlier one
WAIT = 20  # seconds, as everywhere (settings)
PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`migrations` are those that were applied, "app.name"; `counts` the rows of every table; `sha256` and `size` of the database."""

    format: int
    made_at: str
    build: str
    migrations: list[str]
    counts: dict[str, int]
    sha256: str
    size: int

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    def newer_than(self, known: set[str]) -> list[str]:
        """Migrations that this release has not heard of."""
        return sorted(set(self.migrations) - known)


def read(said: bytes) -> Manifest:
    """Raises Refused for what no release of ours wrote."""
    try:
        found = json.loads(said)
        if found["format"] > FORMAT:
            raise Refused("This backup was made by a newer release, in a form that this one cannot read. Install that release first.")
        return Manifest(**found)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused("This is no backup of Floorwalk, or its list of contents is broken.") from None


def of(database: Path, build: str, at: datetime) -> Manifest:
    """Of a copy at rest, never of the file that is in use: closing a file that SQLite has open elsewhere takes its locks away."""
    with opened(database) as rows:
        tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        counts = {name: rows.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(tables)}  # noqa: S608
        return Manifest(FORMAT, at.isoformat(), build, migrations(rows), counts, digest(database), database.stat().st_size)


def migrations(rows: sqlite3.Connection) -> list[str]:
    """Those of apps: an epoch stands in the same table (config/epoch.py) and is none."""
    applied = rows.execute("SELECT app, name FROM django_migrations WHERE app <> 'floorwalk-restored' ORDER BY app, name")
    return [f"{app}.{name}" for app, name in applied]


def broken(database: Path) -> str:
    """What is wrong with it; nothing where it is sound."""
    try:
        with opened(database) as rows:
            said = [line for (line,) in rows.execute("PRAGMA integrity_check(3)")]
            lost = rows.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "; ".join(said) if said != ["ok"] else f"a row of {lost[0]} points at a row of {lost[2]} that is not there" if lost else ""


@contextmanager
def opened(database: Path) -> Iterator[sqlite3.Connection]:
    """Through SQLite, which never makes the file by itself here."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT, isolation_level=None)) as rows:
        yield rows


def digest(file: Path) -> str:
    with file.open("rb") as stream:
        return digest_of(stream)


def digest_of(stream: IO[bytes]) -> str:
    found = hashlib.sha256()
    while piece := stream.read(PIECE):
        found.update(piece)
    return found.hexdigest()
