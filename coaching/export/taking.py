"""An export from its record to its last byte: the record is made first, then the file streams, and however it ends the record says so."""

from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.http import StreamingHttpResponse
from django.utils import timezone

from accounts.models import User
from coaching.models import Change, Export, SessionQuerySet
from config.replica import where

from .columns import Column
from .rows import Rows
from .workbook import xlsx

TYPES = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Format.JSONL: "application/jsonl; charset=utf-8",
}
PIECE = 1 << 16  # bytes handed over at once: on a slow line there is something to say, or to stop, between two
EVERY = 1.0  # seconds between two words about how far it is
TRIES = (0, 1, 2, 4)  # seconds to wait for a database that starts anew, before the record is left without an end


class StopAsked(ConnectionResetError):
    """Whoever takes it wants no more. To the server it is as if they had hung up: it ends the line without the mark of a whole answer,
    so that a browser, too, calls the download failed.
    """

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "The export was stopped by whoever took it")


def take(
    sessions: SessionQuerySet, columns: list[Column], *, by: User, purpose: str, format: str, filters: dict[str, Any],
    follows: Export | None = None, again: Export | None = None, at: datetime | None = None, pk: UUID | None = None,
) -> StreamingHttpResponse:  # fmt: skip
    """Hand over these sessions as a file, for a page or the API; `sessions` are what `by` may see, narrowed already.

    `filters` are kept as they were asked for. `follows`: only what came or changed since that one. `again`: nothing that came after that
    one was made. `pk`: of the record, where somebody waits to hear of it; the answer says it, too, as `X-Export`.
    """
    at = at or timezone.now()
    until, as_of = (again.until, again.as_of) if again else (Change.up_to(), at)
    export = Export.objects.create(
        pk=pk or uuid4(), made_by=by, made_at=at, as_of=as_of, until=until, follows=follows, heard_at=timezone.now(), purpose=purpose,
        format=format or Export.Format.CSV, filters=filters, columns=[column.name for column in columns],
        notes=any(column.notes for column in columns),
    )  # fmt: skip
    since = follows.until if follows else None
    parts = _written(export, Rows(sessions.using(_far_enough(until)), columns, as_of, until=until, since=since))
    response = StreamingHttpResponse(parts, content_type=TYPES[Export.Format(export.format)])
    response["Content-Disposition"] = f'attachment; filename="floorwalk-sessions-{at:%Y-%m-%d}.{export.format}"'
    response["X-Export"] = str(export.pk)
    response["X-Accel-Buffering"] = "no"  # a proxy that takes all of it in at once would make it look complete too soon
    return response


def _far_enough(until: int | None) -> str:
    """A copy of the database will do, where it has every change that this file is said to have."""
    alias = where()
    return alias if until is not None and Change.last(alias) >= until else DEFAULT_DB_ALIAS


def _written(export: Export, rows: Rows) -> Iterator[bytes]:
    """The file as it goes out, a piece at a time. However it ends, the record says so."""
    digest, said = hashlib.sha256(), time.monotonic()
    try:
        for part in _parts(export, rows):
            for start in range(0, len(part), PIECE):
                if time.monotonic() - said >= EVERY:
                    _go_on(export, rows)
                    said = time.monotonic()
                piece = part[start : start + PIECE]
                digest.update(piece)
                yield piece
    except BaseException as error:  # the reader who goes away as well
        _stop(export, rows, error)
        raise
    export.finish(rows.count, rows.advisors, digest.hexdigest())


def _go_on(export: Export, rows: Rows) -> None:
    """Says how far it is: of how many is counted the first time, as a short one never needs to know."""
    of = rows.total() if export.of is None else export.of
    if not export.go_on(rows.count, of, rows.advisors):
        raise StopAsked


def _stop(export: Export, rows: Rows, error: BaseException) -> None:
    """The record hears of it over a new line where the old one is gone. Where there is none, it stays without a sign of life."""
    state = Export.State
    because = state.STOPPED if isinstance(error, StopAsked) else state.LEFT if isinstance(error, GeneratorExit) else state.FAILED
    for wait in TRIES:
        time.sleep(wait)
        try:
            export.stop(rows.count, rows.advisors, because)
        except Error:
            connection.close()
        else:
            return


def _parts(export: Export, rows: Rows) -> Iterator[bytes]:
    if export.format == Export.Format.XLSX:
        asked = ", ".join(f"{name}: {value}" for name, value in export.filters.items()) or "everything"
        when = f"{timezone.localtime(export.made_at):%Y-%m-%d %H:%M %Z}"
        return xlsx(rows, [("Who", export.made_by.name), ("When", when), ("What for", export.purpose), ("Which sessions", asked)])
    return rows.jsonl() if export.format == Export.Format.JSONL else rows.csv()
