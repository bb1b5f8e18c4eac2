"""Signing in by the company's own sign-in, and connecting an account to it. Without `OIDC_ISSUER` there is none."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn
from accounts.company import PROVIDER, CompanyDoor
from accounts.proof import recently_proved


@login_not_required
@require_POST
def go(request: HttpRequest) -> HttpResponseBase:
    """By a button only: no link, and no page elsewhere, sends anybody off to sign in."""
    if not settings.OIDC_ISSUER:
        raise Http404
    return _walked(OAuth2LoginView, request)


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
    return _walked(OAuth2CallbackView, request)


def _walked(way: Any, request: HttpRequest) -> HttpResponseBase:
    """Through our own door: allauth's views for OpenID Connect would take its own, which is less strict."""
    answer: HttpResponseBase = way.adapter_view(CompanyDoor(request, PROVIDER))(request)
    return answer
