"""The same on PostgreSQL: killed workers, a database that crashes, and the backup by its own tools, just as docs/backup.md says it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.faults.on_postgres import TOOLS, Floor, OnPostgres, Phones, PostgresServer, anew, pg_ctl
from tests.e2e.faults.sender import Sender, killed, manage, workers
from tests.e2e.faults.test_restore import ERASE, SOMEBODY
from tests.e2e.server import ROOT, Prepared

pytestmark = pytest.mark.timeout(400)


def phones(house: Floor) -> Phones:
    """Signed in here: sessions of the prepared database are not these."""
    both = []
    for role in ("leader", "stranger"):
        sender = Sender(house, role, known=False)
        sender.sign_in()
        sender.epoch = sender.who()["epoch"]
        both.append(sender)
    return Phones(*both)


def told(house: Floor, begins: str, folder: Path, restored: str) -> None:
    """That block of docs/backup.md, line by line as it stands there, in a shell that stops at the first error."""
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "docs" / "backup.md").read_text("utf-8"), re.DOTALL)
    [script] = [block for block in blocks if block.startswith(begins)]
    script = script.replace("manage.py", f"{sys.executable} {ROOT}/manage.py").replace("postgres://…/floorwalk_restored", f"'{restored}'")
    socket = re.search(r"host=([^&]+)", house.prepared.url)
    assert socket
    settings = house.prepared.environment(house.database)
    settings |= {"PATH": f"{TOOLS}:{os.environ['PATH']}", "PGHOST": socket[1], "PGUSER": "postgres"}
    done = subprocess.run(["sh", "-e", "-c", script], cwd=folder, env=settings, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]


def test_the_documented_way_from_dump_to_the_last_moment_sent_again(house: Floor, database: PostgresServer, tmp_path: Path):
    """R11 R12 R32 P22"""
    restored = database.get_uri("floorwalk_restored")
    crowd = phones(house)
    leaver, name = house.rows(SOMEBODY)[0]
    with crowd.busy():
        crowd.until(10)
        acknowledged = crowd.sent()
        told(house, "pg_dump", tmp_path, restored)
        crowd.until(10)
    manage(house, "shell", "--verbosity", "0", "-c", ERASE.format(pk=leaver))
    sessions = house.one("SELECT count(*) FROM coaching_session")
    house.kill()
    told(house, "manage.py erasures check", tmp_path, restored)

    house.prepared.url = restored
    assert len(crowd.before) + acknowledged <= house.one("SELECT count(*) FROM coaching_session") < sessions
    assert house.rows("SELECT 1 FROM accounts_advisor WHERE name = ?", name) == []
    house.start(WORKERS="2")
    for sender in crowd.senders:
        assert sender.ask("GET", "/api/v1/whoami/")[0] == 401
        sender.sign_in()
    crowd.hold()


def test_workers_killed_and_the_database_crashed_lose_nothing(house: Floor, database: PostgresServer):
    """R01 R32: stopped at once and recovered from its log, under load."""
    crowd = phones(house)
    with crowd.busy(pause=0):
        for _time in range(4):
            time.sleep(0.4)
            killed(workers(house)[0], signal.SIGKILL)
        pg_ctl(["-w", "-m", "immediate", "restart"], pgdata=database.pgdata, user=database.system_user, timeout=60)
        crowd.until(6)
    crowd.hold()


def test_two_migrations_at_once_on_an_empty_database(prepared: Prepared, database: PostgresServer, tmp_path: Path):
    """R17 R32: two servers that start together."""
    floor = Floor(OnPostgres(prepared, anew(database, "empty")), tmp_path / "used", tmp_path / "log")
    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda _: manage(floor, "migrate"), range(2)))
    assert sorted("No migrations to apply" in one for one in said) == [False, True]
