"""Company single sign-on by OpenID Connect: allauth walks the way, and here is what we are stricter about.

An ID token counts only with a signature by the issuer's published keys, for us, of now, and with the nonce of this very
browser. Whose it is goes by issuer and subject together, never by an e-mail address, which the company may give to
somebody else tomorrow. Roles may follow its groups.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Role, User

PROVIDER = "company"
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]  # never "none", never a shared secret
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 60  # seconds that clocks may differ


def nonce_of(verifier: str) -> str:
    """Of the secret that this browser's session keeps: whoever sees the nonce pass by cannot make the next one."""
    return hashlib.sha256(b"nonce" + verifier.encode()).hexdigest()


class CompanyDoor(OpenIDConnectOAuth2Adapter):
    """One way to the issuer and back."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return settings.ORIGIN + reverse("company-back")

    def get_access_token_data(self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None) -> Any:
        self.nonce = nonce_of(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no ID token")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Always checked in full; allauth takes one on trust where it came over TLS."""
        try:
            said = jwt.decode(
                id_token, self._key(id_token), algorithms=SIGNED_BY, audience=app.client_id, issuer=settings.OIDC_ISSUER,
                leeway=LEEWAY, options={"require": NEEDED},
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError, ValueError) as wrong:
            raise OAuth2Error("ID token refused") from wrong
        for_us_alone = said["aud"] == app.client_id or said.get("azp") == app.client_id
        if not for_us_alone or not secrets.compare_digest(str(said["nonce"]), self.nonce):
            raise OAuth2Error("ID token of another browser")
        return said

    def _key(self, id_token: str) -> Any:
        header = jwt.get_unverified_header(id_token)
        if header.get("alg") not in SIGNED_BY:
            raise OAuth2Error("ID token not signed")
        with DefaultSocialAccountAdapter(self.request).get_requests_session() as session:
            published = session.get(self.openid_config["jwks_uri"])
            published.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(published.json()).keys
        fitting = [key for key in keys if key.key_id == header.get("kid")]
        if not fitting:
            raise OAuth2Error("ID token signed by nobody we know")
        return fitting[0]


class Company(OpenIDConnectProvider):
    id = "openid_connect"
    oauth2_adapter_class = CompanyDoor
    pkce_enabled_default = True

    def get_pkce_params(self) -> dict[str, Any]:
        params = super().get_pkce_params()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        """What a link says goes nowhere."""
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()

    def get_callback_url(self) -> str:
        return reverse("company-back")

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        connects = request.path == reverse("company-connect") and request.user.is_authenticated
        return {**super().get_redirect_from_request_kwargs(request), "process": "connect" if connects else "login"}

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        login: Any = super().sociallogin_from_response(request, response)
        login.said = response["id_token"]
        return login

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what the company says about somebody is kept: it is asked anew each time."""
        return {}

    def extract_uid(self, data: dict[str, Any]) -> str:
        said = data["id_token"]
        return f"{said['iss']} {said['sub']}"


class CompanyAdapter(DefaultSocialAccountAdapter):
    """Who is known by the company's word: whoever was connected before, or is new, where new people may be made."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            follow_groups(sociallogin.user, sociallogin.said)
            return
        if sociallogin.state.get("process") == "connect" and request.user.is_authenticated:
            return
        email = sociallogin.user.email
        if not settings.OIDC_MAKES_ACCOUNTS or not email or User.objects.filter(email__iexact=email).exists():
            raise ImmediateHttpResponse(render(request, "account/company_unknown.html", status=403))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.OIDC_MAKES_ACCOUNTS)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> User:
        user: User = sociallogin.user
        user.email, user.name = (data.get("email") or "").lower(), (data.get("name") or data.get("email") or "")[:120]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        follow_groups(user, sociallogin.said)
        return user


def follow_groups(user: User, said: dict[str, Any]) -> None:
    """Roles that `OIDC_ROLES` names are given and taken as the company's groups say now; all others are left alone."""
    groups = said.get(settings.OIDC_ROLES_CLAIM) or []
    theirs = {str(group) for group in (groups if isinstance(groups, list) else [groups])}
    for name, group in settings.OIDC_ROLES.items():
        held = user.roles.filter(name=name, ended_at=None).first()
        if group in theirs and held is None:
            Role.grant(user, Role.Name(name))
        elif group not in theirs and held is not None:
            held.end()
