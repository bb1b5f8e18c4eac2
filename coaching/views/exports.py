"""What HR takes out of here, and the record of what was taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, hr_people
from accounts.proof import recently_proved, typed
from coaching.export import Rows
from coaching.export.workbook import xlsx
from coaching.forms.export import ExportForm, TakeForm
from coaching.models import Export
from config.htmx import invalid, page_or_fragment
from config.pages import Page, page

FILES = ("exports/exports.html", "exports/_found.html")
PAST = 20  # on a page
TYPES = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Format.JSONL: "application/jsonl; charset=utf-8",
}


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
@recently_proved(back="exports")
def exports(request: SignedIn) -> HttpResponseBase:
    """GET counts and shows the first rows, exactly as the file will have them; POST hands the file over."""
    at = timezone.now()
    if request.method == "POST":
        form: ExportForm = TakeForm(request.user, request.POST)
        if form.is_valid():
            return _take(request, form, at, at)
        return invalid(request, *FILES, {**_found(form, at), **_past(request)})
    asked = typed(request) or request.GET
    form = ExportForm(request.user, asked) if asked.get("column") else ExportForm(request.user, _anew(request))
    return page_or_fragment(request, *FILES, {**_found(form, at), **_past(request)})


@require_POST
@hr_people
@recently_proved(back="exports")
def again(request: SignedIn, pk: Any) -> HttpResponseBase:
    """The same sessions as then, with what the rows say now: the same bytes where nothing was changed since."""
    before = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    asked = QueryDict(mutable=True)
    asked.update({**before.filters, "purpose": before.purpose, "format": before.format})
    asked.setlist("column", before.columns)
    form = TakeForm(request.user, asked)
    if not form.is_valid():  # the right to notes was taken away, a team is gone
        return invalid(request, *FILES, {**_found(form, timezone.now()), **_past(request)})
    return _take(request, form, timezone.now(), before.as_of)


def _anew(request: SignedIn) -> QueryDict:
    """Everything but notes, where the address does not say which columns."""
    asked, fields = request.GET.copy(), ExportForm(request.user).fields
    asked.setlist("column", fields["column"].initial)
    for name in ("by", "format"):
        asked.setdefault(name, fields[name].initial)
    return asked


def _found(form: ExportForm, at: datetime) -> dict[str, Any]:
    if not form.is_valid() and not isinstance(form, TakeForm):
        return {"form": form}
    if form.errors.keys() - {"purpose"}:
        return {"form": form}
    sessions, columns = form.sessions(), form.columns()
    rows = Rows(sessions, columns, at)
    return {"form": form, "count": sessions.filter(received_at__lte=at).count(), "columns": columns, "first_rows": rows.first()}


def _past(request: SignedIn) -> dict[str, Page[Export]]:
    return {"past": page(request, Export.objects.visible_to(request.user).latest_first().select_related("made_by"), PAST)}


def _take(request: SignedIn, form: ExportForm, at: datetime, as_of: datetime) -> StreamingHttpResponse:
    said, columns = form.cleaned_data, form.columns()
    export = Export.objects.create(
        made_by=request.user, made_at=at, as_of=as_of, purpose=said["purpose"], format=said["format"] or Export.Format.CSV,
        filters=form.filters(), columns=[column.name for column in columns], notes=any(column.notes for column in columns),
    )  # fmt: skip
    parts = _written(export, Rows(form.sessions(), columns, as_of))
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
