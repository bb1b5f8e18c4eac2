"""Nobody sees a page without signing in, and htmx is never handed a page where it asked for a fragment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect

from config.htmx import asked_by_htmx


class SignInRequired(LoginRequiredMiddleware):
    """Every view, unless it says `login_not_required`. The API answers for itself, in JSON."""

    def process_view(self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any) -> Any:
        if request.path.startswith("/api/"):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        """To sign-in, and back to where they were. A form's own address cannot be gone back to: the page it stood on can."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        came_from = urlsplit(request.headers.get("Referer", ""))
        there = came_from.path if came_from.netloc == request.get_host() else "/"
        return redirect_to_login(there, self.get_login_url(view_func), REDIRECT_FIELD_NAME)


def for_nobody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose page knows nobody: a phone keeps it, and fills it by itself."""
    view.for_nobody = True  # type: ignore[attr-defined]
    return view


class PlainCopies:
    """A page for a phone to keep, asked for with `X-Plain`, or one that is `for_nobody` whoever asks: nobody can be in it.

    Who asks has signed in all the same. `request.plain` is for templates, where nobody would see less than anybody does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any) -> None:
        asked = request.headers.get("X-Plain") == "1" and request.method == "GET" and request.user.is_authenticated
        if asked or getattr(view_func, "for_nobody", False):
            request.plain, request.user = True, AnonymousUser()


class HtmxRedirects:
    """A redirect that htmx would follow silently, into a fragment, becomes one that the browser makes.

    The case that matters: a session has ended, and the sign-in page must not appear inside a list.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if asked_by_htmx(request) and response.status_code in (301, 302, 303, 307, 308):
            return HttpResponseClientRedirect(response["Location"])
        return response
