"""/sessions/<id>/: see it, put it right, take it back; the ladder for each."""

import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Session
from tests import make

pytestmark = pytest.mark.django_db
VERBS = ("session", "session-amend", "session-withdraw", "session-undo")


@pytest.fixture
def session(world):
    return make.session(world.leader, world.ada, step=2, note="A note between us", next_step="Try their word", come_back="next-shift")


def ask(client, name, pk):
    url = reverse(name, args=[pk])
    return client.post(url) if name == "session-undo" else client.get(url)


def test_it_shows_what_was_said(world, sign_in, session):
    text = unescape(sign_in(world.leader).get(session.get_absolute_url()).content.decode())
    for words in ("Ada", "Trying it", "Try their word", "A note between us", "Amir Haddad", "Put it right"):
        assert words in text


def test_another_leader_of_the_team_sees_it_and_cannot_change_it(world, sign_in, session):
    make.leadership(world.nobody, world.red, cover=True)
    client = sign_in(world.nobody)
    text = client.get(session.get_absolute_url()).content.decode()
    assert "A note between us" in text
    assert "Put it right" not in text
    assert [ask(client, name, session.pk).status_code for name in VERBS[1:]] == [403] * 3


# S02
@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize(
    ("who", "status"), [("other", 404), ("former", 404), ("designer", 404), ("sponsor", 404), ("nobody", 404), ("hr", 403)]
)
def test_strangers_get_404_and_hr_403(world, sign_in, session, name, who, status):
    answer = ask(sign_in(getattr(world, who)), name, session.pk)
    assert answer.status_code == status
    assert "A note between us" not in answer.content.decode()
    session.refresh_from_db()
    assert session.withdrawn_at is None


@pytest.mark.parametrize("name", VERBS)
def test_signed_out_goes_to_sign_in_and_unknown_is_404(world, client, sign_in, session, name):
    assert ask(client, name, session.pk)["Location"].startswith("/accounts/login/")
    assert ask(sign_in(world.leader), name, uuid.uuid4()).status_code == 404


@pytest.mark.parametrize(
    ("name", "methods"),
    [
        ("session", ["post", "put", "delete"]),
        ("session-amend", ["put", "delete"]),
        ("session-withdraw", ["put", "delete"]),
        ("session-undo", ["get", "put"]),
    ],
)
def test_wrong_methods_are_405(world, sign_in, session, name, methods):
    client = sign_in(world.leader)
    assert {getattr(client, method)(reverse(name, args=[session.pk])).status_code for method in methods} == {405}


def test_putting_it_right_keeps_and_shows_what_stood_before(world, sign_in, session):
    client = sign_in(world.leader)
    answer = client.post(
        reverse("session-amend", args=[session.pk]),
        {"step": "3", "note": "A better note", "next_step": "Try their word", "reason": "Misheard"},
    )
    assert answer["Location"] == session.get_absolute_url()
    text = unescape(client.get(session.get_absolute_url()).content.decode())
    for words in ("Doing it", "A better note", "As it stood before", "Trying it", "A note between us", "Misheard"):
        assert words in text


def test_an_amendment_that_is_too_long_keeps_what_was_typed(world, sign_in, session):
    answer = sign_in(world.leader).post(reverse("session-amend", args=[session.pk]), {"step": "3", "note": "n" * 281, "reason": "because"})
    assert answer.status_code == 422
    assert "n" * 281 in answer.content.decode()
    assert 'value="because"' in answer.content.decode()
    session.refresh_from_db()
    assert session.step == 2


def test_withdrawing_needs_a_reason(world, sign_in, session):
    client = sign_in(world.leader)
    url = reverse("session-withdraw", args=[session.pk])
    assert client.post(url, {"because": " "}).status_code == 422
    client.post(url, {"because": "It was Ben"})
    session.refresh_from_db()
    assert session.withdrawn_because == "It was Ben"
    text = client.get(session.get_absolute_url()).content.decode()
    assert "It was Ben" in text
    assert "Put it right" not in text


def test_a_withdrawn_session_takes_its_promise_off_today(world, sign_in, session):
    client = sign_in(world.leader)
    check_back = session.check_backs.get()
    assert check_back.get_absolute_url() in client.get("/check-backs/").content.decode()
    client.post(reverse("session-withdraw", args=[session.pk]), {"because": "It was Ben"})
    assert check_back.get_absolute_url() not in client.get("/check-backs/").content.decode()


# S13
def test_undo_takes_it_back_without_a_reason_only_just_after_saving(world, sign_in, session):
    client = sign_in(world.leader)
    Session.objects.update(received_at=timezone.now() - timedelta(minutes=5))
    assert client.post(reverse("session-undo", args=[session.pk]))["Location"] == reverse("session-withdraw", args=[session.pk])
    Session.objects.update(received_at=timezone.now())
    assert client.post(reverse("session-undo", args=[session.pk]))["Location"] == "/"
    session.refresh_from_db()
    assert session.withdrawn_by == world.leader
    assert client.post(reverse("session-undo", args=[session.pk])).status_code == 302  # twice does no harm


def test_when_they_see_it_differently_the_advisors_answer_comes_first(world, sign_in):
    session = make.session(world.leader, world.ada, step=2, advisor_step=4)
    text = sign_in(world.leader).get(session.get_absolute_url()).content.decode()
    assert text.index("Passing it on") < text.index("Trying it")


def test_what_was_odd_about_it_is_said_in_words(world, sign_in):
    session = make.session(world.leader, world.ada, held_at=timezone.now() - timedelta(days=3000))
    assert "clock was wrong" in sign_in(world.leader).get(session.get_absolute_url()).content.decode()


def test_shown_to_the_advisor_it_says_all_that_was_written_down(world, sign_in, session):
    text = unescape(sign_in(world.leader).get(reverse("session-show", args=[session.pk])).content.decode())
    for words in (
        "Ada, this is what Amir wrote down",
        "Trying it",
        "Try their word",
        "A note between us",
        "not used for pay",
        "Put it right",
    ):
        assert words in text


def test_both_answers_are_shown_where_they_differ(world, sign_in):
    session = make.session(world.leader, world.ada, step=2, advisor_step=3)
    text = unescape(sign_in(world.leader).get(reverse("session-show", args=[session.pk])).content.decode())
    assert text.index("You say") < text.index("Doing it") < text.index("Amir says") < text.index("Trying it")


def test_what_was_taken_back_is_not_shown_to_anybody(world, sign_in, session):
    session.withdraw(by=world.leader, because="Wrong person")
    answer = sign_in(world.leader).get(reverse("session-show", args=[session.pk]))
    assert (answer.status_code, answer["Location"]) == (302, session.get_absolute_url())


@pytest.mark.parametrize(
    ("who", "status"), [("other", 404), ("former", 404), ("designer", 404), ("sponsor", 404), ("nobody", 404), ("hr", 403)]
)
def test_strangers_are_shown_nothing(world, sign_in, session, who, status):
    answer = sign_in(getattr(world, who)).get(reverse("session-show", args=[session.pk]))
    assert answer.status_code == status
    assert "A note between us" not in answer.content.decode()


def test_showing_is_only_reading(world, client, sign_in, session):
    url = reverse("session-show", args=[session.pk])
    assert client.get(url)["Location"].startswith("/accounts/login/")
    assert sign_in(world.leader).post(url).status_code == 405
    assert sign_in(world.leader).get(reverse("session-show", args=[uuid.uuid4()])).status_code == 404
