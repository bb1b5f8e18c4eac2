"""What HR takes out of here, and the record of what was taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, hr_people
from coaching.export import Rows
from coaching.export.taking import take
from coaching.forms.export import ExportForm, TakeForm
from coaching.models import Export
from config.htmx import invalid, page_or_fragment
from config.pages import page

FILES = ("exports/exports.html", "exports/_found.html")
PAST = 20  # on a page


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
def exports(request: SignedIn) -> HttpResponseBase:
    """GET counts and shows the first rows, exactly as the file will have them; POST hands the file over."""
    at = timezone.now()
    if request.method == "POST":
        asked = TakeForm(request.user, request.POST)
        if asked.is_valid():
            return _take(request, asked, at)
        return invalid(request, *FILES, {**_found(asked, at), **_past(request)})
    form = ExportForm(request.user, request.GET) if request.GET.get("column") else ExportForm(request.user, _anew(request))
    return page_or_fragment(request, *FILES, {**_found(form, at), **_past(request)})


@require_safe
@hr_people
def export(request: SignedIn, pk: Any) -> HttpResponseBase:
    """How far it is, or how it ended; asked again and again while it is under way. A page that waits may ask before it is made: 204."""
    row = Export.objects.visible_to(request.user).select_related("made_by").filter(pk=pk).first()
    if row is None and request.htmx:
        return HttpResponse(status=204)
    if row is None:
        raise Http404
    return page_or_fragment(request, "exports/export.html", "exports/_export.html", {"export": row})


@require_POST
@hr_people
def stop(request: SignedIn, pk: Any) -> HttpResponseBase:
    """Whoever takes it out stops it before the next rows; nobody else does."""
    row = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    if row.made_by_id != request.user.pk:
        raise PermissionDenied(_("Someone else is taking this out."))
    row.ask_to_stop()
    return HttpResponse(status=204) if request.htmx else redirect("export", pk=row.pk)


@require_POST
@hr_people
def again(request: SignedIn, pk: Any) -> HttpResponseBase:
    """The same sessions as then, with what the rows say now: the same bytes where nothing was changed since."""
    before = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    asked = QueryDict(mutable=True)
    asked.update({**before.filters, "purpose": before.purpose, "format": before.format})
    asked.setlist("column", before.columns)
    form = TakeForm(request.user, asked)
    if not form.is_valid():  # the right to notes was taken away, a team is gone
        return invalid(request, *FILES, {**_found(form, timezone.now()), **_past(request)})
    return _take(request, form, timezone.now(), before)


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
    follows = form.cleaned_data["since"]
    rows = Rows(sessions, columns, at, since=follows.until if follows else None)
    return {"form": form, "count": rows.total(), "columns": columns, "first_rows": rows.first()}


def _past(request: SignedIn) -> dict[str, Any]:
    return {"past": page(request, Export.objects.visible_to(request.user).latest_first().select_related("made_by"), PAST)}


def _take(request: SignedIn, form: TakeForm, at: datetime, again: Export | None = None) -> StreamingHttpResponse:
    said = form.cleaned_data
    return take(
        form.sessions(), form.columns(), by=request.user, purpose=said["purpose"], format=said["format"], filters=form.filters(),
        follows=said["since"], again=again, at=at, pk=form.new_pk(),
    )  # fmt: skip
