"""Step-up: for what can do much harm, whoever is signed in shows once more that it is them, at most ten minutes before.

`@recently_proved(back="exports")` on a view, `@recently_proved("people-advisor", "pk")` where that page is about the same row; what
was typed waits in the session, and `typed(request)` gives it back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

SKEW = 60  # seconds that the clocks of two workers may be apart
KEY = "typed"  # in the browser's session
SECRET = {"csrfmiddlewaretoken", "password"}

View = Callable[..., HttpResponseBase]


def is_recent(request: Any, now: float | None = None) -> bool:
    """Whether they signed in, or showed again that it is them, within `REAUTHENTICATION_TIMEOUT`."""
    if not request.user.is_authenticated:
        return False
    proofs = [record["at"] for record in get_authentication_records(request, request.user) if record.get("reauthenticated")]
    proofs.append(request.browser.began_at.timestamp())
    now = now or time.time()
    # Not from the future either: a server's clock that was put back makes no proof last longer.
    return any(-SKEW <= now - at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for at in proofs)


def recently_proved(back: str, *same: str) -> Callable[[View], View]:
    """Guards what is posted; pages can be read. `back` names the page with the form, which is where they come out again; `same`
    are those parts of the address that it has in common with the view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in ("GET", "HEAD") or not request.user.is_authenticated or is_recent(request):
                return view(request, *args, **kwargs)
            return ask(request, reverse(back, kwargs={name: kwargs[name] for name in same}))

        return guarded

    return decorate


def ask(request: HttpRequest, to: str) -> HttpResponseRedirect:
    """To the page that asks who they are, by what they have; to sign-in for those who have nothing but their company's."""
    kept = request.POST.copy()
    for name in SECRET & set(kept):
        del kept[name]
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    if not ways:
        logout(request)
    request.session[KEY] = {"to": to, "said": kept.urlencode()}
    return redirect_to_login(to, ways[0]["url"] if ways else None)


def typed(request: HttpRequest) -> QueryDict | None:
    """What they had typed before they were asked, once; None where nobody was asked, or on another page."""
    kept = request.session.get(KEY)
    if not kept or kept["to"] != request.path or not is_recent(request):
        return None
    del request.session[KEY]
    return QueryDict(kept["said"])
