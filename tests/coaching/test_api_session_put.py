"""A phone logs a coaching moment: exactly once, whole, as it was held."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cards.models import Card, Edition
from coaching.models import CheckBack, Refusal, Session
from tests.api import is_problem, put, words

HELD = "2026-03-09T14:05:00+00:00"


def test_a_moment_is_stored_whole_and_receipted(world, phone):
    pk = uuid.uuid4()
    body = json.dumps(
        words(
            world.ada, edition=1, step=2, advisor_step=3, next_step="Ask one more", come_back="next-shift", note=" Two\r\nlines\t ",
            made_offline=True,
        ), indent=1,
    ).encode()  # fmt: skip
    response = phone(body, pk)
    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
    sha = hashlib.sha256(body).hexdigest()
    assert response.json() == {"id": str(pk), "sha256": sha, "owner": world.leader.pk}
    session = Session.objects.get()
    assert (session.pk, session.leader, session.advisor, session.team) == (pk, world.leader, world.ada, world.red)
    assert (session.step, session.advisor_step, session.next_step, session.note) == (2, 3, "Ask one more", "Two\nlines")
    assert (session.come_back, session.made_offline, session.payload, session.flags) == ("next-shift", True, 1, [])
    assert (session.sha256, session.edition.number) == (sha, 1)
    assert session.check_backs.count() == 1


def test_the_advisor_the_card_and_the_time_are_enough(world, phone):
    held = timezone.now() - timedelta(hours=3)
    body = {"advisor": world.ada.pk, "card": "say-it-their-way", "held_at": held.isoformat()}
    assert phone(body).status_code == 201
    session = Session.objects.get()
    assert (session.held_at, session.step, session.come_back, session.note, session.payload) == (held, None, "none", "", 1)
    assert not CheckBack.objects.exists()


@pytest.mark.parametrize("times", [1, 3])
def test_the_same_bytes_again_give_the_same_receipt_and_nothing_else(world, phone, counts, times):
    pk, body = uuid.uuid4(), words(world.ada, come_back="this-week")
    first = phone(body, pk)
    before = Session.objects.values().get()
    for _ in range(times):
        again = phone(body, pk)
        assert (again.status_code, again.json()) == (200, first.json())
    assert Session.objects.values().get() == before
    counts(1, 0)
    assert CheckBack.objects.count() == 1


def test_a_receipt_outlives_the_lead_the_team_the_card_and_the_rules(world, phone, counts, monkeypatch):
    pk, body = uuid.uuid4(), words(world.ada)
    first = phone(body, pk).json()
    world.leader.leaderships.get().end()
    world.ada.leave()
    Card.objects.filter(slug="say-it-their-way").update(slug="said-otherwise")
    monkeypatch.setattr("coaching.fields.YEARS", range(1))
    again = phone(body, pk)
    assert (again.status_code, again.json()) == (200, first)
    counts(1, 0)


def test_a_moment_is_there_with_its_promise_or_not_at_all(world, phone, counts, monkeypatch):
    """A moment alone would be given a receipt when it is sent again, and its promise would never be made."""
    pk, body = uuid.uuid4(), words(world.ada, come_back="next-shift")
    with monkeypatch.context() as cut:
        cut.setattr(CheckBack, "falling_due", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            phone(body, pk)
    counts(0, 0)
    assert phone(body, pk).status_code == 201
    assert CheckBack.objects.count() == 1


def test_an_amended_session_still_answers_for_the_bytes_that_made_it(world, phone):
    pk, body = uuid.uuid4(), words(world.ada, step=1)
    first = phone(body, pk).json()
    Session.objects.get().amend(world.leader, step=2)
    again = phone(body, pk)
    assert (again.status_code, again.json()) == (200, first)
    assert Session.objects.get().step == 2


# S06
def test_unknown_fields_are_let_pass_and_have_no_effect(world, phone):
    extra = {
        "leader": world.other.pk, "leader_id": world.other.pk, "team": world.blue.pk, "withdrawn_at": HELD, "withdrawn_by": world.hr.pk,
        "received_at": HELD, "held_on": "2001-01-01", "sha256": "0" * 64, "flags": ["left"], "amended_count": 9, "id": str(uuid.uuid4()),
        "is_staff": True, "new in version 2": {"deep": [1, 2.5, None, 10**23]},
    }  # fmt: skip
    pk, body = uuid.uuid4(), words(world.ada, **extra)
    assert phone(body, pk).status_code == 201
    session = Session.objects.get()
    assert (session.pk, session.leader, session.team, session.withdrawn_at, session.withdrawn_by) == (
        pk,
        world.leader,
        world.red,
        None,
        None,
    )
    assert (session.flags, session.amended_count) == ([], 0)
    assert session.sha256 == hashlib.sha256(json.dumps(body).encode()).hexdigest()
    assert timezone.now() - session.received_at < timedelta(minutes=1)
    assert session.held_on == world.red.today()


@pytest.mark.parametrize("payload", [1, 2, 32_767])
def test_a_later_payload_that_still_makes_sense_is_taken(world, phone, payload):
    assert phone(words(world.ada, payload=payload, mood="sunny")).status_code == 201
    assert Session.objects.get().payload == payload


# S58
@pytest.mark.parametrize(
    "note",
    [
        "👩🏽‍🚀🏳️‍🌈", "مرحبا \u202eright to left\u202c", "𝒜𠜎𐍈", "e\u0301 and é", "one\u2028two\u2029three", "\ufeffmark\ufffe",
        "'; DROP TABLE coaching_session; --",
        "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "%s {0} {{ x }}", "x" * 280, "😀" * 280, "tab\tand\nline",
    ],
)  # fmt: skip
@pytest.mark.parametrize("escaped", [True, False])
def test_what_somebody_wrote_is_stored_as_they_wrote_it(world, phone, note, escaped):
    body = json.dumps(words(world.ada, note=note), ensure_ascii=escaped).encode()
    response = phone(body)
    assert response.status_code == 201, response.content
    assert Session.objects.get().note == note
    assert response.json()["sha256"] == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("held_at", "utc"),
    [("2026-03-09T14:05:00+05:30", (8, 35)), ("2026-03-09T14:05:00Z", (14, 5)), ("2026-03-09 14:05:00.123456-07:00", (21, 5))],
)
def test_the_moment_is_kept_in_utc_whatever_clock_it_was_told_by(world, phone, held_at, utc):
    assert phone(words(world.ada, held_at=held_at)).status_code == 201
    held = Session.objects.get().held_at
    assert (held.hour, held.minute) == utc


# R24
@pytest.mark.parametrize(
    "claimed", ["1970-01-01T00:00:00+14:00", "2001-01-01T00:00:00Z", "2039-06-01T09:00:00Z", "2199-12-31T23:59:59-12:00"]
)
def test_a_clock_that_cannot_be_right_gives_way_to_ours(world, phone, claimed):
    assert phone(words(world.ada, held_at=claimed)).status_code == 201
    session = Session.objects.get()
    assert (session.flags, session.held_at) == (["clock"], session.received_at)
    assert session.claimed_held_at == datetime.fromisoformat(claimed)


# R21
def test_an_advisor_who_moved_on_is_logged_by_who_led_them_then(world, phone):
    held = (timezone.now() - timedelta(days=2)).isoformat()
    world.ada.move(world.blue)
    world.ben.leave()
    assert phone(words(world.ada, held_at=held)).status_code == 201
    assert phone(words(world.ben, held_at=held)).status_code == 201
    assert {session.advisor: (session.team, session.flags) for session in Session.objects.all()} == {
        world.ada: (world.red, ["moved"]), world.ben: (world.red, ["left"]),
    }  # fmt: skip


def test_somebody_who_leads_no_team_now_may_send_what_they_held_then(world, sign_in):
    held = (timezone.now() - timedelta(days=8)).isoformat()
    assert put(sign_in(world.former), world.former, words(world.ada, held_at=held)).status_code == 201


def test_a_retired_card_an_older_and_an_unknown_wording_are_taken_and_flagged(world, phone):
    card = Card.objects.get(slug="say-it-their-way")
    Edition.objects.create(card=card, number=2, title="Anew", heard="h", moment="m", open_with="o", try_this="t").publish(world.designer)
    assert phone(words(world.ada, edition=1)).status_code == 201
    assert phone(words(world.ada, edition=77)).status_code == 201
    card.retire(world.designer)
    assert phone(words(world.ada, edition=2)).status_code == 201
    found = [(session.edition.number, session.flags) for session in Session.objects.order_by("received_at")]
    assert found == [(1, ["older-edition"]), (2, ["edition-unknown"]), (2, ["card-retired"])]


def test_the_card_where_care_comes_first_keeps_no_step(world, phone):
    assert phone(words(world.ada, card=Card.objects.get(care_first=True).slug, step=1, advisor_step=2)).status_code == 201
    session = Session.objects.get()
    assert (session.step, session.advisor_step) == (None, None)


# --- the same id, otherwise ------------------------------------------------------------------------------------------


# R19
@pytest.mark.parametrize("other", [b"not json", b"{}", b"\xff\xfe", None])
def test_other_words_under_the_same_id_are_both_kept(world, phone, counts, other):
    pk, body = uuid.uuid4(), json.dumps(words(world.ada)).encode()
    phone(body, pk)
    other = other or body + b" "
    for _ in range(2):
        is_problem(phone(other, pk), 409, "different")
    kept = Refusal.objects.get()
    assert (bytes(kept.body), kept.why, kept.sender, kept.session_id) == (other, "different", world.leader, pk)
    assert kept.sha256 == hashlib.sha256(other).hexdigest()
    assert Session.objects.get().sha256 == hashlib.sha256(body).hexdigest()
    assert phone(body, pk).status_code == 200
    counts(1, 1)


# R21
@pytest.mark.parametrize("body", [None, b"not json", b"{}"])
def test_what_was_taken_back_never_comes_to_life_again(world, phone, counts, body):
    pk, first = uuid.uuid4(), json.dumps(words(world.ada)).encode()
    phone(first, pk)
    Session.objects.get().withdraw(world.leader, "Wrong person")
    before = Session.objects.values().get()
    is_problem(phone(body or first, pk), 410, "withdrawn")
    assert Session.objects.values().get() == before
    counts(1, 0)
