"""An export from its record to its last byte: the record is made first, then the file streams, and however it ends the record says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from accounts.models import User
from coaching.models import Export, SessionQuerySet

from .columns import Column
from .rows import Rows
from .workbook import xlsx

TYPES = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Format.JSONL: "application/jsonl; charset=utf-8",
}


def take(
    sessions: SessionQuerySet, columns: list[Column], *, by: User, purpose: str, format: str, filters: dict[str, Any],
    at: datetime | None = None, as_of: datetime | None = None,
) -> StreamingHttpResponse:  # fmt: skip
    """Hand over these sessions as a file, for a page or the API; `sessions` are what `by` may see, narrowed already.

    `filters` are kept as they were asked for. What arrived after `as_of` is left out: now, where nothing is said.
    """
    at = at or timezone.now()
    export = Export.objects.create(
        made_by=by, made_at=at, as_of=as_of or at, purpose=purpose, format=format or Export.Format.CSV, filters=filters,
        columns=[column.name for column in columns], notes=any(column.notes for column in columns),
    )  # fmt: skip
    parts = _written(export, Rows(sessions, columns, export.as_of))
    response = StreamingHttpResponse(parts, content_type=TYPES[Export.Format(export.format)])
    response["Content-Disposition"] = f'attachment; filename="floorwalk-sessions-{at:%Y-%m-%d}.{export.format}"'
    return response


def _written(export: Export, rows: Rows) -> Iterator[bytes]:
    """The file as it goes out. However it ends, the record says so."""
    digest = hashlib.sha256()
    try:
        for part in _parts(export, rows):
            digest.update(part)
            yield part
    except BaseException:  # the reader who goes away as well
        export.stop(rows.count, rows.advisors)
        raise
    export.finish(rows.count, rows.advisors, digest.hexdigest())


def _parts(export: Export, rows: Rows) -> Iterator[bytes]:
    if export.format == Export.Format.XLSX:
        asked = ", ".join(f"{name}: {value}" for name, value in export.filters.items()) or "everything"
        when = f"{timezone.localtime(export.made_at):%Y-%m-%d %H:%M %Z}"
        return xlsx(rows, [("Who", export.made_by.name), ("When", when), ("What for", export.purpose), ("Which sessions", asked)])
    return rows.jsonl() if export.format == Export.Format.JSONL else rows.csv()
