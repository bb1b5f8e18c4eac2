"""What allauth is told about us: nobody signs up, accounts are made by the organisation."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as asking
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import proof
from accounts.models import Browser, Subscription, User
from accounts.post import in_the_background, post


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That e-mail and password don't go together. Check both and try again."),
        "enter_current_password": _("That isn't your password now. Try it once more."),
        "incorrect_password": _("That isn't your password. Try it once more."),
        "too_many_login_attempts": _("That was a few tries too many. Wait five minutes, then try again."),
        "incorrect_code": _("That code isn't right, or it has been used. Wait for the next one."),
        "rate_limited": _("That was a few tries too many. Wait a minute, then try again."),
    }

    def logout(self, request: HttpRequest) -> None:
        """A browser that nobody is signed in with takes no notifications either."""
        endpoint = request.session.get("push")
        if endpoint and request.user.is_authenticated:
            Subscription.let_go(request.user, endpoint)
        if here := Browser.of(request):
            here.delete()
        super().logout(request)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Somebody new who leads a team, and was on the way to Today, is shown around first."""
        response: HttpResponse = super().post_login(request, user, **how)
        new = user.tour_seen_at is None and response.get("Location") == reverse("today") and user.leads
        return HttpResponseRedirect(reverse("tour")) if new else response

    def set_password(self, user: User, password: str) -> None:
        """Whoever knew the old one is out everywhere; who changes it stays in where they are."""
        super().set_password(user, password)
        Browser.end_others(user, but=Browser.of(self.request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written and sent while nobody waits: the time it takes would tell who is known."""
        words = {"request": asking.request, "email": email, **context}
        in_the_background(lambda: post(self.render_mail(template_prefix, email, words)))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address we are known by, whatever host somebody asked at."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.ORIGIN + path.replace("UID-KEY", key)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago is not asked again."""
        return super().is_reauthentication_required(app=app, **kwargs) and not proof.is_recent(self.request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
