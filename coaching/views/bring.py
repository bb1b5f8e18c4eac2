"""Bring in a file that a phone saved: what it still held, for when the phone itself cannot send it."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedIn
from coaching import bringing

PAGE = "waiting/brought.html"


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedIn) -> HttpResponse:
    """Anybody signed in may, as with PUT: the moments in it may have been held by somebody who leads no team now."""
    if request.method != "POST":
        return render(request, "waiting/bring.html")
    try:
        found = bringing.rows(request.user, _content(request))
    except bringing.WrongFile as wrong:
        return render(request, PAGE, {"wrong": wrong}, status=422)
    results = bringing.bring(request.user, found)
    return render(request, PAGE, {"results": results, "counts": Counter(result.state for result in results)})


def _content(request: SignedIn) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise bringing.WrongFile(_("Choose the file first."))
    if (file.size or 0) > bringing.LARGEST_FILE:
        raise bringing.WrongFile(_("This file is larger than any that Floorwalk saves. Nothing was brought in."))
    return file.read()
