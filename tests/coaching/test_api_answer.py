"""A phone sends what was heard at a check-back: exactly once, whole, as it was heard."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cards.models import Card
from coaching.models import Barrier, CheckBack, ComeBack, Refusal
from tests import make
from tests.api import is_problem, put, words
from tests.coaching.phones import heard, put_answer


@pytest.fixture
def asked(world) -> CheckBack:
    return make.check_back(world.leader, world.ada, held_at=timezone.now() - timedelta(days=10))


@pytest.fixture
def phone(world, sign_in, asked):
    client = sign_in(world.leader)
    return lambda body, pk=None, **more: put_answer(client, world.leader, body, pk or asked.pk, **more)


def row(asked: CheckBack) -> CheckBack:
    return CheckBack.objects.get(pk=asked.pk)


def test_an_answer_is_stored_whole_and_receipted(world, phone, asked):
    at = timezone.now() - timedelta(hours=2)
    body = json.dumps(heard(outcome="not-there-yet", step=3, come_back="this-week", answered_at=at.isoformat()), indent=1).encode()
    response = phone(body)
    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
    sha = hashlib.sha256(body).hexdigest()
    assert response.json() == {"id": str(asked.pk), "sha256": sha, "owner": world.leader.pk}
    found = row(asked)
    assert (found.outcome, found.step, found.answered_at, found.answered_by) == ("not-there-yet", 3, at, world.leader)
    assert (found.sha256, found.answered_on, found.claimed_answered_at) == (sha, world.red.today(at), None)
    assert found.received_at > at
    assert found.then.come_back == ComeBack.THIS_WEEK


def test_the_outcome_and_the_time_are_enough(phone, asked):
    assert phone({"outcome": "no-chance", "answered_at": timezone.now().isoformat()}).status_code == 201
    found = row(asked)
    assert (found.outcome, found.step) == ("no-chance", None)
    assert not CheckBack.objects.filter(after=asked).exists()
    assert not Barrier.objects.exists()


def test_what_got_in_the_way_is_on_the_list_of_the_leader(phone, asked):
    assert phone(heard(outcome="in-the-way", barrier="rule", words=" Not allowed 👩🏽‍🚀 ", step=2)).status_code == 201
    barrier = Barrier.objects.get()
    assert (barrier.check_back, barrier.kind, barrier.words) == (asked, "rule", "Not allowed 👩🏽‍🚀")
    assert row(asked).step is None


@pytest.mark.parametrize("barrier", [None, "", "tool"])
def test_what_the_outcome_does_not_ask_for_has_no_effect(phone, asked, barrier):
    assert phone(heard(barrier=barrier, words="x", step=None)).status_code == 201
    assert not Barrier.objects.exists()


def test_the_card_where_care_comes_first_keeps_no_step(world, sign_in):
    asked = make.check_back(world.leader, world.ada, card=Card.objects.get(care_first=True))
    assert put_answer(sign_in(world.leader), world.leader, heard(step=2), asked.pk).status_code == 201
    assert row(asked).step is None


@pytest.mark.parametrize("times", [1, 3])
def test_the_same_bytes_again_give_the_same_receipt_and_nothing_else(phone, counts, times):
    body = heard(outcome="in-the-way", barrier="time", come_back="next-shift")
    first = phone(body)
    before = list(CheckBack.objects.order_by("pk").values())
    for _ in range(times):
        again = phone(body)
        assert (again.status_code, again.json()) == (200, first.json())
    assert list(CheckBack.objects.order_by("pk").values()) == before
    assert Barrier.objects.count() == 1
    counts(1, 0)


def test_a_receipt_outlives_the_lead_the_team_and_the_rules(world, phone, counts, monkeypatch):
    body = heard()
    first = phone(body).json()
    world.leader.leaderships.get().end()
    world.ada.move(world.blue)
    again = phone(body)
    assert (again.status_code, again.json()) == (200, first)
    monkeypatch.setattr("coaching.fields.YEARS", range(1))
    again = phone(body)
    assert (again.status_code, again.json()) == (200, first)
    counts(1, 0)


def test_a_receipt_outlives_the_lead_where_the_clock_was_wrong_too(world, phone):
    """By the server's time they lead nobody any more; what they gave is theirs to ask about."""
    body = heard(answered_at="2001-01-01T00:00:00Z")
    first = phone(body).json()
    world.leader.leaderships.get().end()
    again = phone(body)
    assert (again.status_code, again.json()) == (200, first)


