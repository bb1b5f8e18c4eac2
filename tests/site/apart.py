"""A Floorwalk in a process of its own, with the environment that a test gives it and nothing inherited.

Settings are read once, when a process starts: what they do with an environment can only be seen in a new one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEY = "a-test-key-that-is-long-enough-and-has-many-letters-in-it-0123456789"
PRODUCTION = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "floorwalk.example"}


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """That Python, with Django set up, in a clean environment. A `.env` of whoever runs the tests does not count: it gives
    way to what is set here, and a developer's has nothing that these tests leave unset."""
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/tmp"),
        "LANG": "C.UTF-8",
        "DJANGO_SETTINGS_MODULE": "config.settings",
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
