"""One line of the trail, and what it is as a cell and as an object."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder

from config.safe_cells import safe


class Line(NamedTuple):
    """`which` is the record's own id; `number` and `whom` the advisor it is about, empty where it is about nobody."""

    at: datetime
    did: str
    who_id: int | None
    who: str
    which: str
    number: str
    whom: str
    details: dict[str, Any]

    def said(self) -> list[str]:
        """As texts, in the order of the file."""
        *first, details = self[1:]
        return [self.at.astimezone(UTC).isoformat(), *("" if cell is None else str(cell) for cell in first), _json(details)]


COLUMNS = list(Line._fields)


def as_csv(lines: Iterable[Line]) -> bytes:
    """RFC 4180, formulas made safe."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe(cell) for cell in line.said()] for line in lines)
    return out.getvalue().encode()


def as_jsonl(lines: Iterable[Line]) -> bytes:
    """One object a line."""
    return "".join(f"{_json({**line._asdict(), 'at': line.at.astimezone(UTC).isoformat()})}\n" for line in lines).encode()


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False)