def test_unknown_fields_are_let_pass_and_have_no_effect(world, phone, asked):
    extra = {"answered_by": world.other.pk, "team": world.blue.pk, "received_at": "2001-01-01T00:00:00Z", "sha256": "0", "mood": [1, None]}
    assert phone(heard(**extra)).status_code == 201
    found = row(asked)
    assert (found.answered_by, found.team) == (world.leader, world.red)
    assert timezone.now() - found.received_at < timedelta(minutes=1)


@pytest.mark.parametrize("payload", [1, 2, 32_767])
def test_a_later_payload_that_still_makes_sense_is_taken(phone, payload):
    assert phone(heard(payload=payload)).status_code == 201


@pytest.mark.parametrize("claimed", ["1970-01-01T00:00:00+14:00", "2001-01-01T00:00:00Z", "2039-06-01T09:00:00Z"])
def test_a_clock_that_cannot_be_right_gives_way_to_ours(phone, asked, claimed):
    assert phone(heard(answered_at=claimed, come_back="next-shift")).status_code == 201
    found = row(asked)
    assert timezone.now() - found.answered_at < timedelta(minutes=1)
    assert found.claimed_answered_at == datetime.fromisoformat(claimed)
    assert found.then.due_at > timezone.now() - timedelta(minutes=1)


def test_the_session_is_sent_first_and_then_its_answer(world, sign_in, counts):
    client, session = sign_in(world.leader), uuid.uuid4()
    body, pk = heard(), uuid.uuid5(session, "check-back")
    is_problem(put_answer(client, world.leader, body, pk), 404, "not_found")
    counts(0, 0)
    assert put(client, world.leader, words(world.ada, come_back="next-shift"), session).status_code == 201
    assert put_answer(client, world.leader, body, pk).status_code == 201


# --- otherwise -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [b"not json", b"{}", b"\xff\xfe", None])
def test_other_words_are_both_kept(world, phone, asked, counts, other):
    body = json.dumps(heard()).encode()
    phone(body)
    other = other or body + b" "
    for _ in range(2):
        is_problem(phone(other), 409, "different")
    kept = Refusal.objects.get()
    assert (bytes(kept.body), kept.why, kept.kind, kept.sender, kept.session_id) == (other, "different", "answer", world.leader, asked.pk)
    assert row(asked).sha256 == hashlib.sha256(body).hexdigest()
    assert phone(body).status_code == 200
    counts(1, 1)


def test_what_was_answered_on_the_page_meanwhile_stays_and_the_phones_words_are_kept(world, phone, asked):
    asked.answer(by=world.leader, outcome="helped")
    is_problem(phone(heard(outcome="no-chance")), 409, "different")
    assert row(asked).outcome == "helped"
    assert Refusal.objects.get().kind == "answer"


@pytest.mark.parametrize("body", [None, b"not json", b"{}"])
@pytest.mark.parametrize("answered", [True, False])
def test_what_was_taken_back_is_not_answered(world, phone, asked, counts, body, answered):
    first = json.dumps(heard()).encode()
    if answered:
        phone(first)
    asked.session.withdraw(world.leader, "Wrong person")
    before = CheckBack.objects.values().get()
    is_problem(phone(body or first), 410, "withdrawn")
    assert CheckBack.objects.values().get() == before
    counts(1, 0)
