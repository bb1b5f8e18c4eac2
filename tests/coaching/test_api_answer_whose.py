"""A phone sends what was heard: under the right name, or not at all."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coaching import intake
from coaching.models import CheckBack, Refusal
from tests import make
from tests.api import is_problem
from tests.coaching.phones import answer_url, heard, put_answer
from tests.ladder import cover, hr_and_leader

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def asked(world) -> CheckBack:
    return make.check_back(world.leader, world.ada, held_at=timezone.now() - timedelta(days=10))


@pytest.fixture
def open_still(asked, db):
    """Nothing was written down, and nothing kept."""
    yield
    assert CheckBack.objects.get(pk=asked.pk).answered_at is None
    assert not Refusal.objects.exists()


def ago(**time: int) -> str:
    return (timezone.now() - timedelta(**time)).isoformat()


def test_whoever_covers_may_answer(world, sign_in, asked):
    dev = cover(world)
    assert put_answer(sign_in(dev), dev, heard(), asked.pk).status_code == 201
    assert CheckBack.objects.get(pk=asked.pk).answered_by == dev


def test_a_teammate_who_was_answered_first_is_told_so_even_with_the_same_bytes(world, sign_in, asked):
    dev, body = cover(world), heard()
    assert put_answer(sign_in(world.leader), world.leader, body, asked.pk).status_code == 201
    is_problem(put_answer(sign_in(dev), dev, body, asked.pk), 409, "different")
    assert Refusal.objects.get().sender == dev


@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
@pytest.mark.parametrize("answered", [True, False])
def test_what_is_not_theirs_is_not_there(world, sign_in, asked, who, answered):
    if answered:
        asked.answer(by=world.leader, outcome="helped")
    before = CheckBack.objects.values().get(pk=asked.pk)
    user = getattr(world, who)
    theirs = put_answer(sign_in(user), user, heard(), asked.pk)
    made_up = put_answer(sign_in(user), user, heard(), uuid.uuid4())
    is_problem(theirs, 404, "not_found")
    assert theirs.content == made_up.content
    assert CheckBack.objects.values().get(pk=asked.pk) == before
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("body", [b"not json", {}, heard(step=9)])
def test_a_stranger_finds_nothing_whatever_is_sent(world, sign_in, asked, open_still, body):
    for user in (world.other, hr_and_leader(world)):
        is_problem(put_answer(sign_in(user), user, body, asked.pk), 404, "not_found")


def test_somebody_who_led_then_is_taken_though_they_no_longer_do(world, sign_in, asked):
    """Cara led Red until a week ago; what she heard before that still counts, what she says she heard since does not."""
    client = sign_in(world.former)
    is_problem(put_answer(client, world.former, heard(answered_at=ago(days=6)), asked.pk), 404, "not_found")
    assert put_answer(client, world.former, heard(answered_at=ago(days=8)), asked.pk).status_code == 201
    assert CheckBack.objects.get(pk=asked.pk).answered_by == world.former


def test_a_wrong_clock_opens_no_door(world, sign_in, asked, open_still):
    """The server's time stands, and by that she leads nobody."""
    world.former.leaderships.update(starts_at=timezone.now() - timedelta(days=900))
    world.ada.memberships.update(starts_at=timezone.now() - timedelta(days=900))
    for claimed in ("2001-01-01T00:00:00Z", ago(days=800), "2039-01-01T00:00:00Z"):
        is_problem(put_answer(sign_in(world.former), world.former, heard(answered_at=claimed), asked.pk), 404, "not_found")


def test_what_was_promised_after_their_time_is_not_there(world, sign_in):
    asked = make.check_back(world.leader, world.ada)
    is_problem(put_answer(sign_in(world.former), world.former, heard(answered_at=ago(days=8)), asked.pk), 404, "not_found")
    is_problem(put_answer(sign_in(world.former), world.former, b"not json", asked.pk), 404, "not_found")
    assert not Refusal.objects.exists()


def test_an_advisor_who_moved_or_left_is_answered_for_by_who_led_them_then(world, sign_in, asked):
    other = make.check_back(world.leader, world.ben, held_at=timezone.now() - timedelta(days=10))
    world.ada.move(world.blue)
    world.ben.leave()
    client = sign_in(world.leader)
    assert put_answer(client, world.leader, heard(answered_at=ago(days=2)), asked.pk).status_code == 201
    assert put_answer(client, world.leader, heard(answered_at=ago(days=2)), other.pk).status_code == 201


def test_what_was_heard_after_the_move_is_not_theirs(world, sign_in, asked, open_still):
    world.ada.move(world.blue, at=timezone.now() - timedelta(days=3))
    for user in (world.leader, world.other):
        is_problem(put_answer(sign_in(user), user, heard(answered_at=ago(days=2)), asked.pk), 404, "not_found")


def test_who_leads_both_teams_finds_it_where_the_page_does(world, sign_in, asked, open_still):
    """A promise stays behind in the team it was made in, as its moment does."""
    make.leadership(world.leader, world.blue)
    world.ada.move(world.blue, at=timezone.now() - timedelta(days=3))
    client = sign_in(world.leader)
    is_problem(put_answer(client, world.leader, heard(answered_at=ago(days=2)), asked.pk), 404, "not_found")
    assert client.get(f"/check-backs/{asked.pk}/").status_code == 404


def test_signed_out(client, world, asked, open_still):
    is_problem(put_answer(client, world.leader, heard(), asked.pk), 401, "signed_out")


@pytest.mark.parametrize("owner", [None, "", "0", "x", "{other}", "{leader}.0", "+{leader}"])
def test_what_a_phone_holds_for_another_is_refused_before_anything_is_looked_up(world, sign_in, asked, open_still, owner, monkeypatch):
    monkeypatch.setattr(intake, "answer", pytest.fail)
    headers = {} if owner is None else {"X-Owner": owner.format(other=world.other.pk, leader=world.leader.pk)}
    client = sign_in(world.leader)
    for body in (json.dumps(heard()).encode(), b"\xff", b"x" * 70_000):
        is_problem(client.put(answer_url(asked.pk), body, content_type="application/json", headers=headers), 403, "wrong_user")


class TestCsrf:
    @pytest.fixture
    def strict(self, world):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.leader, backend=BACKEND)
        client.token = client.get("/api/v1/whoami/").json()["csrf"]
        return client

    def test_with_the_token_of_whoami(self, world, strict, asked):
        assert put_answer(strict, world.leader, heard(), asked.pk, **{"X-CSRFToken": strict.token}).status_code == 201

    @pytest.mark.parametrize("token", [None, "", "x", "a" * 64])
    def test_without_it(self, world, strict, asked, open_still, token):
        headers = {} if token is None else {"X-CSRFToken": token}
        is_problem(put_answer(strict, world.leader, heard(), asked.pk, **headers), 403, "csrf")

    def test_from_another_site(self, world, strict, asked, open_still):
        headers = {"X-CSRFToken": strict.token, "Origin": "https://elsewhere.example"}
        is_problem(put_answer(strict, world.leader, heard(), asked.pk, **headers), 403, "csrf")
