"""Every text in one advisor's record that somebody typed: what HR reads before it is handed over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Advisor
from coaching.personal.classes import Class, class_of
from coaching.personal.held import Table, held

TYPED = {"next_step", "reason", "purpose"}  # besides what is classed as words
SAID_INSIDE = ("note", "next_step", "words", "usually", "did", "permission", "said")  # in what a phone sent and was not taken in
WHEN = ("held_on", "at", "made_at", "received_at", "raised_at", "received_on")
APPS = ("coaching", "accounts", "cards")


@dataclass(frozen=True)
class Text:
    """`key` finds it again; `of` is the name of its model, `field` what it is there, `on` when it was written."""

    key: str
    of: str
    field: str
    on: date | None
    words: str

    @property
    def digest(self) -> str:
        """Whether it is still what was read."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]

    @property
    def called(self) -> str:
        return self.field.replace("_", " ").capitalize()


def texts(advisor: Advisor, tables: list[Table] | None = None) -> list[Text]:
    """The latest first."""
    found = [one for table in (held(advisor) if tables is None else tables) for row in table.rows for one in _of_row(table.name, row)]
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)


def _of_row(of: str, row: dict[str, Any]) -> Iterator[Text]:
    days = (str(row[name])[:10] for name in WHEN if row.get(name))
    on = next((date.fromisoformat(day) for day in days), None)
    for name, value in row.items():
        if isinstance(value, str) and value and is_typed(of, name):
            for inner, words in _inside(name, value):
                yield Text(f"{of}.{row['id']}.{inner}", of, inner, on, words)


def is_typed(of: str, field: str) -> bool:
    """Whether people say there what they like."""
    return field in TYPED or (any(class_of(f"{app}.{of}", field) is Class.WORDS for app in APPS) and not field.endswith(("_at", "_id")))


def _inside(name: str, value: str) -> Iterator[tuple[str, str]]:
    """What a phone sent says inside; anything else as it is."""
    said = None
    if name == "body":
        with suppress(ValueError):
            said = json.loads(value)
    if isinstance(said, dict):
        yield from ((inner, said[inner]) for inner in SAID_INSIDE if isinstance(said.get(inner), str) and said[inner])
    else:
        yield name, value
