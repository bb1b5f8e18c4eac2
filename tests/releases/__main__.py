"""`python -m tests.releases 0.2.0`: keeps a backup of the release that is checked out, to be taken over by every later one.

Run once at each release, on its tag, and commit the file. It is never written again: later code makes other rows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from config.backup import making

HERE = Path(__file__).parent
BUILD = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0); "


def main(release: str) -> None:
    kept = HERE / f"{release}.zip"
    if kept.exists():
        sys.exit(f"{kept.name} is there already, and a release does not change.")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "release.sqlite3"
        settings = {
            "DEBUG": "true", "SECRET_KEY": "of-a-release", "DATABASE_URL": f"sqlite:///{database}",
            "ERASED_FILE": f"{folder}/erased.jsonl", "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        code = BUILD + "from tests.releases.world import build; build()"
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **settings}, check=True)
        making.make(database, kept, release, datetime.now(UTC))
    kept.chmod(0o644)
    sys.stdout.write(f"{kept.name}: {kept.stat().st_size >> 10} kB\n")


if __name__ == "__main__":
    main(sys.argv[1])
