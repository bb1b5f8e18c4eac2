"""No other way in: no account that comes with it, no second sign-in page, no Basic auth; and an administrator can end it all."""

from __future__ import annotations

import base64
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Browser, User
from config import settings as ours
from tests import make

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def test_a_fresh_install_has_no_account(db):
    """S25"""
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/admin/password_change/", "/api-auth/login/", "/api/v1/login/", "/accounts/signup/"]
)
def test_there_is_one_sign_in_page(db, path):
    """S25: the panel's is the same door, with its throttle, its second step and the company's sign-in."""
    answer = Client().get(path)
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert answer["Location"].startswith(LOGIN)


def test_basic_auth_opens_nothing(db):
    """S25"""
    make.user("Ada", email="ada@example.com", password=make.PASSWORD)
    words = base64.b64encode(f"ada@example.com:{make.PASSWORD}".encode()).decode()
    answer = Client().get("/api/v1/whoami/", headers={"authorization": f"Basic {words}"})
    assert answer.status_code == 401
    assert "basic" not in answer.headers.get("WWW-Authenticate", "").lower()


def test_nobody_signs_up_by_themselves(db):
    """S25"""
    for path in ("/accounts/signup/", "/accounts/signup/passkey/", "/accounts/social/signup/", "/accounts/3rdparty/signup/"):
        assert Client().post(path, {"email": "x@example.com", "password1": "seven quiet lamps"}).status_code in (302, 404, 405)
    assert not User.objects.exists()


BAD = [
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/%09/evil.example", "\thttps://evil.example",
    "https://evil.example", "https:evil.example", "http:///evil.example", "javascript:alert(1)", "data:text/html,x",
    "https://testserver@evil.example/", "https://testserver.evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", BAD)
def test_signing_in_stays_on_our_host(db, target):
    """S49"""
    make.user("Ada", email="ada@example.com", password=make.PASSWORD)
    there = Client().post(LOGIN, {"login": "ada@example.com", "password": make.PASSWORD, "next": target})["Location"]
    assert re.match(r"/(?![/\\])", there), there
    assert not re.search(r"[\t\\]", there)


def test_cookies_are_for_us_alone():
    """S34: what HTTPS adds is proved by tests/site/test_settings.py."""
    assert (ours.SESSION_COOKIE_HTTPONLY, ours.CSRF_COOKIE_HTTPONLY) == (True, True)
    assert (ours.SESSION_COOKIE_SAMESITE, ours.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")


def test_one_person_or_everybody_is_signed_out_by_a_command(db, capsys):
    """S32"""
    ada, bea = make.user("Ada", email="ada@example.com"), make.user("Bea", email="bea@example.com")
    for user in (ada, ada, bea):
        Browser.begin(user, "")
    call_command("sign_out", "Ada@example.com")
    assert list(Browser.objects.values_list("user", flat=True)) == [bea.pk]
    call_command("sign_out", "--everybody")
    assert not Browser.objects.exists()
    assert capsys.readouterr().out == "Ended: 2\nEnded: 1\n"
    for wrong in (["nobody@example.com"], [], ["ada@example.com", "--everybody"]):
        with pytest.raises(CommandError):
            call_command("sign_out", *wrong)
