"""One advisor's whole record as a file: JSON for machines, one page to read, and a manifest with a digest of each."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisor, User
from coaching.models import DataPack, Step
from coaching.personal.held import Table, held
from coaching.personal.taken_out import TakenOut

KINDS = {
    "Advisor": _("You"), "Session": _("Chats"), "Amendment": _("Chats as they were before they were put right"),
    "CheckBack": _("Check-backs"), "Barrier": _("What got in the way"), "Ask": _("What you asked to work on"),
    "Membership": _("Your teams"), "Leadership": _("Who led your teams"), "Absence": _("Days away"),
    "OneTimeLink": _("Links to your own page"), "Opening": _("Who opened your record"), "Export": _("Files HR took out that you were in"),
    "DataPack": _("Copies of your record"), "DataRequest": _("What you asked or objected to"),
    "Dispute": _("Chats that were or are in dispute"), "Redaction": _("Words about somebody else that were taken out, and why"),
    "Hold": _("Legal holds"), "Refusal": _("Words that could not be taken in, kept to be mended"),
}  # fmt: skip
APART = {"Export_advisors"}  # a table between two: what it joins is there by itself
STEPS = ("step", "advisor_step")
Read = tuple[str, list[list[tuple[str, Any]]]]


def hand_over(advisor: Advisor, by: User | None, purpose: str, at: datetime | None = None) -> tuple[DataPack, bytes]:
    """The archive, and the record that it was made. Nobody (`by`) is the advisor."""
    at = at or timezone.now()
    out = TakenOut.of(advisor)
    tables = [Table(table.name, [out.row(row) for row in table.rows]) for table in held(advisor)]
    files = {name: text.encode() for name, text in _files(advisor, tables, at, bool(out.phrases))}
    rows = sum(len(table.rows) for table in tables)
    about = {
        "for": advisor.name,
        "made_at": at.isoformat(),
        "made_by": by.name if by else advisor.name,
        "rows": rows,
        "purpose": out.said(purpose),
    }
    content = _zipped({**files, "manifest.json": _manifest(about, files)}, at)
    digest = hashlib.sha256(content).hexdigest()
    return DataPack.objects.create(advisor=advisor, made_by=by, made_at=at, purpose=purpose, rows=rows, sha256=digest), content


def _files(advisor: Advisor, tables: list[Table], at: datetime, words_out: bool) -> Iterator[tuple[str, str]]:
    yield "record.json", _json({table.name: table.rows for table in tables})
    yield (
        "record.html",
        render_to_string("people/data/record.html", {"advisor": advisor, "at": at, "tables": list(_read(tables)), "words_out": words_out}),
    )


def _manifest(about: dict[str, Any], files: dict[str, bytes]) -> bytes:
    listed = [{"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()]
    return _json({**about, "files": listed}).encode()


def _json(said: Any) -> str:
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _zipped(files: dict[str, bytes], at: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _read(tables: list[Table]) -> Iterator[Read]:
    """As somebody reads it: what is empty left out, names in the place of keys."""
    for table in tables:
        if table.name not in APART:
            yield str(KINDS.get(table.name, table.name)), [list(_lines(row)) for row in table.rows]


def _lines(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        stands_for = name.removesuffix("_id") + "_is"
        if value in (None, "", [], {}) or (name.endswith("_id") and stands_for in row):
            continue
        said = Step(value).label if name in STEPS else value
        yield name.removesuffix("_is").replace("_", " ").capitalize(), said
