"""The trail as a file: its record first, then a week at a time, and however it ends a second record says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from django.http import StreamingHttpResponse

from accounts.models import User
from coaching.models import AuditTaking

from .line import COLUMNS, as_csv, as_jsonl
from .trail import weeks

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
BOM = "\ufeff"


def take(by: User, purpose: str, first: date, last: date, format: str) -> StreamingHttpResponse:
    """Hand over the lines of these days. Where the record cannot be written, nothing goes out."""
    begun = AuditTaking.objects.create(by=by, purpose=purpose, first=first, last=last, format=format)
    response = StreamingHttpResponse(_written(begun), content_type=TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="floorwalk-audit-{first}-{last}.{format}"'
    response["X-Accel-Buffering"] = "no"
    return response


def _written(begun: AuditTaking) -> Iterator[bytes]:
    digest, rows = hashlib.sha256(), 0
    try:
        for part, many in _parts(begun):
            digest.update(part)
            rows += many
            yield part
    except BaseException:  # the reader who goes away as well
        begun.end_of_it(rows)
        raise
    begun.end_of_it(rows, digest.hexdigest())


def _parts(begun: AuditTaking) -> Iterator[tuple[bytes, int]]:
    if begun.format == AuditTaking.Format.CSV:
        yield (BOM + ",".join(COLUMNS) + "\r\n").encode(), 0
    written = as_csv if begun.format == AuditTaking.Format.CSV else as_jsonl
    for lines in weeks(begun.first, begun.last):
        yield written(lines), len(lines)
