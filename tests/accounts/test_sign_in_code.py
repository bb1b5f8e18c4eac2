"""Signing in with a code by e-mail: once, for ten minutes, three guesses, and nobody learns who is known."""

from __future__ import annotations

import re
import time

import pytest
from django.core import mail
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


@pytest.fixture
def ada(db):
    return make.user("Ada Leader", email="ada@example.com", password=make.PASSWORD)


def asked(email: str, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.post(ASK, {"email": email}, follow=True).status_code == 200
    return client


def code() -> str:
    return re.search(r"^([0-9A-Z-]{6,})$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_a_code_opens_the_account_once(ada):
    client = asked(ada.email)
    sent = code()
    assert client.post(CONFIRM, {"code": sent}).status_code == 302
    assert client.get("/me/").status_code == 200
    other = asked(ada.email)
    assert other.post(CONFIRM, {"code": sent}).status_code == 200
    assert other.get("/me/").status_code == 302


def test_it_leads_where_they_were_going(ada):
    client = Client()
    client.post(f"{ASK}?next=/cards/", {"email": ada.email, "next": "/cards/"})
    assert client.post(CONFIRM, {"code": code(), "next": "/cards/"})["Location"] == "/cards/"


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example", "/\t/evil.example"])
def test_it_never_leads_to_another_host(ada, target):
    """S49"""
    client = asked(ada.email)
    assert client.post(CONFIRM, {"code": code(), "next": target})["Location"] == "/"


def test_whoever_asks_is_told_the_same_and_only_the_known_get_a_letter(ada):
    """S18"""
    said = []
    for email in (ada.email, "nobody@example.com"):
        client = Client()
        page = client.post(ASK, {"email": email}, follow=True)
        words = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode()).replace(email, "")
        wrong = client.post(CONFIRM, {"code": "AAA-BBB"})
        said.append((page.redirect_chain, words, wrong.status_code, wrong.context["form"].errors))
    assert said[0] == said[1]
    assert len(mail.outbox) == 1


def test_a_code_is_for_the_browser_that_asked(ada):
    asked(ada.email)
    thief = asked("nobody@example.com")
    thief.post(CONFIRM, {"code": code()})
    assert thief.get("/me/").status_code == 302


def test_three_wrong_guesses_and_a_new_one_has_to_be_asked_for(ada):
    client = asked(ada.email)
    sent = code()
    for _ in range(3):
        client.post(CONFIRM, {"code": "ZZZ-ZZZ"})
    client.post(CONFIRM, {"code": sent})
    assert client.get("/me/").status_code == 302


def test_a_code_is_too_old_after_ten_minutes(ada, monkeypatch):
    client, now = asked(ada.email), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 605)
    client.post(CONFIRM, {"code": code()})
    assert client.get("/me/").status_code == 302


def test_asking_again_and_again_is_slowed_down(ada):
    for _ in range(6):
        page = Client().post(ASK, {"email": ada.email})
    assert "too many" in page.content.decode()
    assert len(mail.outbox) <= 4


def test_a_closed_account_gets_none(ada):
    ada.is_active = False
    ada.save()
    asked(ada.email)
    assert mail.outbox == []
