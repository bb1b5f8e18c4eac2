"""How Gunicorn serves Floorwalk. Every number may be set from the environment."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Threads: a sync worker is blocked by one idle connection, as a browser's early connect makes, and is killed in the
# middle of a long download.
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
timeout = int(os.environ.get("TIMEOUT", "60"))
graceful_timeout = 30
keepalive = 5
preload_app = False
# Our own middleware logs requests, without what people typed.
accesslog = None
errorlog = "-"
loglevel = "warning"
# Otherwise it opens a socket for remote control in the home folder.
control_socket_disable = True
