"""How often the API may be asked: a token, and a person over all their tokens and browsers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.models import Rate, Token


class SlowDown(APIException):
    """Not REST framework's own: that one adds English of its own to what is said."""

    status_code = 429
    default_detail = _("That was a lot in one minute. Wait a little, then go on where you were")
    default_code = "slow_down"

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = wait


class CallsAMinute(BaseThrottle):
    """Tokens at every address; people at those that say `counted`. What a phone needs to send its work is never held up by a count."""

    def allow_request(self, request: Request, view: Any) -> bool:
        most, token = settings.API_CALLS_A_MINUTE, request.auth
        if not isinstance(token, Token) and not getattr(view, "counted", False):
            return True
        waits = [Rate.over(f"user {request.user.pk}", 2 * most)]
        if isinstance(token, Token):
            waits.append(Rate.over(f"token {token.pk}", most))
        if told := [wait for wait in waits if wait is not None]:
            raise SlowDown(max(told))
        return True
