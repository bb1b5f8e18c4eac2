"""Backups in a folder: named by their moment, the latest few kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

NAME = re.compile(r"floorwalk-\d{8}T\d{6}Z\.zip")  # by name as by moment


def named(folder: Path, at: datetime) -> Path:
    return folder / f"floorwalk-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def pruned(folder: Path, keep: int) -> list[Path]:
    """All but the latest `keep` of those that `named` named; nothing else in the folder is looked at."""
    ours = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    old = ours[:-keep]
    for path in old:
        path.unlink()
    return old
