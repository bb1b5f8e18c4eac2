"""R04: the power goes. What a program asked the disk to keep is written down by strace, and a disk is put together from it that has only
what was synced: every row that somebody was told of has to be on it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.backup import manifest
from tests.e2e.server import ROOT, Prepared

pytestmark = pytest.mark.timeout(200)
MANY = 60
# Saves, tells, and is gone without a word: nothing is closed, nothing tidied up.
SAVES = """
import os, signal, django
django.setup()
from django.db import connection, transaction
from accounts.models import Site
connection.ensure_connection()
connection.cursor().execute("PRAGMA synchronous={how}")
for n in range({many}):
    with transaction.atomic():
        Site.objects.create(name=f"Told {{n}}")
    os.write(1, b"told\\n")
os.kill(os.getpid(), signal.SIGKILL)
"""
CALL = re.compile(rb"^(?:\d+ +)?(pwrite64|fdatasync|fsync|ftruncate)\(\d+<([^>]*)>(?:, (.*))?\) += \d+$", re.MULTILINE)
DATA = re.compile(rb'^"((?:\\x[0-9a-f]{2})*)", \d+, (\d+)$')


class Disk:
    """Forgets whatever was not synced. `files`: what is on it; `asked`: writes that it holds in its own memory still."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = defaultdict(bytearray, {name: bytearray(held) for name, held in files.items()})
        self.asked: dict[str, list[tuple[int, bytes | None]]] = defaultdict(list)

    def write(self, name: str, at: int, data: bytes | None) -> None:
        self.asked[name].append((at, data))

    def sync(self, name: str) -> None:
        held = self.files[name]
        for at, data in self.asked.pop(name, []):
            if data is None:
                del held[at:]
            held.extend(b"\0" * (at - len(held)))
            held[at : at + len(data or b"")] = data or b""


def calls(trace: bytes) -> Iterator[tuple[bytes, str, bytes]]:
    for call, path, rest in CALL.findall(trace):
        yield call, bytes.fromhex(path.replace(b"\\x", b"").decode()).decode() if path.startswith(b"\\x") else path.decode(), rest


def after_the_cut(database: Path, trace: bytes) -> Disk:
    disk = Disk({str(database): database.with_suffix(".before").read_bytes()})
    for call, path, rest in calls(trace):
        if call in (b"fdatasync", b"fsync"):
            disk.sync(path)
        elif call == b"ftruncate":
            disk.write(path, int(rest), None)
        elif written := DATA.match(rest):
            disk.write(path, int(written[2]), bytes.fromhex(written[1].replace(b"\\x", b"").decode()))
    return disk


def kept(prepared: Prepared, folder: Path, how: str) -> tuple[int, int]:
    """How many somebody was told of, and how many are there once the power is back."""
    database, trace = folder / "used.sqlite3", folder / "trace"
    shutil.copy(prepared.database, database)
    shutil.copy(database, database.with_suffix(".before"))
    watched = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-o", str(trace), "-e", "trace=pwrite64,fdatasync,fsync,ftruncate"]
    done = subprocess.run(
        [*watched, sys.executable, "-c", SAVES.format(how=how, many=MANY)],
        cwd=ROOT, env=prepared.environment(database), capture_output=True, text=True, check=False,
    )  # fmt: skip
    disk = after_the_cut(database, trace.read_bytes())
    restored = folder / "restored.sqlite3"
    for end in ("", "-wal"):
        (folder / f"restored.sqlite3{end}").write_bytes(disk.files[f"{database}{end}"])
    assert manifest.broken(restored) == "", "the file itself is sound whatever was lost"
    with manifest.opened(restored) as rows:
        return done.stdout.count("told"), rows.execute("SELECT count(*) FROM accounts_site WHERE name LIKE 'Told %'").fetchone()[0]


def test_every_row_that_was_told_outlives_a_power_cut(prepared: Prepared, tmp_path: Path):
    """R04: synchronous=FULL, as the settings have it (R06)."""
    assert kept(prepared, tmp_path, "FULL") == (MANY, MANY)


def test_with_less_than_full_they_would_be_lost(prepared: Prepared, tmp_path: Path):
    """R04: so the disk forgets what it should."""
    told, there = kept(prepared, tmp_path, "NORMAL")
    assert told == MANY
    assert there < MANY
