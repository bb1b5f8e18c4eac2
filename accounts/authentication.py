"""How the API knows who is asking: the browser's own session, with a CSRF token for every change."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class CsrfRefused(PermissionDenied):
    default_detail = "The security token is missing or old"
    default_code = "csrf"


class BrowserSession(SessionAuthentication):
    """Anonymous is 401, not 403, so that a phone can tell "sign in again" from "not allowed"."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise CsrfRefused from refused  # not its detail: that carries a code of its own
