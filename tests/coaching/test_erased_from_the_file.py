"""What went is gone from the bytes of the database's file, and a backup that is put back does not bring it back (P17, P19, P22).

In processes of its own, as an operator runs it: the tests' own database is in memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = """
from django.core.management import call_command
from datetime import timedelta
from django.utils import timezone
from accounts.models import Advisor
from coaching.models import Session, Barrier
from tests import make, world
from tests.coaching.personal import seed
call_command("load_programme", verbosity=0)
cast = world.build()
Advisor.objects.filter(pk=cast.ada.pk).update(email="canary.ada@example.com", name="Canaryada Price", employee_number="CANARYNUMBER")
cast.ada.refresh_from_db()
seed(cast, cast.ada, "CANARYLEAVER", days=40)
seed(cast, cast.ben, "CANARYOLD", days=390)
seed(cast, cast.cleo, "STAYING", days=3)
# More of it (none older than what a phone may bring in), so that pages split, move and are freed.
for n in range(150):
    then, lately = timezone.now() - timedelta(days=200 + n), timezone.now() - timedelta(days=10)
    make.session(cast.leader, cast.ben, held_at=then, note=f"CANARYOLD {n} " * 12, next_step="x" * (n % 90))
    make.session(cast.leader, cast.ada, held_at=lately, note=f"CANARYLEAVER {n} " * 12, next_step="CANARYLEAVER")
cast.ada.leave()
"""
ERASE = """
from accounts.models import Advisor, User
from coaching.personal.erasing import erase
erase(Advisor.objects.get(employee_number="CANARYNUMBER"), User.objects.get(name="Hana Rees"))
"""
LEAVER = (b"CANARYLEAVER", b"canary.ada@", b"Canaryada", b"CANARYNUMBER")

# Words of chats; what HR said of an export, a hold or a file is a log, and stays as long as that.
TYPED = (b" ", b"-note", b"-next", b"-reason", b"-own", b"-gone", b"-because", b"-words", b"-done", b"-refused", b"-problem")


@pytest.fixture
def house(tmp_path):
    """`house("migrate")` runs that command of manage.py on a database of its own."""
    where = {"DATABASE_URL": f"sqlite:///{tmp_path / 'used.sqlite3'}", "ERASED_FILE": str(tmp_path / "erased.jsonl")}
    settings = {"DEBUG": "true", "SECRET_KEY": "of-this-test-alone", "PYTHONPATH": str(ROOT), **where}

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command], env={**os.environ, **settings}, cwd=ROOT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    return run


def held(folder: Path) -> bytes:
    """All bytes that lie where the database is, the log it writes ahead among them."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("used.sqlite3*")))


@pytest.mark.timeout(600)  # six processes, two of which migrate and load the programme
def test_no_byte_is_left_and_a_backup_brings_nothing_back(house, tmp_path):
    """P17, P19, P22."""
    house("migrate", "--verbosity", "0")
    house("shell", "--verbosity", "0", "-c", SEED)
    before = held(tmp_path)
    for canary in (*LEAVER, b"CANARYOLD"):
        assert canary in before, canary
    shutil.copy(tmp_path / "used.sqlite3", tmp_path / "backup.sqlite3")

    house("shell", "--verbosity", "0", "-c", ERASE)
    after = held(tmp_path)
    for canary in LEAVER:
        assert canary not in after, canary
    assert "Went: 152 words of chats" in house("retention")
    after = held(tmp_path)
    for word in TYPED:
        assert b"CANARYOLD" + word not in after, word
    assert b"STAYING-note-3" in after

    for path in tmp_path.glob("used.sqlite3*"):
        path.unlink()
    shutil.copy(tmp_path / "backup.sqlite3", tmp_path / "used.sqlite3")
    assert b"CANARYNUMBER" in held(tmp_path)
    assert "Erased again: 1." in house("restored")
    after = held(tmp_path)
    for canary in LEAVER:
        assert canary not in after, canary
    for canary in LEAVER:
        assert canary not in (tmp_path / "erased.jsonl").read_bytes()
