"""How the database is opened in service; a database that cannot be written stops the start."""

from __future__ import annotations

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import Environment
from tests.site.apart import PRODUCTION, database, run, told

ASKED = """
import json
from django.conf import settings
from django.db import connection
with connection.cursor() as cursor:
    def said(name):
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]
    found = {name: said(name) for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete")}
how = settings.DATABASES["default"]
print(json.dumps([found, how["OPTIONS"]["transaction_mode"], how["ATOMIC_REQUESTS"], how["CONN_MAX_AGE"]]))
"""


def test_each_line_to_the_database_is_opened_so_that_what_was_told_is_on_the_disk(tmp_path):
    """R05 R06: seen from a process in service, not from the settings. FULL: SQLite syncs its log before a commit returns."""
    found, mode, atomic, age = told(ASKED, **PRODUCTION, DATABASE_URL=database(tmp_path))
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 20_000, "foreign_keys": 1, "secure_delete": 1}
    assert (mode, atomic, age) == ("IMMEDIATE", False, 0)


def test_a_folder_that_is_not_there_stops_the_start_and_is_named(tmp_path):
    """R08"""
    done = run("", **PRODUCTION, DATABASE_URL=f"sqlite:///{tmp_path}/gone/floorwalk.sqlite3")
    assert done.returncode != 0
    assert f"there is no folder {tmp_path}/gone" in done.stderr


@pytest.mark.parametrize("what", ["the folder", "the file"])
def test_one_that_cannot_be_written_stops_the_start(tmp_path, monkeypatch, what):
    """R08: asked of the system, as whoever runs the tests may be allowed everything."""
    file = tmp_path / "used.sqlite3"
    file.touch()
    Environment.folder_of(str(file))
    refused = tmp_path if what == "the folder" else file
    monkeypatch.setattr(os, "access", lambda path, _mode: str(path) != str(refused))
    with pytest.raises(ImproperlyConfigured, match="writable for the user"):
        Environment.folder_of(str(file))
