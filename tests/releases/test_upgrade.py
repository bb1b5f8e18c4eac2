"""R15: the newest release takes over the database of every earlier one, and not a row or a value in it is lost.

A release's backup lies beside this (`python -m tests.releases 0.2.0`, docs/releasing.md). Where a migration moves or changes values on
purpose, that is said below, with the reason.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from config.backup import manifest, restoring
from tests.site.apart import ROOT

HERE = Path(__file__).parent
RELEASES = sorted(path.stem for path in HERE.glob("*.zip"))
# (release, table) or (release, table, column): why it is not in the newest as it was, and where it is.
MEANT: dict[tuple[str, ...], str] = {}
# What holds nothing that anybody typed, or goes by itself within days.
EMPTY = {"accounts_subscription", "accounts_notice", "accounts_roster", "accounts_rate", "coaching_cheer", "coaching_stale"}
TAKE_OVER = """
import json
from django.core.management import call_command
from django.test import Client
from django.db import connection
from accounts.models import User
from config import epoch
before = epoch.current()
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
call_command("load_programme", verbosity=0)
connection.cursor().execute("VACUUM INTO %s", ["{migrated}"])  # as it is before anybody signs in
def opened(name, *paths):
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(name=name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return {path: client.get(path).status_code for path in paths}
print(json.dumps({
    "epoch": [before, epoch.current()],
    "ready": Client(headers={"host": "localhost"}).get("/readyz").json(),
    "leader": opened("Amir Haddad", "/", "/team/", "/check-backs/", "/me/", "/api/v1/pack/"),
    "hr": opened("Hana Rees", "/exports/", "/people/"),
    "sponsor": opened("Sam Sponsor", "/programme/"),
    "designer": opened("Dee Designer", "/admin/", "/insight/"),
}))
"""


def apart(database: Path, code: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the tests' own database is another."""
    settings = {"DEBUG": "true", "SECRET_KEY": "of-a-release", "DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "ERROR"}
    settings |= {"ERASED_FILE": f"{database}.erased", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=100, check=False)


def values(database: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with manifest.opened(database) as rows:
        rows.row_factory = lambda cursor, row: dict(zip([column[0] for column in cursor.description], row, strict=True))
        tables = [row["name"] for row in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return {name: rows.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def lost(release: str, old: dict[str, list[dict[str, Any]]], new: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What of the old is not in the new: tables, columns, rows."""
    found = [f"table {table}" for table in old.keys() - new.keys() if (release, table) not in MEANT]
    for table in old.keys() & new.keys() - {"cache"}:
        if (release, table) in MEANT or not old[table]:
            continue
        columns = [name for name in old[table][0] if (release, table, name) not in MEANT]
        there = new[table][0].keys() if new[table] else set()
        found += [f"{table}.{name}" for name in columns if name not in there]
        columns = [name for name in columns if name in there]
        before, after = (Counter(tuple(row[name] for name in columns) for row in rows[table]) for rows in (old, new))
        found += [f"a row of {table}: {dict(zip(columns, row, strict=True))}" for row in (before - after).elements()]
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("release", RELEASES)
def test_nothing_of_an_earlier_release_is_lost(release, tmp_path):
    """R15"""
    database, migrated = tmp_path / "used.sqlite3", tmp_path / "migrated.sqlite3"
    with restoring.unpacked(HERE / f"{release}.zip", tmp_path) as (said, copy):
        shutil.copy(copy, database)
    old = values(database)
    assert {table: len(rows) for table, rows in old.items()} == said.counts
    done = apart(database, TAKE_OVER.replace("{migrated}", str(migrated)))
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["epoch"][0] == told["epoch"][1], "an upgrade is no restore: phones need not ask for anything"
    assert told["ready"] == {"ok": True, "migrations": 0}
    opened = {path: status for who in ("leader", "hr", "sponsor", "designer") for path, status in told[who].items()}
    assert opened == dict.fromkeys(opened, 200)
    assert lost(release, old, values(migrated)) == []
    assert manifest.broken(migrated) == ""


def test_there_is_at_least_one_and_each_table_of_people_has_rows_in_it():
    """R15: an empty table would lose nothing whatever a migration does."""
    assert RELEASES
    for release in RELEASES:
        with restoring.unpacked(HERE / f"{release}.zip", HERE) as (said, _copy):
            none = {table for table, n in said.counts.items() if table.startswith(("accounts_", "coaching_")) and not n}
            assert none <= EMPTY, none - EMPTY


def test_a_value_that_a_migration_would_lose_is_seen(tmp_path):
    """R15"""
    old = {"a": [{"id": 1, "x": "words"}, {"id": 2, "x": "more"}], "b": [{"id": 1}]}
    assert lost("0", old, old) == []
    assert lost("0", old, {"a": old["a"]}) == ["table b"]
    assert lost("0", old, {**old, "a": old["a"][:1]}) == ["a row of a: {'id': 2, 'x': 'more'}"]
    assert lost("0", old, {**old, "a": [{"id": 1}, {"id": 2}]}) == ["a.x"]
    assert lost("0", old, {**old, "a": [{"id": 1, "x": ""}, old["a"][1]]}) == ["a row of a: {'id': 1, 'x': 'words'}"]
