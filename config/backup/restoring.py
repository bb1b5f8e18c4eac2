"""Putting a backup back: unpacked and checked aside, made ready aside, and only then put in the place of the database, as a whole."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from django.db import connection

from . import Refused, making, manifest
from .manifest import Manifest

SPOILT = "This backup is damaged ({why}). Nothing was touched; take an earlier one."


@contextmanager
def unpacked(file: Path, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """What it says of itself, and its database in a folder that goes again. Raises Refused unless all of it is as it was made."""
    if not beside.is_dir():
        raise Refused(f"There is no folder {beside}.")
    with TemporaryDirectory(prefix=making.UNFINISHED, dir=beside) as folder:
        copy = Path(folder) / making.DATABASE
        yield _unpack(file, copy), copy


def _unpack(file: Path, copy: Path) -> Manifest:
    try:
        with ZipFile(file) as archive:
            said = manifest.read(archive.read(making.MANIFEST))
            _room_for(3 * said.size, copy.parent)  # itself, the log in which it is written ahead, and the database as it is now
            with archive.open(making.DATABASE) as stream, copy.open("xb") as out:
                shutil.copyfileobj(stream, out)
        _as_made(said, copy)
    except (BadZipFile, EOFError, NotImplementedError, KeyError, zlib.error) as error:
        raise Refused(SPOILT.format(why=error)) from error
    except FileNotFoundError as error:
        raise Refused(f"There is no {error.filename}.") from error
    except OSError as error:
        raise Refused(f"It could not be read or unpacked: {error.strerror or error}. Nothing was touched.") from error
    return said


def _room_for(size: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < size:
        raise Refused(f"It needs {size >> 20} MB of room in {folder}, and there are {free >> 20} MB. Nothing was touched.")


def _as_made(said: Manifest, copy: Path) -> None:
    if manifest.digest(copy) != said.sha256:
        raise Refused(SPOILT.format(why="its bytes are not those that were written"))
    if why := manifest.broken(copy):
        raise Refused(SPOILT.format(why=why))
    found = manifest.of(copy, said.build, datetime.now(UTC))
    if (found.counts, found.migrations) != (said.counts, said.migrations):
        raise Refused(SPOILT.format(why="its rows are not those of its list"))


@contextmanager
def in_use(database: Path) -> Iterator[None]:
    """Inside, Django works on that file: migrations, the epoch and erasures come about before anybody sees it."""
    once = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(database)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = once


def put_in(copy: Path, live: Path) -> None:
    """Through SQLite, in one transaction: whoever reads meanwhile reads the old one, whoever writes waits, and half of it is never seen."""
    if why := manifest.broken(copy):
        raise Refused(SPOILT.format(why=why))
    live.touch()
    try:
        with manifest.opened(copy) as new, manifest.opened(live) as old:
            old.execute("PRAGMA journal_mode=WAL")
            old.execute("PRAGMA synchronous=FULL")
            new.backup(old)
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as error:
        raise Refused(f"It could not be put in: {error}. The database is as it was.") from error


def moved_aside(live: Path, at: datetime) -> Path:
    """A damaged one, by name, with what SQLite keeps beside it: nobody may have it open."""
    aside = live.with_name(f"{live.name}.damaged-{at:%Y%m%dT%H%M%SZ}")
    for end in ("", "-wal", "-shm"):
        there = live.with_name(live.name + end)
        if there.exists():
            there.rename(aside.with_name(aside.name + end))
    return aside
