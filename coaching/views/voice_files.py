"""Bring in customers' comments: a template, a look at what a file would do, all of it or nothing, and taken back whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedIn, bringers_of_results
from accounts.models import Site
from coaching import comments
from coaching.line_file import WrongFile, text_of
from coaching.models import CommentFile
from config.htmx import changed
from config.pages import page

PAGE, A_PAGE = "voice/bring.html", 5


@require_http_methods(["GET", "HEAD", "POST"])
@bringers_of_results
def bring(request: SignedIn) -> HttpResponse:
    """A file is looked at first. What was looked at comes back as text, is read and masked again, and only then taken in."""
    about: dict[str, Any] = {
        "sites": Site.objects.order_by("name"), "columns": comments.COLUMNS,
        "page": page(request, CommentFile.objects.visible_to(request.user).latest_first().select_related("brought_by"), A_PAGE),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, PAGE, about)
    try:
        text = request.POST["text"] if "text" in request.POST else text_of(request.FILES.get("file"))
        lines = comments.lines(text)
    except WrongFile as wrong:
        return render(request, PAGE, {**about, "wrong": wrong}, status=422)
    sound, sure = comments.sound(lines), "sure" in request.POST
    if sound and sure and "text" in request.POST:
        return _taken_in(request, comments.bring(request.user, lines))
    unsure = sound and "text" in request.POST
    shown = {**about, "lines": lines, "text": text, "sound": sound, "wrongs": [line for line in lines if line.errors], "unsure": unsure}
    return render(request, PAGE, shown, status=422 if unsure or not sound else 200)


def _taken_in(request: SignedIn, n: int) -> HttpResponse:
    messages.success(request, ngettext("Brought in\n%(n)s comment", "Brought in\n%(n)s comments", n) % {"n": n})
    return changed(request, reverse("voice"))


@require_POST
@bringers_of_results
def undo(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that came with that file goes. Nothing else depends on it."""
    n = get_object_or_404(CommentFile.objects.visible_to(request.user), pk=pk).undo(request.user)
    messages.success(request, ngettext("Taken back\n%(n)s comment is gone", "Taken back\n%(n)s comments are gone", n) % {"n": n})
    return changed(request, reverse("voice-bring"))


@require_safe
@bringers_of_results
def template(request: SignedIn) -> HttpResponse:
    """An empty file to fill in, with one line that shows how. The mark at its start tells spreadsheets it is UTF-8."""
    answer = HttpResponse("\ufeff" + comments.template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="comments.csv"'
    return answer
