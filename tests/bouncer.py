"""`python -m tests.bouncer ARGUMENTS…`: pytest against PostgreSQL with PgBouncer in front, in transaction mode.

Few connections for many, so that what one statement leaves in a connection is met by another's. Needs `pgbouncer` on the PATH.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.e2e.server import free_port
from tests.postgres import running

SAID = """[databases]
* = host={host} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
log_connections = 0
log_disconnections = 0
log_stats = 0
default_pool_size = {connections}
max_client_conn = 200
server_fast_close = 1
"""


@contextmanager
def bounced(server: Any, connections: int = 3) -> Iterator[str]:
    """An address by way of PgBouncer, for as long; with {} for the name of the database."""
    found = re.search(r"host=([^&]+)", server.get_uri())
    assert found, "PostgreSQL listens at a socket in its folder"
    port, file = free_port(), Path(tempfile.mkdtemp(prefix="floorwalk-bouncer-")) / "bouncer.ini"
    file.write_text(SAID.format(host=found[1], port=port, connections=connections))
    file.parent.chmod(0o755)
    # As whoever may open the socket: never as root, which it refuses.
    who = ["-u", server.system_user] if os.getuid() == 0 else []
    bouncer = subprocess.Popen([shutil.which("pgbouncer") or "/usr/sbin/pgbouncer", *who, str(file)])
    url = f"postgresql://postgres@127.0.0.1:{port}/{{}}"
    try:
        _ready(url.format("postgres"), bouncer)
        yield url
    finally:
        bouncer.terminate()
        bouncer.wait(timeout=20)
        shutil.rmtree(file.parent)


def _ready(url: str, bouncer: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while bouncer.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("PgBouncer did not become ready")


def main(arguments: list[str]) -> int:
    with running() as server, bounced(server) as url:
        # Nothing is dropped at the end: PgBouncer keeps its connections, and the whole server goes anyway.
        settings = {"DATABASE_URL": url.format("postgres"), "DATABASE_BOUNCER": "true", "DEBUG": "true"}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "--reuse-db", *arguments], env={**os.environ, **settings}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
