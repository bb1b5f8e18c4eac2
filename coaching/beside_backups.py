"""Lines in a file beside the database and not in its backups: what is gone for good, so that a backup put back does not bring it back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings


def add(line: dict[str, Any]) -> None:
    """One line more, on the disk before this returns. A line that was broken off before, by a full disk, is not carried on."""
    path, words = Path(settings.ERASED_FILE), json.dumps(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            words = words if file.read() == b"\n" else "\n" + words
        file.write(words.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> Iterator[dict[str, Any]]:
    """Every whole line; a broken one is passed over."""
    path = Path(settings.ERASED_FILE)
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def story_taken_back(story: object, at: datetime) -> None:
    """The id of a permission story that its person took back. It says nothing of anybody."""
    add({"story": str(story), "at": at.isoformat()})


def stories_taken_back() -> set[str]:
    return {str(line["story"]) for line in lines() if "story" in line}
