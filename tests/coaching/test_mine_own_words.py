"""/mine/sessions/<id>/seen/ and /own-words/: what an advisor adds, later on their own page or at once on the leader's phone."""

import pytest
from django.test import Client
from django.urls import reverse

from coaching.models import Session
from tests import make
from tests.coaching.own_record import MINE, let_in, text
from tests.ladder import ODD

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(world) -> Client:
    return let_in(world.ada)


@pytest.fixture
def session(world) -> Session:
    return make.session(world.leader, world.ada, step=2, note="You took a breath first", next_step="Try their word", come_back="next-shift")


def test_seen_is_said_once_and_the_leader_sees_it(world, ada, session, sign_in):
    where = reverse("mine-seen", args=[session.pk])
    assert ada.post(where)["Location"] == f"/mine/#e-{session.pk}"
    session.refresh_from_db()
    first = session.seen_at
    ada.post(where)
    session.refresh_from_db()
    assert session.seen_at == first is not None
    assert "Seen by Ada" in text(sign_in(world.leader).get(session.get_absolute_url()))
    assert "I've seen this" not in text(ada.get(MINE))


# P09
@pytest.mark.parametrize("words", ["It felt rushed, I'd try it slower", *ODD])
def test_their_own_words_stand_beside_it_for_both(world, ada, session, sign_in, words):
    where = reverse("mine-own-words", args=[session.pk])
    assert ada.post(where, {"own_words": words}).status_code == 302
    session.refresh_from_db()
    assert session.own_words == words
    assert session.own_words_at
    leader = sign_in(world.leader)
    for page in (ada.get(MINE), leader.get(session.get_absolute_url()), leader.get(f"/advisors/{world.ada.pk}/")):
        assert words in text(page)
        assert "<script>alert(1)" not in page.text


def test_they_change_their_words_and_take_them_away(ada, session):
    where = reverse("mine-own-words", args=[session.pk])
    for words in ("One", "Two", ""):
        ada.post(where, {"own_words": words})
        session.refresh_from_db()
        assert session.own_words == words
    assert session.own_words_at is None


def test_too_many_words_are_kept_in_the_form_and_not_on_the_record(ada, session):
    words = "x" * 141
    answer = ada.post(reverse("mine-own-words", args=[session.pk]), {"own_words": words})
    assert answer.status_code == 422
    assert words in answer.text
    assert "That is 141 characters. There is room for 140." in answer.text
    session.refresh_from_db()
    assert session.own_words == ""


@pytest.mark.parametrize("name", ["mine-seen", "mine-own-words"])
def test_nobody_elses_entry_is_there(world, ada, session, sign_in, name):
    bens = make.session(world.leader, world.ben)
    assert ada.post(reverse(name, args=[bens.pk]), {"own_words": "Mine"}).status_code == 404
    assert let_in(world.ben).post(reverse(name, args=[session.pk]), {"own_words": "Mine"}).status_code == 404
    for who in (world.leader, world.hr):
        assert sign_in(who).post(reverse(name, args=[session.pk]), {"own_words": "Mine"})["Location"] == "/mine/link/"
    session.refresh_from_db()
    assert (session.seen_at, session.own_words) == (None, "")


def test_on_the_leaders_phone_they_add_words_once_and_it_says_whose_phone(world, ada, session, sign_in):
    leader, where = sign_in(world.leader), reverse("session-own-words", args=[session.pk])
    assert "Add your own words" in text(leader.get(reverse("session-show", args=[session.pk])))
    assert leader.post(where, {"own_words": "Said there and then"})["Location"] == reverse("session-show", args=[session.pk])
    assert leader.post(where, {"own_words": "Put in their mouth"}).status_code == 302
    assert leader.post(where, {"own_words": ""}).status_code == 302
    session.refresh_from_db()
    assert (session.own_words, session.own_words_with) == ("Said there and then", world.leader)
    assert "written on Amir's phone" in text(ada.get(MINE))
    ada.post(reverse("mine-own-words", args=[session.pk]), {"own_words": "Rather this"})
    session.refresh_from_db()
    assert (session.own_words, session.own_words_with) == ("Rather this", None)


@pytest.mark.parametrize(("who", "status"), [("other", 404), ("former", 404), ("designer", 404), ("sponsor", 404), ("hr", 403)])
def test_nobody_but_their_leaders_lends_them_a_phone(world, session, sign_in, who, status):
    where = reverse("session-own-words", args=[session.pk])
    assert sign_in(getattr(world, who)).post(where, {"own_words": "Theirs?"}).status_code == status
    session.refresh_from_db()
    assert session.own_words == ""


def test_too_many_words_on_the_leaders_phone(world, session, sign_in):
    answer = sign_in(world.leader).post(reverse("session-own-words", args=[session.pk]), {"own_words": "y" * 141})
    assert answer.status_code == 422
    assert "y" * 141 in answer.text
    assert "There is room for 140." in answer.text


def test_a_withdrawn_one_takes_no_words_on_the_leaders_phone(world, session, sign_in):
    session.withdraw(by=world.leader, because="Wrong person")
    sign_in(world.leader).post(reverse("session-own-words", args=[session.pk]), {"own_words": "Late"})
    session.refresh_from_db()
    assert session.own_words == ""
