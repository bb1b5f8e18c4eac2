"""What a phone sends, before anybody looks inside: whose it is, how large, and whether it is JSON at all."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, PermissionDenied, UnsupportedMediaType, ValidationError
from rest_framework.request import Request

LARGEST = 64 * 1024


class WrongUser(PermissionDenied):
    default_detail = "This phone holds it for another person"
    default_code = "wrong_user"


class TooLarge(APIException):
    status_code = 413
    default_detail = "That is more than one moment can hold"
    default_code = "too_large"


def opened(request: Request) -> bytes:
    """The exact bytes. Raises what the phone is told when they are not to be read: another owner's, not JSON, too many.

    The owner is checked first, so that nothing is looked up under a name that was swapped between two taps. A token is nobody's phone: it
    belongs to one person only.
    """
    if request.auth is None and request.headers.get("X-Owner") != str(request.user.pk):
        raise WrongUser
    if (request.content_type or "").split(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaType(request.content_type or "")
    # The size it says it has, before a byte of it is read.
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise TooLarge
    body = request._request.body
    if len(body) > LARGEST:
        raise TooLarge
    return body


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object in it, by the letter of the standard: what two readers could take differently is refused.

    Python's own reader would let NaN and infinities through, keep the last of two equal names, and guess an encoding.
    """
    try:
        words = json.loads(body.decode(), object_pairs_hook=_once_each, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise ValidationError({"body": [_("This is not JSON that can be read.")]}) from None
    if not isinstance(words, dict):
        raise ValidationError({"body": [_("This has to be one JSON object.")]})
    return words


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    words = dict(pairs)
    if len(words) != len(pairs):
        raise ValueError
    return words


def _refuse(_name: str) -> Any:
    raise ValueError


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError
    return number
