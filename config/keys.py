"""A secret key for a demo or for debugging, made once. Production gives its own."""

from __future__ import annotations

import secrets
from pathlib import Path


def local_key(path: Path) -> str:
    """The key kept in that file; made there the first time, so that people stay signed in over a restart."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()
