"""The deck, or the whole programme, as files: out as one zip, in with a look beforehand at what would change."""

from __future__ import annotations

import base64
import binascii
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.panel import panel
from cards.deck import report
from cards.deck.archive import LARGEST_ZIP, NotAnArchive, packed, unpack
from cards.deck.files import read_folder
from cards.deck.files.folder import written
from cards.deck.intake import Terms, take_in
from cards.deck.stored import published
from cards.deck.whole import whole
from cards.programme import FILES, Action, FixtureError, load


@dataclass
class Look:
    """What a zip would do, line by line, or what is wrong with it. Nothing is done while anything is wrong."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    programme: bool = False
    content: bytes = b""

    @property
    def kept(self) -> str:
        """The zip itself, for the form that says yes: it is looked at again from the start."""
        return base64.b64encode(self.content).decode()


def files(request: HttpRequest) -> HttpResponse:
    """A zip comes in by a form; what it would do is shown; the same zip with `yes` does it, all or nothing."""
    if request.method != "POST":
        return _page(request)
    content = _sent(request)
    yes = "yes" in request.POST
    look = take(content, request.user, write=yes) if content else Look(problems=[_("Choose a zip file first.")])
    if yes and not look.problems:
        messages.success(request, _("Taken in: the programme") if look.programme else _("Taken in: new wordings wait as drafts"))
        return HttpResponseRedirect(reverse("admin:files"))
    return _page(request, look, status=422 if look.problems else 200)


def deck(request: HttpRequest) -> HttpResponse:
    """One file a card and a practice, for people to edit."""
    now = published()
    return _zip("deck", written(now.cards, now.practices, now.story))


def programme(request: HttpRequest) -> HttpResponse:
    """All of it, for a second organisation."""
    return _zip("programme", whole())


def _zip(name: str, files: dict[str, str]) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="floorwalk-{name}.zip"'}
    return HttpResponse(packed(files), "application/zip", headers=headers)


def take(content: bytes, by: Any, *, write: bool) -> Look:
    """A zip with the programme's own file names is the programme; any other is a deck."""
    look = Look(content=content)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        try:
            look.programme = bool(FILES.keys() & set(unpack(content, folder)))
            (_programme if look.programme else _deck)(folder, look, by, write=write)
        except (NotAnArchive, FixtureError) as problem:
            look.problems.append(str(problem))
    return look


def _deck(folder: Path, look: Look, by: Any, *, write: bool) -> None:
    intake = take_in(read_folder(folder), Terms(by=by), write=write)
    look.problems += map(str, intake.problems)
    look.lines += report.preview(intake)


def _programme(folder: Path, look: Look, by: Any, *, write: bool) -> None:
    outcomes = load(folder, write=write, by=by)
    look.lines += [str(outcome) for outcome in outcomes if outcome.action is not Action.SAME]


def _sent(request: HttpRequest) -> bytes:
    """The file just chosen, or the one that was looked at; nothing longer than is read at all."""
    upload = request.FILES.get("zip")
    if upload:
        return upload.read(LARGEST_ZIP + 1)
    try:
        return base64.b64decode(request.POST.get("kept", ""), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _page(request: HttpRequest, look: Look | None = None, status: int = 200) -> HttpResponse:
    context = {**panel.each_context(request), "look": look}
    return render(request, "admin/content/files.html", context, status=status)
