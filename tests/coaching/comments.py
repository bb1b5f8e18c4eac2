"""For the tests of customers' comments."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from typing import Any

from coaching.comments import COLUMNS
from coaching.models import Comment
from tests.world import World

BRING = "/voice/bring/"
GOOD = "Harbourside,2026-01-07,They rang back as they said,good"


def file(*lines: str, head: str = ",".join(COLUMNS), encoding: str = "utf-8") -> io.BytesIO:
    made = io.BytesIO("\r\n".join([head, *lines, ""]).encode(encoding))
    made.name = "comments.csv"
    return made


def look(client: Any, *lines: str, **more: Any) -> Any:
    return client.post(BRING, {"file": file(*lines, **more)})


def take_in(client: Any, *lines: str, **more: str) -> Any:
    """Look, say that they were read, and press the button with what the page holds."""
    shown = look(client, *lines)
    assert shown.status_code == 200
    text = re.search(r'<textarea name="text"[^>]*>\r?\n?(.*?)</textarea>', shown.content.decode(), re.DOTALL)
    assert text
    return client.post(BRING, {"text": unescape(text[1]), **(more or {"sure": "on"})})


def comment(world: World, words: str = "They rang back as they said", **fields: Any) -> Comment:
    """One of Red's and Blue's site, good where nothing else is said."""
    said = {"site": world.red.site, "week": date(2026, 1, 5), "tone": "good", **fields, "words": words}
    Comment.put(world.hr, said)
    return Comment.objects.latest("pk")
