"""A phone tells a permission story: exactly once, whole, under nobody else's name."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coaching.models import PermissionStory, Refusal
from coaching.models.permission_story import WORDS
from tests import make
from tests.api import is_problem
from tests.coaching.stories import body, put_story
from tests.ladder import ODD, lead_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(world, sign_in):
    client = sign_in(world.leader)
    return lambda said, pk=None, **more: put_story(client, world.leader, said, pk, **more)


def test_it_is_stored_whole_and_receipted_and_the_same_bytes_again_change_nothing(world, phone):
    pk, sent = uuid.uuid4(), json.dumps(body(advisor=world.ada.pk, card="am-i-allowed", made_offline=True), indent=1).encode()
    answer = phone(sent, pk)
    assert answer.status_code == 201
    receipt = {"id": str(pk), "sha256": hashlib.sha256(sent).hexdigest(), "owner": world.leader.pk}
    assert answer.json() == receipt
    assert answer["Cache-Control"] == "no-store"
    story = PermissionStory.objects.get()
    assert (story.pk, story.teller, story.advisor, story.team, story.state) == (pk, world.leader, world.ada, world.red, "waiting")
    assert (story.words, story.made_offline, story.card.slug) == (make.TOLD, True, "am-i-allowed")
    before = PermissionStory.objects.values().get()
    for _n in range(2):
        again = phone(sent, pk)
        assert (again.status_code, again.json()) == (200, receipt)
    assert PermissionStory.objects.values().get() == before
    assert story.acts.count() == 3, "told, customer changed, sent in: once each"


def test_a_receipt_outlives_what_became_of_it(world, phone):
    pk, sent = uuid.uuid4(), json.dumps(body()).encode()
    first = phone(sent, pk).json()
    story = PermissionStory.objects.get()
    story.edit(world.designer, {"said": "Other words."}, story.seen)
    story.publish(world.designer, story.seen)
    lead_nothing(world.leader)
    assert phone(sent, pk).json() == first
    assert PermissionStory.objects.get().said == "Other words."


def test_other_words_under_its_id_are_kept_beside_it(world, phone):
    pk = uuid.uuid4()
    phone(body(), pk)
    is_problem(phone(body(said="Quite another."), pk), 409, "different")
    assert PermissionStory.objects.get().said == make.TOLD["said"]
    assert Refusal.objects.get().kind == "story"


def test_one_taken_back_never_comes_back(world, phone):
    pk, sent = uuid.uuid4(), body(advisor=world.ada.pk)
    phone(sent, pk)
    PermissionStory.objects.get().withdraw(by=None)
    is_problem(phone(sent, pk), 410, "withdrawn")
    is_problem(phone(body(said="Other"), pk), 410, "withdrawn")
    assert not PermissionStory.objects.get().said
    assert not Refusal.objects.exists(), "nor are its words kept anywhere"


def test_another_persons_id_is_not_there(world, phone, sign_in):
    pk = uuid.uuid4()
    phone(body(), pk)
    is_problem(put_story(sign_in(world.other), world.other, body(), pk), 404, "not_found")
    is_problem(phone(body(), pk, **{"X-Owner": str(world.other.pk)}), 403, "wrong_user")
    assert PermissionStory.objects.count() == 1


def test_who_never_led_tells_none_and_of_another_team_nobody(world, phone, sign_in):
    for who in ("designer", "hr", "sponsor", "nobody"):
        is_problem(put_story(sign_in(getattr(world, who)), getattr(world, who), body()), 404, "not_found")
    is_problem(phone(body(advisor=world.cleo.pk)), 404, "not_found")
    is_problem(phone(body(advisor=10**9)), 404, "not_found")
    assert not PermissionStory.objects.exists()


def test_told_while_leading_it_arrives_later(world, sign_in):
    then = (timezone.now() - timedelta(days=30)).isoformat()
    assert put_story(sign_in(world.former), world.former, body(told_at=then, advisor=world.ada.pk)).status_code == 201
    assert PermissionStory.objects.get().team == world.red


def test_nobody_signed_in_is_told_so():
    assert Client().put(f"/api/v1/stories/{uuid.uuid4()}/", b"{}", content_type="application/json").status_code == 401


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        *(({name: ""}, name) for name in WORDS),
        *(({name: "x" * (most + 1)}, name) for name, most in WORDS.items()),
        ({"said": None}, "said"), ({"said": 7}, "said"), ({"said": "a\0b"}, "said"), ({"did": "\ud800"}, "did"),
        ({"told_at": "yesterday"}, "told_at"), ({"told_at": "2026-03-09T10:00"}, "told_at"), ({"advisor": "1"}, "advisor"),
        ({"card": "no-such-card"}, "card"), ({"card": "a b"}, "card"), ({"send_in": "yes"}, "send_in"),
        ({"details_changed": False}, "details_changed"),
        ({"payload": 0}, "payload"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_kept_and_says_why(world, phone, wrong, field):
    is_problem(phone(body(**wrong)), 422, "invalid", field)
    assert not PermissionStory.objects.exists()
    assert Refusal.objects.get().kind == "story"


@pytest.mark.parametrize("sent", [b"", b"[]", b"{", b'{"said": NaN}', b"\xff", b'{"said": "a", "said": "b"}'])
def test_what_is_no_json_is_refused(phone, sent):
    assert phone(sent).status_code in (415, 422)
    assert not PermissionStory.objects.exists()


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_are_stored_as_they_were_written(phone, odd):
    assert phone(body(said=odd)).status_code == 201
    assert PermissionStory.objects.get().said == odd


def test_what_is_not_named_has_no_effect(world, phone):
    assert (
        phone(
            body(state="published", consent="named", teller=world.other.pk, published_at="2026-01-01", week_of="2026-01-05", new={"a": 1})
        ).status_code
        == 201
    )
    story = PermissionStory.objects.get()
    assert (story.state, story.consent, story.teller, story.week_of) == ("waiting", "", world.leader, None)


def test_a_clock_that_cannot_be_right_gives_way_to_ours(phone):
    assert phone(body(told_at="2001-01-01T00:00:00Z")).status_code == 201
    assert timezone.now() - PermissionStory.objects.get().told_at < timedelta(minutes=1)
