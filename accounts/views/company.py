"""Signing in by the company's own sign-in, and connecting an account to it. Without `OIDC_ISSUER` there is none."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn
from accounts.company import PROVIDER
from accounts.proof import recently_proved


@login_not_required
@require_POST
def go(request: HttpRequest) -> HttpResponseBase:
    """By a button only: no link, and no page elsewhere, sends anybody off to sign in."""
    if not settings.OIDC_ISSUER:
        raise Http404
    return views.login(request, PROVIDER)


@require_POST
@recently_proved(back="mfa_index")
def connect(request: SignedIn) -> HttpResponseBase:
    """From now on the company's word opens this account too."""
    return go(request)


@login_not_required
@require_safe
def back(request: HttpRequest) -> HttpResponseBase:
    if not settings.OIDC_ISSUER:
        raise Http404
    return views.callback(request, PROVIDER)
