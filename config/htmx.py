"""The whole htmx protocol of this project, in three answers.

The page side is one `htmx-config` meta tag in templates/base.html: no history snapshots, no request header on history
misses, 422 is swapped, no inline styles, no eval, no script tags.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def page_or_fragment(request: HttpRequest, page: str, fragment: str, context: dict[str, Any]) -> HttpResponse:
    """A whole page, or for htmx the fragment that the page includes. The same URL gives both, so caches are told."""
    response = render(request, fragment if asked_by_htmx(request) else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def changed(request: HttpRequest, to: str) -> HttpResponse:
    """A change was made: go and see it. htmx is told to load that page, a plain form is redirected."""
    return HttpResponseClientRedirect(to) if asked_by_htmx(request) else HttpResponseRedirect(to)


def invalid(request: HttpRequest, page: str, fragment: str, context: dict[str, Any]) -> HttpResponse:
    """422: the same form again, with what was typed and what is wrong with it."""
    response = page_or_fragment(request, page, fragment, context)
    response.status_code = 422
    return response


def asked_by_htmx(request: HttpRequest) -> bool:
    """A swap into the page, not a page load that htmx makes for the whole body or for the Back button."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
