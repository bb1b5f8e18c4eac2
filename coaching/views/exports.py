"""What HR takes out of here, and the record of what was taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, hr_people
from accounts.proof import recently_proved, typed
from coaching.export import NAMES, Rows
from coaching.export.taking import take
from coaching.forms.export import ExportForm, TakeForm
from coaching.models import Export, SavedFilter
from config.htmx import invalid, page_or_fragment
from config.pages import page

FILES = ("exports/exports.html", "exports/_found.html")
PAST, SAVED = 20, 10  # on a page


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
@recently_proved(back="exports")
def exports(request: SignedIn) -> HttpResponseBase:
    """GET counts and shows the first rows, exactly as the file will have them; POST hands the file over."""
    at = timezone.now()
    if request.method == "POST":
        return _take(request, TakeForm(request.user, request.POST), at)
    return page_or_fragment(request, *FILES, about(request, as_asked(request, typed(request)), at))


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
@recently_proved(back="exports")
def again(request: SignedIn, pk: Any) -> HttpResponseBase:
    """The same sessions as then, with what the rows say now: the same bytes where nothing was changed since."""
    before = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    asked = QueryDict(mutable=True)
    asked.update({**before.filters, "purpose": before.purpose, "format": before.format})
    asked.setlist("column", before.columns)
    return _take(request, TakeForm(request.user, asked), timezone.now(), before)


def as_asked(request: SignedIn, typed: QueryDict | None = None) -> ExportForm:
    """By what was typed, else by the address; where that does not say which columns, everything but notes."""
    said = typed or request.GET
    if said.get("column"):
        return ExportForm(request.user, said)
    asked, fields = request.GET.copy(), ExportForm(request.user).fields
    asked.setlist("column", fields["column"].initial)
    for name in ("by", "format"):
        asked.setdefault(name, fields[name].initial)
    return ExportForm(request.user, asked)


def _found(form: ExportForm, at: datetime) -> dict[str, Any]:
    form.is_valid()
    if form.errors.keys() - {"purpose", "name", NON_FIELD_ERRORS}:
        return {"form": form}
    sessions, columns = form.sessions(), form.columns()
    follows = form.cleaned_data["since"]
    rows = Rows(sessions, columns, at, since=follows.until if follows else None)
    return {"form": form, "count": rows.total(), "columns": columns, "first_rows": rows.first()}


def about(request: SignedIn, form: ExportForm, at: datetime) -> dict[str, Any]:
    """All that the page shows: what is found, what was kept, what went out."""
    saved = SavedFilter.objects.visible_to(request.user).by_name().for_list()
    past = Export.objects.visible_to(request.user).latest_first().select_related("made_by")
    words = {**{name: field.label for name, field in form.fields.items()}, **{name: name for name in NAMES}}
    return {
        **_found(form, at),
        "left_out": [words[name] for name in request.GET.getlist("left") if name in words],
        "saved": page(request, saved, SAVED, "saved-page", reverse("exports")),
        "past": page(request, past, PAST, path=reverse("exports")),
    }


def _take(request: SignedIn, form: TakeForm, at: datetime, again: Export | None = None) -> HttpResponseBase:
    """The file; or the page, with what was typed and why there is none: also where the right to notes was taken away, or a team is gone."""
    if not form.is_valid():
        answer = invalid(request, *FILES, about(request, form, at))
        answer.status_code = 429 if form.too_soon else 422
        return answer
    said = form.cleaned_data
    return take(
        form.sessions(), form.columns(), by=request.user, purpose=said["purpose"], format=said["format"], filters=form.filters(),
        follows=said["since"], again=again, at=at, pk=form.new_pk(),
        saved=form.of_saved(),
    )  # fmt: skip
