"""A phone logs a coaching moment: under the right name, or not at all."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coaching import entry
from coaching.models import Session
from tests import make
from tests.api import is_problem, put, session_url, words

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_whoever_covers_may_log(world, sign_in):
    dev = make.user("Dev Shah")
    make.leadership(dev, world.red, cover=True, ends_at=timezone.now() + timedelta(days=2))
    assert put(sign_in(dev), dev, words(world.ada)).status_code == 201
    assert Session.objects.get().leader == dev


# S04
@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
def test_an_advisor_who_is_not_theirs_is_not_there(world, sign_in, counts, who):
    user = getattr(world, who)
    theirs = put(sign_in(user), user, words(world.ada))
    made_up = put(sign_in(user), user, {**words(world.ada), "advisor": 2**63 - 1})
    is_problem(theirs, 404, "not_found")
    assert theirs.content == made_up.content
    counts(0, 0)


def test_an_id_of_somebody_else_is_not_there_whatever_is_sent_under_it(world, phone, counts):
    taken = make.session(world.other, world.cleo)
    for body in (words(world.ada), b"not json", {}):
        is_problem(phone(body, taken.pk), 404, "not_found")
    counts(1, 0)


def test_signed_out(client, world, counts):
    is_problem(put(client, world.leader, words(world.ada)), 401, "signed_out")
    counts(0, 0)


@pytest.mark.parametrize(
    "owner", [None, "", "0", "x", "{other}", "{leader} ", " {leader}", "{leader}.0", "+{leader}", "{leader}, {leader}"]
)
def test_what_a_phone_holds_for_another_is_refused_before_anything_is_looked_up(world, sign_in, counts, owner, monkeypatch):
    monkeypatch.setattr(entry, "log", pytest.fail)
    monkeypatch.setattr(entry, "logged_before", pytest.fail)
    client = sign_in(world.leader)
    headers = {} if owner is None else {"X-Owner": owner.format(other=world.other.pk, leader=world.leader.pk)}
    # The spaces are a client's; a server strips them from a header before Django sees it.
    for body, kind in (
        (json.dumps(words(world.ada)).encode(), "application/json"),
        (b"\xff\xfe", "text/plain"),
        (b"x" * 70_000, "application/json"),
    ):
        response = client.put(session_url(uuid.uuid4()), body, content_type=kind, headers=headers)
        is_problem(response, 403, "wrong_user")
    counts(0, 0)


class TestCsrf:
    @pytest.fixture
    def strict(self, world):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.leader, backend=BACKEND)
        client.token = client.get("/api/v1/whoami/").json()["csrf"]
        return client

    def test_with_the_token_of_whoami(self, world, strict, counts):
        assert put(strict, world.leader, words(world.ada), **{"X-CSRFToken": strict.token}).status_code == 201

    @pytest.mark.parametrize("token", [None, "", "x", "a" * 64])
    def test_without_it(self, world, strict, counts, token):
        headers = {} if token is None else {"X-CSRFToken": token}
        is_problem(put(strict, world.leader, words(world.ada), **headers), 403, "csrf")
        counts(0, 0)

    def test_from_another_site(self, world, strict, counts):
        headers = {"X-CSRFToken": strict.token, "Origin": "https://elsewhere.example"}
        is_problem(put(strict, world.leader, words(world.ada), **headers), 403, "csrf")
        counts(0, 0)

    def test_from_another_page_over_https(self, world, strict, counts):
        headers = {"X-CSRFToken": strict.token, "X-Owner": str(world.leader.pk), "Referer": "https://elsewhere.example/"}
        body = json.dumps(words(world.ada)).encode()
        response = strict.put(session_url(uuid.uuid4()), body, content_type="application/json", headers=headers, secure=True)
        is_problem(response, 403, "csrf")
        counts(0, 0)

    def test_the_token_comes_before_whose_it_is(self, world, strict):
        is_problem(put(strict, world.other, words(world.ada)), 403, "csrf")
