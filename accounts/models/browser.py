"""A browser somebody is signed in with: since when, and when it was last used. It ends by itself, or from another one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .user import User

KEY = "browser"  # in the browser's session
OFTEN_ENOUGH = timedelta(minutes=1)
MOST = 20  # a person's; beyond that the one silent for longest is signed out
# What a browser says of itself, from the one that claims to be all others to the one that claims to be none.
BROWSERS = (("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def called(agent: str) -> str:
    """Chrome on Android: enough to know it again, and nothing more is kept."""
    browser = next((name for part, name in BROWSERS if part in agent), "")
    system = next((name for part, name in SYSTEMS if part in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


class BrowserQuerySet(models.QuerySet["Browser"]):
    def visible_to(self, user: User) -> BrowserQuerySet:
        """Their own, and nobody else's."""
        return self.filter(user=user) if user.is_active else self.none()

    def latest_first(self) -> BrowserQuerySet:
        return self.order_by("-seen_at", "-pk")


class Browser(models.Model):
    """The session holds the id of its row. Without the row it opens nothing, whatever else it says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="browsers")
    called = models.CharField(max_length=60)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = BrowserQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} · {self.called}"

    @classmethod
    def begin(cls, user: User, agent: str, at: datetime | None = None) -> Browser:
        """Somebody signed in. What is long over goes, and so does the one too many."""
        at = at or timezone.now()
        theirs = cls.objects.filter(user=user)
        theirs.filter(began_at__lte=at - settings.FLOOR_END).delete()
        made = cls.objects.create(user=user, called=called(agent), began_at=at, seen_at=at)
        theirs.filter(pk__in=list(theirs.latest_first().values_list("pk", flat=True)[MOST:])).delete()
        return made

    @classmethod
    def of(cls, request: HttpRequest) -> Browser | None:
        """The browser that asks; None where nobody is signed in, or it was signed out from another one."""
        key = request.session.get(KEY)
        return cls.objects.filter(pk=key).first() if key else None

    @classmethod
    def end_others(cls, user: User, but: Browser | None = None) -> int:
        """Everywhere else somebody is signed in, they no longer are, from the next request on."""
        theirs = cls.objects.filter(user=user)
        return (theirs.exclude(pk=but.pk) if but else theirs).delete()[0]

    def is_over(self, at: datetime) -> bool:
        """Unused for too long, or simply too long ago. Sooner for whoever holds a role: those pages are about many people."""
        unused, old = at - self.seen_at, at - self.began_at
        if unused >= settings.FLOOR_IDLE or old >= settings.FLOOR_END:
            return True
        return (unused >= settings.DESK_IDLE or old >= settings.DESK_END) and bool(self.user.role_names)

    def seen(self, at: datetime) -> None:
        """It was used. Written down at most once a minute, and never by two at once."""
        if at - self.seen_at >= OFTEN_ENOUGH:
            Browser.objects.filter(pk=self.pk, seen_at__lte=at - OFTEN_ENOUGH).update(seen_at=at)


def _signed_in(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """However somebody got in, by password, code, passkey or their company: from here on this browser is on their list."""
    request.session[KEY] = Browser.begin(user, request.headers.get("User-Agent", "")).pk


# The one thing that every way of signing in has in common is that Django says so.
user_logged_in.connect(_signed_in, dispatch_uid="accounts.browser")
