"""A list of leaked passwords, where there is one: each of them is refused, and nothing that is not on it."""

from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.leaked import NotLeaked, stands_in
from config.env import Environment
from tests import make

WORDS = [f"leaked password number {n}" for n in range(200)]


def hashed(words: str) -> str:
    return hashlib.sha1(words.encode()).hexdigest().upper()


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def listed(request, tmp_path, settings):
    file = tmp_path / "leaked.txt"
    lines = sorted(f"{hashed(words)}:{n * 37 % 1000}" for n, words in enumerate(WORDS))
    file.write_bytes(request.param.join(lines).encode())
    settings.LEAKED_PASSWORDS = str(file)
    return file


def test_every_one_on_the_list_is_found_and_nothing_else(listed):
    """S19: the first and the last line too."""
    assert all(stands_in(listed, words) for words in WORDS)
    assert not any(stands_in(listed, f"{words} and more") for words in WORDS)
    assert not stands_in(listed, "odd \udcff letters")


@pytest.mark.parametrize("many", [0, 1, 2])
def test_short_lists_too(tmp_path, many):
    file = tmp_path / "short.txt"
    file.write_text("".join(f"{one}:1\n" for one in sorted(map(hashed, WORDS[:many]))))
    assert [stands_in(file, words) for words in WORDS[:3]] == [n < many for n in range(3)]


def test_a_new_password_from_the_list_is_refused_with_a_reason(listed, client, db):
    """S19"""
    ada = make.user("Ada", password=make.PASSWORD)
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    said = {"oldpassword": make.PASSWORD, "password1": WORDS[7], "password2": WORDS[7]}
    assert "leaked" in str(client.post("/accounts/password/change/", said).context["form"].errors["password1"])
    ada.refresh_from_db()
    assert ada.check_password(make.PASSWORD)


def test_without_a_list_nothing_is_looked_up(settings):
    settings.LEAKED_PASSWORDS = ""
    NotLeaked().validate(WORDS[7])
    assert NotLeaked().get_help_text() == ""


def test_a_file_that_is_no_such_list_stops_the_start(listed, monkeypatch, tmp_path):
    """S19 S89: otherwise nothing would ever be found on it."""
    monkeypatch.setenv("LEAKED_PASSWORDS", str(listed))
    assert Environment().leaked("LEAKED_PASSWORDS") == str(listed)
    for wrong in (b"password1\nqwerty\n", b""):
        listed.write_bytes(wrong)
        with pytest.raises(ImproperlyConfigured, match="LEAKED_PASSWORDS"):
            Environment().leaked("LEAKED_PASSWORDS")
    monkeypatch.setenv("LEAKED_PASSWORDS", str(tmp_path / "not there"))
    with pytest.raises(ImproperlyConfigured, match="LEAKED_PASSWORDS"):
        Environment().leaked("LEAKED_PASSWORDS")
