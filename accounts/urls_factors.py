"""Addresses of the second step: an app's codes, passkeys, recovery codes; included by `accounts.urls`.

allauth's views, and only those that have a template of ours.
"""

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView

form = require_http_methods(["GET", "HEAD", "POST"])
page = require_http_methods(["GET", "HEAD"])

urlpatterns = [
    path("accounts/steps/", page(base.index), name="mfa_index"),
    path("accounts/steps/authenticate/", form(base.authenticate), name="mfa_authenticate"),
    path("accounts/steps/reauthenticate/", form(base.reauthenticate), name="mfa_reauthenticate"),
    path("accounts/steps/app/", form(totp.activate_totp), name="mfa_activate_totp"),
    path("accounts/steps/app/remove/", form(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("accounts/steps/recovery/", page(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("accounts/steps/recovery/new/", form(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("accounts/steps/keys/", page(RedirectView.as_view(pattern_name="mfa_index")), name="mfa_list_webauthn"),
    path("accounts/steps/keys/add/", form(keys.add_webauthn), name="mfa_add_webauthn"),
    path("accounts/steps/keys/<int:pk>/remove/", form(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path("accounts/steps/keys/reauthenticate/", form(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("accounts/login/passkey/", form(keys.login_webauthn), name="mfa_login_webauthn"),
]
