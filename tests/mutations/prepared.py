"""For pytest beside a breach: the database and the sign-ins made with every guard whole, and static files of the breach's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.e2e import server

WHOLE = "FLOORWALK_WHOLE"  # names the folder that the whole tree's tests left

# Not compressed: that is most of the time it takes, and nothing here is about size.
STATIC = """
from whitenoise.storage import CompressedManifestStaticFilesStorage as Storage
Storage.post_process_with_compression = lambda self, files: files
call_command("collectstatic", interactive=False, verbosity=0)
"""


def taken(prepared: server.Prepared) -> None:
    for name in ("secret-key", "prepared.sqlite3"):
        shutil.copy(Path(os.environ[WHOLE]) / name, prepared.home)
    server.finished(prepared.python(STATIC))
    shutil.copy(Path(os.environ[WHOLE]) / "cookies.json", prepared.home)


if WHOLE in os.environ:
    server._make = taken
