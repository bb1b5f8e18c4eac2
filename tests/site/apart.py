"""A Floorwalk in a process of its own, with the environment that a test gives it and nothing inherited.

Settings are read once, when a process starts: what they do with an environment can only be seen in a new one.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEY = "a-test-key-that-is-long-enough-and-has-many-letters-in-it-0123456789"
PRODUCTION = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "floorwalk.example"}


@lru_cache(maxsize=1)
def collected() -> str:
    """A folder of hashed static files, made once for this test process: a fresh checkout has none."""
    home = tempfile.mkdtemp(prefix="floorwalk-static-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment = {**os.environ, **PRODUCTION, "DEBUG": "false", "STATIC_ROOT": home, "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=110)
    return home


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """That Python, with Django set up, in a clean environment. A `.env` of whoever runs the tests does not count: it gives
    way to what is set here, and a developer's has nothing that these tests leave unset."""
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/tmp"),
        "LANG": "C.UTF-8",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "STATIC_ROOT": collected(),
    }
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"], cwd=ROOT, env={**clean, **environment},
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


def told(code: str, **environment: str) -> Any:
    """What that code prints as JSON on its last line."""
    done = run(code, **environment)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def log_lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """The log, which is JSON to the last line; anything else in it fails."""
    return [json.loads(line) for line in done.stderr.splitlines()]


def database(home: Path) -> str:
    return f"sqlite:///{home / 'apart.sqlite3'}"
