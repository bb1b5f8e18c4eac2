"""A phone sends what cannot be taken in: it is told why, and the words are kept."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from rest_framework.request import Request

from coaching import envelope
from coaching.models import Refusal, Session
from tests import make
from tests.api import is_problem, put, session_url, words

BAD = [
    ("advisor", None), ("advisor", "1"), ("advisor", True), ("advisor", 1.0), ("advisor", 0), ("advisor", -1), ("advisor", 10**23),
    ("advisor", [1]), ("advisor", {"id": 1}),
    ("card", None), ("card", ""), ("card", 24), ("card", "no-such-card"), ("card", "a\x00b"), ("card", "x'; --"), ("card", "x" * 51),
    ("card", "\ud800"), ("card", ["say-it-their-way"]), ("card", True),
    ("edition", "1"), ("edition", 0), ("edition", 1.0), ("edition", 10**23), ("edition", False),
    ("held_at", None), ("held_at", ""), ("held_at", "2026-03-09T14:05:00"), ("held_at", "2026-03-09"), ("held_at", "yesterday"),
    ("held_at", "2026-02-30T10:00:00Z"), ("held_at", "0001-01-01T00:00:00+14:00"), ("held_at", "9999-12-31T23:59:59-12:00"),
    ("held_at", 1_772_000_000), ("held_at", "2026-03-09T14:05:00+99:00"), ("held_at", "\ud800"), ("held_at", "2" * 500), ("held_at", []),
    ("step", 0), ("step", 5), ("step", -1), ("step", 2.0), ("step", "2"), ("step", True), ("step", False), ("step", 10**23), ("step", [2]),
    ("advisor_step", 0), ("advisor_step", 5), ("advisor_step", 2.0), ("advisor_step", "2"), ("advisor_step", True),
    ("come_back", "tomorrow"), ("come_back", ""), ("come_back", None), ("come_back", 1), ("come_back", ["none"]), ("come_back", "\ud800"),
    ("next_step", "x" * 91), ("next_step", "😀" * 91), ("next_step", "a\x00b"), ("next_step", "two\nlines"), ("next_step", "a\tb"),
    ("next_step", "\x1b[31m"), ("next_step", "a\x7fb"), ("next_step", "a\x85b"), ("next_step", "half \ud83d"), ("next_step", 5),
    ("next_step", ["x"]), ("next_step", None),
    ("note", "x" * 281), ("note", "a\x00b"), ("note", "\x1b[31m"), ("note", "a\rb"), ("note", "half \udc00"), ("note", "half \ud83d"),
    ("note", 5), ("note", True), ("note", {"a": 1}), ("note", None), ("note", "é" * 5000),
    ("made_offline", "yes"), ("made_offline", 1), ("made_offline", None), ("made_offline", []),
    ("payload", 0), ("payload", -1), ("payload", "1"), ("payload", 32_768), ("payload", True), ("payload", None),
]  # fmt: skip


# S15
@pytest.mark.parametrize(("name", "value"), BAD)
def test_what_cannot_be_taken_in_is_named_and_kept(world, phone, counts, name, value):
    pk, body = uuid.uuid4(), json.dumps(words(world.ada, **{name: value})).encode()
    for _ in range(2):
        problem = is_problem(phone(body, pk), 422, "invalid", name)
    kept = Refusal.objects.get()
    assert (bytes(kept.body), kept.why, kept.sender, kept.session_id) == (body, "invalid", world.leader, pk)
    assert kept.problems == problem["fields"]
    counts(0, 1)


@pytest.mark.parametrize(
    ("note", "says"),
    [("half \ud83d", "emoji"), ("a\x00b", "cannot be shown"), ("x" * 281, "280"), (5, "text")],
)
def test_what_is_wrong_is_said_so_that_it_can_be_mended(world, phone, note, says):
    assert says in phone(words(world.ada, note=note)).json()["fields"]["note"][0]


def test_every_fault_is_named_at_once(world, phone):
    is_problem(phone({"step": 9, "note": 5}), 422, "invalid", "advisor", "card", "held_at", "step", "note")


GOOD = '"advisor": %d, "card": "say-it-their-way", "held_at": "2026-03-09T14:05:00Z"'
NOT_JSON = [
    b"", b" ", b"not json", b"{", b"[]", b"null", b"7", b'"words"', b"true", b"\xff\xfe", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}",
    b"[" * 5000, b'{"a":' * 5000, b"[" * 60_000, b"[" * 5000 + b"]" * 5000, b'{"a": NaN}', b'{"a": Infinity}', b'{"a": -Infinity}',
    b'{"a": 1e999}', b'{"a": -1e999}', b'{"a": ' + b"9" * 5000 + b"}", b'{"a": 1, "a": 2}', b'{"a": {"b": 1, "b": 1}}', b"{'a': 1}",
    b'{"a": 1,}', b'{"a": "\x00"}', b'{"a": "\xed\xa0\x80"}', b"{} {}", b"<html>", b"advisor=1&card=x",
]  # fmt: skip


@pytest.mark.parametrize("body", NOT_JSON)
def test_bytes_that_are_no_json_object_are_kept_as_they_came(phone, counts, body):
    is_problem(phone(body), 422, "invalid", "body")
    assert bytes(Refusal.objects.get().body) == body
    counts(0, 1)


@pytest.mark.parametrize("odd", ['"advisor": 1', '"x": NaN', '"x": 1e999', '"x": ' + "[" * 5000 + "]" * 5000])
def test_a_good_moment_with_something_odd_beside_it_is_refused(world, phone, counts, odd):
    body = ("{" + GOOD % world.ada.pk + ", " + odd + "}").encode()
    is_problem(phone(body), 422, "invalid", "body")
    counts(0, 1)


def test_the_words_of_one_are_seen_by_nobody_else(world, phone):
    phone(words(world.ada, step=9))
    assert [Refusal.objects.visible_to(user).count() for user in (world.leader, world.other, world.hr)] == [1, 0, 0]


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 201), (64 * 1024 + 1, 413), (5 * 1024 * 1024, 413)])
def test_more_than_one_moment_can_hold_is_not_read(world, phone, counts, size, status):
    body = json.dumps(words(world.ada)).encode()
    body += b" " * (size - len(body))
    response = phone(body)
    if status == 413:
        is_problem(response, 413, "too_large")
    assert response.status_code == status
    counts(int(status == 201), 0)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"])
def test_only_json(world, phone, counts, kind):
    is_problem(phone(words(world.ada), content_type=kind), 415, "json_only")
    counts(0, 0)


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_under_its_other_names(world, phone, kind):
    assert phone(words(world.ada), content_type=kind).status_code == 201


@pytest.mark.parametrize("pk", ["x", "1", uuid.UUID(int=1).hex, "00000000-0000-0000-0000-00000000000g", f"{uuid.UUID(int=1)}/x"])
def test_an_id_that_is_none_is_not_there_and_nothing_is_kept(world, phone, counts, pk):
    is_problem(phone(words(world.ada), pk), 404, "not_found")
    counts(0, 0)


def test_without_its_closing_slash_it_is_not_there_rather_than_redirected(world, sign_in, counts):
    body, headers = json.dumps(words(world.ada)), {"X-Owner": str(world.leader.pk)}
    response = sign_in(world.leader).put(session_url(uuid.uuid4())[:-1], body, content_type="application/json", headers=headers)
    is_problem(response, 404, "not_found")
    counts(0, 0)


@pytest.mark.parametrize("method", ["post", "patch", "delete", "options"])
def test_other_methods_change_nothing(world, sign_in, counts, method):
    session = make.session(world.leader, world.ada)
    before = Session.objects.values().get()
    response = getattr(sign_in(world.leader), method)(
        session_url(session.pk), json.dumps(words(world.ben)), content_type="application/json"
    )
    is_problem(response, 405, "method_not_allowed")
    assert set(response["Allow"].split(", ")) >= {"GET", "PUT"}
    assert Session.objects.values().get() == before


def test_htmx_and_old_browsers_get_no_page(world, client):
    response = put(client, world.leader, words(world.ada), **{"HX-Request": "true", "Accept": "application/json"})
    is_problem(response, 401, "signed_out")


def test_a_database_that_is_busy_is_worth_another_try(world, phone, monkeypatch, counts):
    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Session, "save", busy)
    response = phone(words(world.ada))
    is_problem(response, 503, "try_again")
    assert response["Retry-After"]
    counts(0, 0)


def test_logging_costs_the_same_whatever_is_there(world, phone, django_assert_max_num_queries):
    for _ in range(5):
        make.session(world.leader, world.ada)
    with django_assert_max_num_queries(20):  # two rows are marked for HR's loads; PostgreSQL asks for a lock each time
        phone(words(world.ada, come_back="next-shift"))


def test_a_body_that_did_not_say_how_long_it_is_counts_too(world):
    asked = RequestFactory().put("/", b"{}", content_type="application/json", headers={"X-Owner": str(world.leader.pk)})
    asked._body, asked.META["CONTENT_LENGTH"] = b" " * (envelope.LARGEST + 1), ""
    request = Request(asked)
    request.user, request.auth = world.leader, None
    with pytest.raises(envelope.TooLarge):
        envelope.opened(request)
