"""What one wording of a card says otherwise than another, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cards.models import Edition

SAID = (
    "title", "heard", "moment", "open_with", "minutes", "follow_ons", "listen_for", "try_this", "say_permission", "why_it_matters",
    "avoid", "check_back_when", "check_back_ask", "when_you_hear_it", "elsewhere", "safety_note", "search_words",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """`name` is the field's own, translated; `before` and `after` are lines, none where it said nothing."""

    name: Any
    before: list[str]
    after: list[str]


def changes(before: Edition | None, after: Edition) -> list[Change]:
    """Nothing where there is none before."""
    return list(_changes(before, after)) if before else []


def _changes(before: Edition, after: Edition) -> Iterator[Change]:
    for field in SAID:
        then, now = _lines(before, field), _lines(after, field)
        if then != now:
            yield Change(Edition._meta.get_field(field).verbose_name, then, now)  # type: ignore[union-attr]


def _lines(edition: Edition, field: str) -> list[str]:
    display = getattr(edition, f"get_{field}_display", None)
    value = display() if display else getattr(edition, field)
    return [str(line) for line in (value if isinstance(value, list) else [value]) if line != ""]
