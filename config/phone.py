"""What makes it an app on a phone: the manifest, the service worker, and the page for when there is no signal.

None of it needs a sign-in and none of it is about a person: a phone keeps these bytes whoever holds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.middleware import for_nobody

# What the pages that work without a signal are made of, by the beginning of its name.
OURS = (
    "css/floorwalk.css",
    "css/further.css",
    "css/search.css",
    "css/tour.css",
    "js/app.js",
    "js/elements/",
    "js/finder/",
    "js/outbox/",
    "js/phone/",
    "fonts/",
    "icons/sprite.svg",
    "icons/favicon.svg",
    "django_htmx/htmx-2.min.js",
)
# Pages that it fills by itself, from what it keeps of its leader's teams; kept together with the cards.
TOUR = ("find", "coach", "log")  # and the first, which is its own address
FILLED = ("phone-today", "phone-check-back", "phone-log", "phone-story", "waiting", "tour", "rehearse")
INK, GROUND = "#12201b", "#eaefec"


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    response = JsonResponse(
        {
            "id": "/",
            "name": "Floorwalk",
            "short_name": "Floorwalk",
            "description": _("28 good questions, in your pocket"),
            "lang": "en-GB",
            "start_url": reverse("today"),
            "scope": "/",
            "display": "standalone",
            "theme_color": GROUND,
            "background_color": GROUND,
            "icons": [*_icons()],
            "shortcuts": [{"name": _("Find a card"), "url": reverse("cards")}],
        },
        content_type="application/manifest+json",
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """Looked at anew each time. With the kill switch on, one that takes itself and its copies away, and nothing that was saved."""
    if settings.SERVICE_WORKER:
        text = render_to_string("phone/sw.js", {"build": build(), "shell": json.dumps(shell())})
    else:
        text = render_to_string("phone/sw_off.js")
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@for_nobody
@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the worker in the place of a page that it could not get."""
    response = render(request, "phone/offline.html")
    response["X-Build"] = build()
    response["Cache-Control"] = "no-cache"
    return response


@cache
def shell() -> list[str]:
    """Addresses of all the static files that make up a page, with their hashes, and of the page without a signal."""
    return [*sorted({static(name) for name in _names() if name.startswith(OURS)}), reverse("offline")]


def filled() -> list[str]:
    """Addresses of the pages that a phone fills by itself, or that are of nobody: the first look around, practice."""
    return [*(reverse(name) for name in FILLED), *(reverse("tour-screen", args=[screen]) for screen in TOUR)]


@cache
def build() -> str:
    """Changes when any file or page that the worker keeps does."""
    pages = Path(settings.BASE_DIR / "templates").rglob("*.*")
    text = "\n".join([settings.BUILD, *shell(), *(hashlib.sha256(page.read_bytes()).hexdigest() for page in sorted(pages))])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _names() -> Iterator[str]:
    """Of every static file: from the list that collecting them left, or from where they lie."""
    hashed: dict[str, Any] | None = getattr(staticfiles_storage, "hashed_files", None)
    if hashed:
        yield from hashed
        return
    for finder in get_finders():
        for name, _storage in finder.list([]):
            yield name


def _icons() -> Iterator[dict[str, str]]:
    for name, size, purpose in (("app-192", 192, "any"), ("app-512", 512, "any"), ("app-maskable-512", 512, "maskable")):
        yield {"src": static(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
