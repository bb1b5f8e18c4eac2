"""What changed lately, in all of the content: a page, and the same as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.panel import panel
from cards.lately import WORDINGS, Line, lately, told, writers
from cards.models.loaded import Loaded
from config.pages import page

A_PAGE, AT_ONCE, MOST = 50, 500, 20_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out: it is made to be text


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    what, by = _asked(request)
    found = page(request, lately(what, by), A_PAGE)
    chosen = QueryDict(urlencode({name: value for name, value in (("what", what), ("by", by or "")) if value}))
    shown = {"page": found, "lines": list(told(found.rows)), "kinds": _kinds(), "writers": list(writers()), "what": what, "by": by}
    return render(request, "admin/content/lately.html", {**panel.each_context(request), **shown, "chosen": chosen})


@require_safe
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The newest twenty thousand lines of what is chosen, a field a line."""
    response = StreamingHttpResponse(_rows(*_asked(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _rows(what: str, by: int | None) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(["when", "who", "what", "name", "done", "field", "before", "after"])
    for start in range(0, MOST, AT_ONCE):
        found = list(lately(what, by)[start : start + AT_ONCE])
        for line in told(found):
            yield from (writer.writerow([_plain(cell) for cell in row]) for row in _cells(line))
        if len(found) < AT_ONCE:
            return


def _cells(line: Line) -> Iterator[list[str]]:
    first = [line.entry.at.isoformat(timespec="seconds"), line.who, line.kind, line.name]
    if line.done:
        yield [*first, str(line.done.get_act_display()), "", "", str(line.done.edition or "")]
    for one in line.differences:
        yield [*first, _("Changed"), one.label, one.was, one.now]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _asked(request: HttpRequest) -> tuple[str, int | None]:
    """Of which kind and by whom; nonsense asks for all."""
    what, by = request.GET.get("what", ""), request.GET.get("by", "")
    known = {name for name, _label in _kinds()}
    return what if what in known else "", int(by) if by.isascii() and by.isdigit() and len(by) < 10 else None


def _kinds() -> list[tuple[str, str]]:
    """What has a history, by its name in an address."""
    models = [model for model in apps.get_models() if issubclass(model, Loaded)]
    named = [(model._meta.label_lower, str(capfirst(model._meta.verbose_name_plural))) for model in models]
    return [(WORDINGS, _("Cards' wordings")), *((name, _("Cards' places") if name == "cards.card" else label) for name, label in named)]
