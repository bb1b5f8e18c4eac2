"""Making a backup, in a process of its own, while the server writes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from . import Refused, manifest
from .manifest import Manifest

DATABASE, MANIFEST = "database.sqlite3", "manifest.json"
UNFINISHED = ".floorwalk-unfinished-"
DAY = 24 * 60 * 60
DAMAGED = (
    "The database is damaged ({why}). Nothing was made of it, and the backups you have are as they were. "
    "Stop Floorwalk and put the latest one back: manage.py restore FILE --yes --stopped"
)


def make(source: Path, file: Path, build: str, at: datetime) -> Manifest:
    """The state of one moment, checked as it lies there, under its name only once it is whole. Raises Refused, and leaves nothing."""
    if file.exists():
        raise Refused(f"{file} is there already, and a backup never takes the place of another.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.")
    _swept(file.parent)
    try:
        with TemporaryDirectory(prefix=UNFINISHED, dir=file.parent) as folder:
            packed = Path(folder) / "packed"
            found = _packed(source, packed, build, at)
            os.replace(packed, file)
        synced(file.parent)
    except OSError as error:
        raise Refused(f"The backup could not be written: {error.strerror or error}. Nothing of it is left.") from error
    return found


def copied(source: Path, copy: Path) -> None:
    """One reading transaction, whoever writes meanwhile. Raises Refused where the database is not whole."""
    try:
        with manifest.opened(source) as rows:
            rows.execute("VACUUM INTO ?", [str(copy)])
    except sqlite3.OperationalError as error:
        raise Refused(f"The database could not be copied: {error}. Nothing of it is left.") from error
    except sqlite3.DatabaseError as error:
        raise Refused(DAMAGED.format(why=error)) from error
    if why := manifest.broken(copy):
        raise Refused(DAMAGED.format(why=why))


def synced(path: Path) -> None:
    """On the disk, a file or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _packed(source: Path, packed: Path, build: str, at: datetime) -> Manifest:
    copy = packed.with_name(DATABASE)
    copied(source, copy)
    found = manifest.of(copy, build, at)
    with ZipFile(packed, "x", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(MANIFEST, found.as_bytes())
        archive.write(copy, DATABASE)
    with ZipFile(packed) as archive, archive.open(DATABASE) as stream:  # as it lies there
        if manifest.digest_of(stream) != found.sha256:
            raise Refused("What was written is not what can be read back. Nothing of it is left; look after the disk.")
    synced(packed)
    return found


def _swept(folder: Path) -> None:
    """What a backup that was killed has left: whole copies of the database."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > DAY:
            shutil.rmtree(left, ignore_errors=True)
