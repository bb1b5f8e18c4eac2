"""How Gunicorn serves Floorwalk. Every number may be set from the environment."""

import os
import tempfile
from typing import Any

from prometheus_client import multiprocess

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Threads: a sync worker is blocked by one idle connection, as a browser's early connect makes, and is killed in the
# middle of a long download.
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
timeout = 60
graceful_timeout = 30
keepalive = 5
preload_app = False
# Our own middleware logs requests, without what people typed.
accesslog = None
errorlog = "-"
loglevel = "warning"
# Otherwise it opens a socket for remote control in the home folder.
control_socket_disable = True

# Each worker counts in a file of its own; whichever is asked for /metrics adds them up.
if "METRICS_TOKEN" in os.environ or "METRICS_TOKEN_FILE" in os.environ:
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="floorwalk-metrics-"))


def child_exit(server: Any, worker: Any) -> None:
    """What a worker counted stays; what it said of itself goes with it."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
