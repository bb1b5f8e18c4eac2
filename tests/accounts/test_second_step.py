"""A second step: an app's codes and recovery codes, how they are set up, asked for, and not to be guessed or used twice."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from accounts.models import Role
from tests import make

pytestmark = pytest.mark.django_db
LOGIN, STEP = "/accounts/login/", "/accounts/steps/authenticate/"
APP, RECOVERY = "/accounts/steps/app/", "/accounts/steps/recovery/"


@pytest.fixture
def ada(db):
    return make.user("Ada Leader", email="ada@example.com", password=make.PASSWORD)


@pytest.fixture
def steady(monkeypatch):
    """A clock that stands still until it is moved: no code turns old in the middle of a test."""
    clock = {"now": float(int(time.time()) // 30 * 30 + 5)}
    monkeypatch.setattr(time, "time", lambda: clock["now"])
    return clock


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def password(user) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    return client


def set_up(user) -> tuple[Client, str, list[str]]:
    """A browser that has just switched an app on: with it the app's key and the recovery codes."""
    client = password(user)
    secret = client.get(APP).context["form"].secret
    answer = client.post(APP, {"code": code(secret, -1)})
    assert answer.status_code == 200  # an old one
    answer = client.post(APP, {"code": code(secret)})
    assert answer["Location"] == RECOVERY
    return client, secret, client.get(RECOVERY).context["unused_codes"]


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def tried(user, said: str) -> bool:
    client = password(user)
    assert not is_in(client)
    client.post(STEP, {"code": said})
    return is_in(client)


def test_the_password_alone_opens_nothing_any_more(ada, steady):
    """S22"""
    set_up(ada)
    client = password(ada)
    assert not is_in(client)
    assert client.get("/api/v1/whoami/").status_code == 401
    assert "One more step" in client.get(STEP).content.decode()
    assert not tried(ada, "")


def test_the_right_code_opens_and_only_once(ada, steady):
    """S22"""
    _client, secret, _recovery = set_up(ada)
    steady["now"] += 30
    assert tried(ada, code(secret))
    assert not tried(ada, code(secret))
    steady["now"] += 30
    assert tried(ada, code(secret))


def test_a_code_of_another_time_opens_nothing(ada, steady):
    """S22"""
    _client, secret, _recovery = set_up(ada)
    steady["now"] += 300
    for steps in (-2, -1, 1, 2):
        assert not tried(ada, code(secret, steps)), steps


def test_codes_cannot_be_guessed(ada, steady):
    """S22: after some, the right one is refused too."""
    _client, secret, _recovery = set_up(ada)
    steady["now"] += 30
    right, client = code(secret), password(ada)
    for _ in range(6):
        client.post(STEP, {"code": "000000" if right != "000000" else "000001"})
    page = client.post(STEP, {"code": right})
    assert "too many" in page.content.decode()
    assert not is_in(client)


def test_a_recovery_code_opens_once(ada, steady):
    """S22"""
    _client, _secret, recovery = set_up(ada)
    assert len(set(recovery)) == 10
    assert tried(ada, recovery[0])
    assert not tried(ada, recovery[0])
    assert tried(ada, recovery[1])


def test_new_recovery_codes_end_the_old_ones(ada, steady):
    client, _secret, recovery = set_up(ada)
    client.post("/accounts/steps/recovery/new/")
    assert not set(client.get(RECOVERY).context["unused_codes"]) & set(recovery)
    assert not tried(ada, recovery[2])


def test_a_new_password_by_link_still_asks_for_the_code(ada, steady):
    """S23"""
    set_up(ada)
    fresh = Client()
    fresh.post("/accounts/password/reset/", {"email": ada.email})
    link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    page = fresh.get(link, follow=True)
    fresh.post(page.request["PATH_INFO"], {"password1": "seven quiet lamps", "password2": "seven quiet lamps"})
    assert not is_in(fresh)
    fresh.post(LOGIN, {"login": ada.email, "password": "seven quiet lamps"})
    assert not is_in(fresh)
    assert "One more step" in fresh.get(STEP).content.decode()


def test_a_code_by_e_mail_still_asks_for_the_apps(ada, steady):
    """S23"""
    set_up(ada)
    client = Client()
    client.post("/accounts/login/code/", {"email": ada.email})
    sent = re.search(r"^([0-9A-Z-]{6,})$", mail.outbox[-1].body, re.MULTILINE)[1]
    client.post("/accounts/login/code/confirm/", {"code": sent})
    assert not is_in(client)


def test_the_apps_key_is_not_in_the_database(ada, steady):
    _client, secret, _recovery = set_up(ada)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_the_square_to_scan_is_a_picture_that_the_policy_allows(ada):
    page = password(ada).get(APP)
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert "data:" in page.headers["Content-Security-Policy"]
    assert "<style" not in text
    assert "style=" not in text


def test_it_can_be_switched_off_again(ada, steady):
    client, _secret, _recovery = set_up(ada)
    client.post("/accounts/steps/app/remove/")
    assert not Authenticator.objects.filter(user=ada).exists()
    assert is_in(password(ada))


def test_nobody_reaches_somebody_elses(ada, steady):
    """S02"""
    set_up(ada)
    bea = make.user("Bea", email="bea@example.com", password=make.PASSWORD)
    hers = password(bea)
    assert hers.get(RECOVERY).status_code == 404
    assert hers.post("/accounts/steps/app/remove/").status_code == 404
    for key in Authenticator.objects.filter(user=ada):
        assert hers.post(f"/accounts/steps/keys/{key.pk}/remove/").status_code == 404


@pytest.fixture
def hana(settings):
    settings.SECOND_FACTOR_ROLES = ["hr"]
    hana = make.user("Hana Rees", email="hana@example.com", password=make.PASSWORD)
    Role.grant(hana, Role.Name.HR)
    return hana


def test_a_role_can_ask_for_a_second_step(ada, hana, steady):
    """Whoever holds it gets no further than setting one up; everybody else is left in peace."""
    client = password(hana)
    assert client.get("/exports/")["Location"] == "/accounts/steps/"
    assert client.get("/api/v1/advisors/").status_code == 403
    assert client.get("/accounts/steps/").status_code == 200
    assert is_in(password(ada))
    client, _secret, _recovery = set_up(hana)
    assert client.get("/exports/").status_code == 200


def test_who_has_to_have_one_keeps_the_last(hana, steady):
    client, _secret, _recovery = set_up(hana)
    page = client.post("/accounts/steps/app/remove/")
    assert "asks for a second step" in page.content.decode()
    assert Authenticator.objects.filter(user=hana, type="totp").exists()


def test_nobody_has_to_in_a_demo_and_three_roles_outside_one(monkeypatch):
    text = (make.__file__.rsplit("/", 2)[0]) + "/config/settings.py"
    with open(text) as settings:
        assert 'default=[] if LOCAL else ["hr", "designer", "administrator"]' in settings.read()
