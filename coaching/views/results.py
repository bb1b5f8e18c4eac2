"""Bring in results: a template, a look at what a file would do, and then all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedIn, bringers_of_results
from accounts.models import Site
from coaching import readings
from coaching.line_file import WrongFile, text_of
from coaching.models import Measure
from config.htmx import changed

PAGE = "programme/bring.html"


@require_http_methods(["GET", "HEAD", "POST"])
@bringers_of_results
def bring(request: SignedIn) -> HttpResponse:
    """A file is looked at first; what was looked at comes back as text, is read again, and only then taken in."""
    about: dict[str, Any] = {"measures": Measure.objects.in_use(), "sites": Site.objects.order_by("name"), "columns": readings.COLUMNS}
    if request.method != "POST":
        return render(request, PAGE, about)
    try:
        text = _text(request)
        lines = readings.lines(text)
    except WrongFile as wrong:
        return render(request, PAGE, {**about, "wrong": wrong}, status=422)
    sound = readings.sound(lines)
    if sound and "text" in request.POST:
        n = readings.bring(request.user, lines)
        messages.success(request, ngettext("Brought in\n%(n)s reading", "Brought in\n%(n)s readings", n) % {"n": n})
        return changed(request, reverse("programme"))
    shown = {**about, "lines": lines, "text": text, "sound": sound, "wrongs": [line for line in lines if line.errors]}
    return render(request, PAGE, shown, status=200 if sound else 422)


def _text(request: SignedIn) -> str:
    return request.POST["text"] if "text" in request.POST else text_of(request.FILES.get("file"))


@require_safe
@bringers_of_results
def template(request: SignedIn) -> HttpResponse:
    """An empty file to fill in, with one line that shows how. The mark at its start tells spreadsheets it is UTF-8."""
    answer = HttpResponse("\ufeff" + readings.template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="readings.csv"'
    return answer
