"""Addresses of HR's tokens, beside the exports they make; included by `accounts.urls`."""

from django.urls import path

from accounts.views import tokens

urlpatterns = [
    path("exports/tokens/", tokens.tokens, name="tokens"),
    path("exports/tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
]
