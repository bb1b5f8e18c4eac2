"""Who is asking: whoever signed in with this browser, for as long as that lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import second_factor
from accounts.models import Browser, User

log = structlog.get_logger("floorwalk.sign_in")
BY_ITSELF = ("/api/v1/whoami/",)  # what a page asks while nobody touches it


def still_signed_in(request: Any) -> User | AnonymousUser:
    """Their session, as long as its browser is on their list and was neither left alone nor kept for too long."""
    user = get_user(request)
    if not isinstance(user, User):
        return AnonymousUser()
    at, browser = timezone.now(), Browser.of(request)
    if browser and browser.user_id == user.pk:
        browser.user = user
        if not browser.is_over(at):
            _seen(request, browser, at)
            request.browser = browser
            return user
        browser.delete()
    request.session.flush()
    return AnonymousUser()


def _seen(request: HttpRequest, browser: Browser, at: Any) -> None:
    if request.path in BY_ITSELF:
        return
    try:
        browser.seen(at)
    except OperationalError as error:  # a full disk: whoever reads can still read
        log.warning("not written down that a browser was used", error=type(error).__name__)


class StillSignedIn(AuthenticationMiddleware):
    """Django's own, and it asks once a request whether this is still so."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: still_signed_in(request))  # type: ignore[assignment]


class SecondFactorRequired:
    """Who holds a role that has to have a second factor, and has none yet, gets no further than the page to set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        open_to_all = not getattr(view, "login_required", True) and not request.path.startswith("/api/")
        if open_to_all or request.path.startswith("/accounts/"):
            return None
        user = request.user
        if not user.is_authenticated or not second_factor.must_have_one(user) or second_factor.has_one(user):
            return None
        if request.path.startswith("/api/"):
            raise PermissionDenied(_("Set up your second step first."))
        return redirect("mfa_index")
