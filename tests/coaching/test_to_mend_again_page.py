"""/to-mend/…/again/: what could not be taken in is logged again, from its own words."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.models import Barrier, CheckBack, Refusal, Session
from tests import make
from tests.coaching.mending import HELD, URL, again, filled_in, refused, text
from tests.coaching.phones import heard, put_answer
from tests.ladder import HTMX

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


def test_the_form_is_filled_in_from_the_words(world, leader, refusal):
    page = text(leader.get(again(refusal)))
    assert 'value="Ask one more"' in page
    # The same id in every tab it is opened in.
    assert f'name="id" value="{uuid.uuid5(refusal.session_id, refusal.sha256)}"' in page
    assert ">Calm\ntoday</textarea>" in page
    assert f'name="advisor" value="{world.ada.pk}" required checked' in page
    assert 'name="come_back" value="this-week" checked' in page
    assert 'name="step" value="2" checked' in page


def test_logged_again_it_was_held_when_it_was_and_is_off_the_list(world, leader, refusal):
    page = leader.post(again(refusal), filled_in(world, refusal), follow=True)
    session = Session.objects.get()
    assert (session.advisor, session.leader, session.step, session.note, session.held_at) == (world.ada, world.leader, 2, "Calm", HELD)
    assert "Logged for Ada" in text(page)
    assert "Nothing to mend" in text(page)
    refusal.refresh_from_db()
    assert refusal.settled_by == world.leader
    assert refusal.settled_at


def test_saved_twice_it_is_one(world, leader, refusal):
    for _ in range(2):
        assert leader.post(again(refusal), filled_in(world, refusal))["Location"] == URL
    Refusal.objects.update(settled_at=None, settled_by=None)
    assert leader.post(again(refusal), filled_in(world, refusal))["Location"] == URL
    assert Session.objects.count() == 1


@pytest.mark.parametrize("held_at", ["2001-01-01T00:00:00Z", "2039-01-01T00:00:00Z", "yesterday", None])
def test_a_time_that_cannot_be_right_gives_way_to_when_it_arrived(world, sign_in, leader, held_at):
    row = refused(world, sign_in, held_at=held_at)
    leader.post(again(row), filled_in(world, row))
    assert Session.objects.get().held_at == row.received_at


@pytest.mark.parametrize(
    "wrong", [{"advisor": ""}, {"advisor": "{cleo}"}, {"step": "9"}, {"note": "x" * 281}, {"come_back": "never"}, {"id": "x"}]
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_is_422_and_kept(world, leader, refusal, wrong, headers):
    wrong = {name: value.format(cleo=world.cleo.pk) for name, value in wrong.items()}
    page = leader.post(again(refusal), filled_in(world, refusal, **{"next_step": "As typed", **wrong}), **headers)
    assert page.status_code == 422
    assert "As typed" in text(page)
    assert not Session.objects.exists()
    refusal.refresh_from_db()
    assert refusal.settled_at is None


def test_what_was_taken_back_is_logged_under_a_new_id(world, leader, refusal):
    leader.post(again(refusal), filled_in(world, refusal))
    Session.objects.get().withdraw(world.leader)
    Refusal.objects.update(settled_at=None, settled_by=None)
    page = leader.post(again(refusal), filled_in(world, refusal))
    assert page.status_code == 422
    assert "You took this one back" in text(page)
    assert str(uuid.uuid5(refusal.session_id, refusal.sha256)) not in text(page)


def test_a_card_that_is_not_there_is_asked_for(world, sign_in, leader):
    row = refused(world, sign_in, card="no-such-card")
    page = text(leader.get(again(row)))
    assert "Which card was it?" in page
    assert f"{again(row)}?card=say-it-their-way" in page


def test_an_answer_is_given_with_what_was_missing(world, leader, unanswered):
    page = text(leader.get(again(unanswered)))
    assert 'value="in-the-way" checked' in page
    assert 'value="Locked out"' in page
    said = {"outcome": "in-the-way", "words": "Locked out", "come_back": "none"}
    assert leader.post(again(unanswered), said).status_code == 422
    assert "Nothing to mend" in text(leader.post(again(unanswered), {**said, "barrier": "tool"}, follow=True))
    row, barrier = CheckBack.objects.get(), Barrier.objects.get()
    assert (row.outcome, row.answered_by, barrier.words) == ("in-the-way", world.leader, "Locked out")
    assert timezone.now() - row.answered_at > timedelta(hours=4)


def test_an_answer_to_what_is_answered_already_changes_nothing(world, leader, unanswered):
    CheckBack.objects.get().answer(by=world.leader, outcome="helped")
    page = text(leader.get(URL))
    assert again(unanswered) not in page
    assert "See what is saved" in page
    for response in (leader.get(again(unanswered)), leader.post(again(unanswered), {"outcome": "no-chance"})):
        assert response["Location"] == URL
    assert CheckBack.objects.get().outcome == "helped"
