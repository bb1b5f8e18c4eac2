"""HR's tokens for other systems: made, shown once, revoked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, hr_people
from accounts.forms_token import TokenForm
from accounts.models import Scope, Token
from accounts.proof import recently_proved, typed
from config.htmx import changed
from config.pages import page

PAGE = "exports/tokens/tokens.html"
A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@hr_people
@recently_proved(back="tokens")
def tokens(request: SignedIn) -> HttpResponse:
    """POST makes one. Its key is in that answer and nowhere else: there is no address that would show it again."""
    if request.method != "POST":
        return render(request, PAGE, _context(request, TokenForm(request.user, typed(request))))
    form = TokenForm(request.user, request.POST)
    if not form.is_valid():
        return render(request, PAGE, _context(request, form), status=422)
    said = form.cleaned_data
    token, key = Token.make(request.user, said["name"], said["scopes"], form.expires_at())
    return render(request, "exports/tokens/made.html", {"token": token, "key": key, "names": _names(token)})


@require_POST
@hr_people
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    token = get_object_or_404(Token.objects.visible_to(request.user), pk=pk)
    token.revoke(request.user)
    messages.success(request, _("%(name)s is revoked\nIt opens nothing any more") % {"name": token.name})
    return changed(request, reverse("tokens"))


def _context(request: SignedIn, form: TokenForm) -> dict[str, Any]:
    rows = Token.objects.visible_to(request.user).latest_first().select_related("made_by", "revoked_by")
    found, now = page(request, rows, A_PAGE), timezone.now()
    shown = [{"token": token, "stands": token.stands(now), "names": _names(token)} for token in found.rows]
    return {"form": form, "past": found, "tokens": shown}


def _names(token: Token) -> list[Any]:
    return [Scope(scope).label for scope in token.scopes]
