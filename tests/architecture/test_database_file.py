"""Nobody opens the database's own file: closing it takes away the locks that the same process holds on it through SQLite."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import OURS, ROOT, python

# What has its address at all. On a machine's measurements, a server that opened and closed its own file lost 379 of 400 rows it had told.
KNOWS = re.compile(r"\bDATABASES\b|settings_dict|sqlite3\.connect|floorwalk\.sqlite3")
MAY = {
    "config/settings.py",
    "config/databases.py",
    "config/replica.py",  # asks whether there is one
    "config/management/commands/backup.py",
    "config/management/commands/migrate.py",
    "config/backup/restoring.py",
    "config/backup/manifest.py",
}


def knowing(root: Path = ROOT) -> set[str]:
    return {path.relative_to(root).as_posix() for path in python(*OURS, root=root) if KNOWS.search(path.read_text("utf-8"))}


def test_only_backups_know_where_the_file_is():
    """R13: and they run in a process of their own, through SQLite."""
    assert knowing() == MAY


@pytest.mark.parametrize("code", ["settings.DATABASES['default']['NAME']", "connection.settings_dict['NAME']", "sqlite3.connect(x)"])
def test_the_guard_sees_a_breach(tmp_path, code):
    """R13"""
    (tmp_path / "coaching").mkdir()
    (tmp_path / "coaching" / "views.py").write_text(code)
    assert knowing(tmp_path) == {"coaching/views.py"}
