"""Signing in and out, passwords, own settings, the way in to one's own record, HR's people.

Only those pages of allauth that have a template of ours: nobody signs up here.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from accounts.urls_factors import urlpatterns as factors
from accounts.urls_me import urlpatterns as me
from accounts.urls_own_record import urlpatterns as own_record
from accounts.urls_people import urlpatterns as people
from accounts.urls_tokens import urlpatterns as tokens
from accounts.views import company, invitations

# Django's FormView would take a PUT for a POST.
form = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    path("accounts/login/", form(views.login), name="account_login"),
    path("accounts/logout/", form(views.logout), name="account_logout"),
    path("accounts/inactive/", form(views.account_inactive), name="account_inactive"),
    path("accounts/reauthenticate/", form(views.reauthenticate), name="account_reauthenticate"),
    path("accounts/password/change/", form(views.password_change), name="account_change_password"),
    path("accounts/password/set/", form(views.password_set), name="account_set_password"),
    path("accounts/password/reset/", form(views.password_reset), name="account_reset_password"),
    path("accounts/password/reset/done/", form(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        form(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("accounts/password/reset/key/done/", form(views.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    path("accounts/login/code/", form(views.request_login_code), name="account_request_login_code"),
    path("accounts/login/code/confirm/", form(views.confirm_login_code), name="account_confirm_login_code"),
    path("accounts/company/", company.go, name="company-sign-in"),
    path("accounts/company/connect/", company.connect, name="company-connect"),
    path("accounts/company/back/", company.back, name="company-back"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/again/", invitations.again, name="invitation-again"),
    path("invitations/<int:pk>/end/", invitations.end, name="invitation-end"),
    path("invitations/open/<slug:key>/", invitations.accept, name="invitation-open"),
    *factors,
    *me,
    *own_record,
    *tokens,
    *people,
]
