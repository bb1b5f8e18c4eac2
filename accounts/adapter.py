"""What allauth is told about us: nobody signs up, accounts are made by the organisation."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Subscription


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That e-mail and password don't go together. Check both and try again."),
        "enter_current_password": _("That isn't your password now. Try it once more."),
        "incorrect_password": _("That isn't your password. Try it once more."),
        "too_many_login_attempts": _("That was a few tries too many. Wait five minutes, then try again."),
        "rate_limited": _("That was a few tries too many. Wait a minute, then try again."),
    }

    def logout(self, request: HttpRequest) -> None:
        """A browser that nobody is signed in with takes no notifications either."""
        endpoint = request.session.get("push")
        if endpoint and request.user.is_authenticated:
            Subscription.let_go(request.user, endpoint)
        super().logout(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
