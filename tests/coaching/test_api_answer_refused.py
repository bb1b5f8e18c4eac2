"""A phone sends an answer that cannot be taken in: it is told why, and the words are kept, up to a hundred a day."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from coaching.models import CheckBack, Refusal
from coaching.models import refusal as limits
from tests import make
from tests.api import is_problem, put, words
from tests.coaching.phones import answer_url, heard, put_answer

BAD = [
    ("outcome", None), ("outcome", ""), ("outcome", "great"), ("outcome", 1), ("outcome", ["helped"]), ("outcome", "\ud800"),
    ("answered_at", None), ("answered_at", ""), ("answered_at", "2026-03-09T14:05:00"), ("answered_at", "2026-03-09"),
    ("answered_at", 1_772_000_000), ("answered_at", "9999-12-31T23:59:59-12:00"), ("answered_at", "\ud800"), ("answered_at", []),
    ("barrier", "weather"), ("barrier", 1), ("barrier", True), ("barrier", ["tool"]), ("barrier", "\ud800"),
    ("step", 0), ("step", 5), ("step", 2.0), ("step", "2"), ("step", True), ("step", 10**23), ("step", [2]),
    ("words", "x" * 141), ("words", "a\x00b"), ("words", "two\nlines"), ("words", "half \ud83d"), ("words", 5), ("words", None),
    ("come_back", "tomorrow"), ("come_back", ""), ("come_back", None), ("come_back", 1),
    ("payload", 0), ("payload", "1"), ("payload", 32_768), ("payload", True), ("payload", None),
]  # fmt: skip


@pytest.fixture
def asked(world) -> CheckBack:
    return make.check_back(world.leader, world.ada)


@pytest.fixture
def phone(world, sign_in, asked):
    client = sign_in(world.leader)
    return lambda body, pk=None, **more: put_answer(client, world.leader, body, pk or asked.pk, **more)


@pytest.mark.parametrize(("name", "value"), BAD)
def test_what_cannot_be_taken_in_is_named_and_kept(world, phone, asked, counts, name, value):
    body = json.dumps(heard(**{name: value})).encode()
    for _ in range(2):
        problem = is_problem(phone(body), 422, "invalid", name)
    kept = Refusal.objects.get()
    assert (bytes(kept.body), kept.why, kept.kind, kept.sender) == (body, "invalid", "answer", world.leader)
    assert (kept.session_id, kept.problems) == (asked.pk, problem["fields"])
    assert CheckBack.objects.get().answered_at is None
    counts(1, 1)


@pytest.mark.parametrize("barrier", [None, "", "left out"])
def test_what_got_in_the_way_has_to_be_said(phone, barrier):
    body = heard(outcome="in-the-way", barrier=barrier)
    if barrier == "left out":
        del body["barrier"]
    is_problem(phone(body), 422, "invalid", "barrier")


def test_every_fault_is_named_at_once(phone):
    is_problem(phone({"step": 9}), 422, "invalid", "outcome", "answered_at", "step")


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"\xff\xfe", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 5000])
def test_bytes_that_are_no_json_object_are_kept_as_they_came(phone, body):
    is_problem(phone(body), 422, "invalid", "body")
    assert bytes(Refusal.objects.get().body) == body


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 201), (64 * 1024 + 1, 413), (5 * 1024 * 1024, 413)])
def test_more_than_an_answer_can_hold_is_not_read(phone, counts, size, status):
    body = json.dumps(heard()).encode()
    response = phone(body + b" " * (size - len(body)))
    if status == 413:
        is_problem(response, 413, "too_large")
    assert response.status_code == status
    counts(1, 0)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_only_json(phone, counts, kind):
    is_problem(phone(heard(), content_type=kind), 415, "json_only")
    counts(1, 0)


@pytest.mark.parametrize("pk", ["x", "1", uuid.UUID(int=1).hex])
def test_an_id_that_is_none_is_not_there(phone, counts, pk):
    is_problem(phone(heard(), pk), 404, "not_found")
    counts(1, 0)


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete", "options"])
def test_other_methods_change_nothing(world, sign_in, asked, method):
    response = sign_in(world.leader).generic(method.upper(), answer_url(asked.pk), json.dumps(heard()), content_type="application/json")
    is_problem(response, 405, "method_not_allowed")
    assert "PUT" in response["Allow"]
    assert CheckBack.objects.get().answered_at is None


def test_a_database_that_is_busy_is_worth_another_try(phone, monkeypatch, counts):
    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(CheckBack, "save", busy)
    response = phone(heard())
    is_problem(response, 503, "try_again")
    assert response["Retry-After"]
    counts(1, 0)


def test_answering_costs_the_same_whatever_is_there(world, phone, django_assert_max_num_queries):
    for _ in range(5):
        make.check_back(world.leader, world.ada)
    with django_assert_max_num_queries(24):  # two rows are marked for HR's loads; PostgreSQL asks for a lock each time
        assert phone(heard(outcome="in-the-way", barrier="tool", come_back="next-shift")).status_code == 201


# --- no more than a hundred a day ------------------------------------------------------------------------------------


@pytest.fixture
def full(world, monkeypatch):
    """Three a day are enough for a test."""
    monkeypatch.setattr(limits, "MOST_A_DAY", 3)
    at = timezone.now() - timedelta(hours=20)
    for n in range(3):
        Refusal.keep(world.leader, uuid.uuid4(), Refusal.Why.INVALID, b"%d" % n, f"{n}" * 64, {}, at=at)


def test_the_limit_is_a_hundred():
    assert limits.MOST_A_DAY == 100


@pytest.mark.parametrize("known", [True, False])
def test_beyond_it_a_phone_is_told_when_to_try_again(world, sign_in, phone, full, known, counts):
    if known:
        assert phone(heard()).status_code == 201
    response = phone(b"not json")
    is_problem(response, 429, "slow_down")
    assert 3.9 * 3600 < int(response["Retry-After"]) < 4.1 * 3600
    is_problem(put(sign_in(world.leader), world.leader, b"not json"), 429, "slow_down")
    counts(1, 3)


def test_what_is_kept_already_and_what_is_good_still_gets_its_answer(world, phone, monkeypatch):
    is_problem(phone(b"not json"), 422, "invalid", "body")
    monkeypatch.setattr(limits, "MOST_A_DAY", 1)
    is_problem(phone(b"not json"), 422, "invalid", "body")
    assert phone(heard()).status_code == 201


def test_the_limit_is_each_persons_own_and_of_one_day(world, sign_in, full, counts):
    assert put(sign_in(world.other), world.other, b"not json").status_code == 422
    Refusal.objects.filter(sender=world.leader).update(received_at=timezone.now() - timedelta(hours=25))
    assert put(sign_in(world.leader), world.leader, b"not json").status_code == 422
    counts(0, 5)


def test_the_log_form_says_something_though_nothing_is_kept(world, sign_in, full):
    client, pk = sign_in(world.leader), str(uuid.uuid4())
    form = {"id": pk, "card": "say-it-their-way", "advisor": world.ada.pk, "come_back": "none"}
    assert client.post("/sessions/new/", form).status_code == 302
    assert client.post("/sessions/new/", {**form, "note": "Other words"}).status_code == 422
    assert put(client, world.leader, words(world.ada)).status_code == 201
