"""How the API knows who is asking: the browser's own session, with a CSRF token for every change, or a machine's token."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from accounts.models import Role, Scope, Token, User


class CsrfRefused(PermissionDenied):
    default_detail = "The security token is missing or old"
    default_code = "csrf"


class NoSuchToken(AuthenticationFailed):
    """One answer for a wrong, an expired and a revoked one: which of them it was helps only who should not have it."""

    default_detail = gettext_lazy("This token opens nothing: it is not known, has expired or was revoked")
    default_code = "token"


class BrowserSession(SessionAuthentication):
    """Anonymous is 401, not 403, so that a phone can tell "sign in again" from "not allowed"."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise CsrfRefused from refused  # not its detail: that carries a code of its own


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer …`, and nowhere else: an address is written into logs.

    A view says by method which scope opens it (`scopes`); one that says nothing is closed to every token. That is decided here,
    before anything that was sent is looked at.
    """

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="floorwalk"' if _key(request) is not None else "Session"

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        key = _key(request)
        if key is None:
            return None
        token = Token.objects.opened_by(key).select_related("made_by").first()
        if token is None:
            raise NoSuchToken
        token.used()
        if not token.made_by.has_role(Role.Name.HR):
            raise PermissionDenied(_("Whoever made this token is not with HR any more."))
        _only_for_its_scope(request, token)
        return token.made_by, token


def _key(request: Request) -> str | None:
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def _only_for_its_scope(request: Request, token: Token) -> None:
    view: Any = request.parser_context["view"]
    if getattr(view, "any_token", False):
        return
    scopes: dict[str, Scope] = getattr(view, "scopes", {})
    scope = scopes.get("GET" if request.method == "HEAD" else request.method or "")
    if scope is None:
        raise PermissionDenied(_("No token may do that."))
    if not token.may(scope):
        raise PermissionDenied(_("This token is not for that: it would need %(scope)s.") % {"scope": scope.value})
