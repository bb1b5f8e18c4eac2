"""/to-mend/: words that could not be taken in, in plain language; put aside; the ladder."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cards.models import Card
from coaching.models import Refusal, Session
from tests import make
from tests.api import put, words
from tests.coaching.mending import URL, again, aside, filled_in, refused, text
from tests.coaching.phones import heard, put_answer
from tests.ladder import HTMX, ODD, QUERIES, asked_to_sign_in, counted, cover, lead_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


@pytest.fixture
def refusal(world, sign_in) -> Refusal:
    return refused(world, sign_in, next_step="Ask one more", note="Calm\ntoday", come_back="this-week", advisor_step=2)


@pytest.fixture
def unanswered(world, leader) -> Refusal:
    """An answer that does not say what got in the way."""
    asked = make.check_back(world.leader, world.ada, next_step="Ask one more")
    heard_at = (timezone.now() - timedelta(hours=5)).isoformat()
    assert (
        put_answer(leader, world.leader, heard(outcome="in-the-way", words="Locked out", answered_at=heard_at), asked.pk).status_code == 422
    )
    return Refusal.objects.get()


def test_what_was_in_it_and_why_it_was_not_taken_in(world, leader, refusal):
    page = text(leader.get(URL))
    for said in (
        "A coaching moment",
        "Who:</b> Ada",
        f"Card:</b> {Card.objects.get(slug='say-it-their-way').title}",
        "Ask one more",
        "Trying it",
    ):
        assert said in page
    assert "Come back:</b> This week" in page
    assert "Calm<br>today" in page
    assert "Where they are with it: " in page
    assert again(refusal) in page


def test_an_answer_says_whose_and_how_it_is_going(leader, unanswered):
    page = text(leader.get(URL))
    for said in ("An answer to a check-back", "Ada", "Something got in the way", "Locked out", "Say what it was"):
        assert said in page


def test_other_words_say_that_both_are_kept(world, leader):
    pk = uuid.uuid4()
    put(leader, world.leader, words(world.ada), pk)
    put(leader, world.leader, words(world.ada, note="Otherwise"), pk)
    page = text(leader.get(URL))
    assert "Something else is saved in its place already. Both are kept." in page
    assert "Otherwise" in page


def test_nothing_to_mend_says_so(leader):
    assert "Nothing to mend" in text(leader.get(URL))


@pytest.mark.parametrize(
    "body", [b"not json", b"\xff\xfe\x00", b"", b'{"a": 1, "a": 2}', b"<script>alert(1)</script>", b'{"note": "half \\ud83d \\u0000"}',
             b'{"advisor": {"a": [1]}, "card": ["x"], "held_at": 5, "step": [1], "outcome": {}, "come_back": 7, "next_step": 1e9}'],
)  # fmt: skip
def test_whatever_arrived_can_be_shown_and_logged_again(world, leader, body):
    put(leader, world.leader, body)
    row = Refusal.objects.get()
    page = leader.get(URL)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert "Which card was it?" in text(leader.get(again(row)))
    assert leader.get(again(row), {"card": "say-it-their-way"}).status_code == 200


@pytest.mark.parametrize("said", ODD)
def test_odd_words_are_shown_as_text(world, sign_in, leader, said):
    refused(world, sign_in, note=said)
    page = leader.get(URL)
    assert said in text(page)
    assert b"<script>alert" not in page.content


def test_somebody_they_do_not_lead_is_not_named(world, sign_in, leader):
    refused(world, sign_in, advisor=world.cleo.pk)
    page = text(leader.get(URL))
    assert "Cleo" not in page
    assert "Somebody you don't lead now" in page


# --- put aside -------------------------------------------------------------------------------------------------------


def test_put_aside_is_kept_with_who_and_when(world, leader, refusal):
    page = text(leader.post(aside(refusal), follow=True))
    assert "Put aside" in page
    assert "Mended or put aside" in page
    assert "Ask one more" in page
    assert aside(refusal) not in page
    row = Refusal.objects.get()
    assert (row.settled_by, bytes(row.body)) == (world.leader, bytes(refusal.body))
    leader.post(aside(refusal))
    assert Refusal.objects.get().settled_at == row.settled_at
    assert leader.get(again(refusal))["Location"] == URL


def test_htmx_is_told_to_load_the_list(world, leader, refusal):
    assert leader.post(aside(refusal), **HTMX)["HX-Redirect"] == URL
    assert "<html" not in text(leader.get(URL, **HTMX))


# --- whose -----------------------------------------------------------------------------------------------------------


def test_a_teammate_and_a_stranger_find_nothing(world, sign_in, refusal):
    for user in (cover(world), world.other):
        client = sign_in(user)
        assert "Nothing to mend" in text(client.get(URL))
        assert [client.get(again(refusal)).status_code, client.post(again(refusal), filled_in(world, refusal)).status_code] == [404, 404]
        assert client.post(aside(refusal)).status_code == 404
    assert Refusal.objects.get().settled_at is None
    assert not Session.objects.exists()


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_for_leaders_only(world, sign_in, refusal, who):
    client = sign_in(getattr(world, who))
    assert [client.get(URL).status_code, client.get(again(refusal)).status_code, client.post(aside(refusal)).status_code] == [403] * 3


def test_it_ends_with_the_leadership(world, leader, refusal):
    lead_nothing(world.leader)
    assert [leader.get(URL).status_code, leader.post(aside(refusal)).status_code] == [403, 403]


def test_an_answer_about_a_team_they_no_longer_lead_cannot_be_given(world, leader, unanswered):
    make.leadership(world.leader, world.blue)
    world.leader.leaderships.filter(team=world.red).update(ends_at=timezone.now())
    assert leader.get(again(unanswered)).status_code == 404
    assert "Locked out" in text(leader.get(URL))


def test_without_a_token(world, refusal):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(aside(refusal)).status_code == 403
    assert strict.post(again(refusal), filled_in(world, refusal)).status_code == 403


def test_signed_out_and_wrong_methods(world, client, leader, refusal):
    for url in (URL, again(refusal)):
        assert asked_to_sign_in(client, url)
    assert asked_to_sign_in(client, aside(refusal), "post")
    assert [leader.post(URL).status_code, leader.get(aside(refusal)).status_code, leader.put(again(refusal)).status_code] == [405] * 3


def test_newest_first_in_pages_and_queries_do_not_grow(world, leader, sign_in):
    def keep(n: int) -> None:
        body = json.dumps(words(world.ada, note=f"Number {n:02}", step=9)).encode()
        at = timezone.now() - timedelta(minutes=100 - n)
        Refusal.keep(world.leader, uuid.uuid4(), Refusal.Why.INVALID, body, f"{n:064}", {"step": ["No."]}, at=at)

    keep(1)
    with counted() as few:
        leader.get(URL)
    for n in range(2, 26):
        keep(n)
    with counted() as many:
        page = text(leader.get(URL))
    assert len(many) == len(few) <= QUERIES
    assert page.index("Number 25") < page.index("Number 24")
    assert "Number 05" not in page
    assert "Number 05" in text(leader.get(URL, {"page": 2}))
    assert leader.get(URL, {"page": "x"}).status_code == 200
