"""Errors of the API as RFC 9457 problem documents, each with a `code` that a phone can act on."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

CODES = {
    400: "bad_request", 401: "signed_out", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 406: "json_only",
    409: "different", 410: "withdrawn", 413: "too_large", 415: "json_only", 429: "slow_down", 503: "try_again",
}  # fmt: skip
OWN = ("csrf", "wrong_user", "token", "erased")  # said as they are
log = logging.getLogger(__name__)


class TryAgain(exceptions.APIException):
    """A lock not given in time, or a database that restarts: nothing is wrong with what was sent."""

    status_code = 503
    default_detail = "Busy just now. Nothing was changed: try again"
    wait = 5


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """What REST framework calls for every exception. Anything unknown is left to become a 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, OperationalError):
        log.error("The database did not answer in time", exc_info=error)
        error = TryAgain()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    status = error.status_code
    headers: dict[str, str] = {"Cache-Control": "no-store"}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if isinstance(error, exceptions.ValidationError):
        body = {"status": 422, "code": "invalid", "title": "Some of it needs another look", "fields": error.detail}
        return Response({"type": "about:blank", **body}, 422, headers=headers, content_type="application/problem+json")
    code = error.get_codes() if error.get_codes() in OWN else CODES.get(status, "error")
    body = {"type": "about:blank", "title": str(error.detail), "status": status, "code": code}
    return Response(body, status, headers=headers, content_type="application/problem+json")
