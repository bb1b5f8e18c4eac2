"""The one exception to "nobody may frame a page": our own page may, where a view says so. Everything else stays as strict."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

View = Callable[..., HttpResponse]


def frames(view: View) -> View:
    """For a page that shows another of ours in a frame."""

    @wraps(view)
    def framing(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
        return response

    return framing


def framed(view: View) -> View:
    """For the page in that frame. Nothing in it runs: it is there to be looked at."""

    @wraps(view)
    def framing(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Frame-Options"] = "SAMEORIGIN"
        response._csp_replace = {"frame-ancestors": ["'self'"], "script-src": ["'none'"]}  # type: ignore[attr-defined]
        return response

    return framing
