"""`/practising/`, and its line on Today."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cards.models import Practice
from coaching.models import Practising
from config.ui import typeset
from tests.cards.outline import check
from tests.ladder import HTMX, asked_to_sign_in

URL = "/practising/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def text(response) -> str:
    return html.unescape(response.content.decode())


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response).split("<main")[1]))


def begun(world, slug: str = "notice", days_ago: int = 0) -> Practising:
    """Chosen so many days ago."""
    row = Practising.begin(world.leader, Practice.objects.get(slug=slug))
    row.began_on, row.asks_on = row.began_on - timedelta(days=days_ago), row.asks_on - timedelta(days=days_ago)
    row.save()
    return row


def test_it_is_chosen_where_it_is_read_and_comes_back_on_today(world, client):
    practice = Practice.objects.get(slug="notice")
    page = text(client.get("/toolkit/notice/"))
    assert 'name="practice" value="notice"' in page
    assert reverse("practising") == URL
    answer = client.post(URL, {"practice": "notice"})
    assert (answer.status_code, answer["Location"]) == (302, URL)
    today = client.get("/")
    check(today)
    assert "Notice what works Your practice this week" in words(today)
    assert all(typeset(thing["do"]) in text(today) for thing in practice.three_small_things)
    here = client.get(URL)
    check(here)
    assert typeset(practice.reflective_question) in text(here)
    assert all(f"/cards/{card.slug}/" in text(here) for card in practice.cards.in_play())
    assert "we ask how it is going" in words(here)


def test_on_its_last_day_it_asks_and_keeps_what_was_said(world, client):
    begun(world, days_ago=8)
    assert "How is it going? Notice what works, your practice this week" in words(client.get("/"))
    page = client.get(URL)
    check(page)
    for answer in ("It helped", "Tried it, not there yet", "No chance yet", "Something got in the way"):
        assert answer in words(page)
    assert client.post(URL + "answer/", {"outcome": "not-there-yet"})["Location"] == URL
    after = client.get(URL)
    check(after)
    assert "What you practised before" in words(after)
    assert "Notice what works Today: Tried it, not there yet" in words(after)
    assert "Practise one thing this week" in words(client.get("/"))


def test_nothing_tapped_is_said_and_the_form_comes_back(world, client):
    begun(world, days_ago=8)
    for wrong in ({}, {"outcome": "splendid"}):
        answer = client.post(URL + "answer/", wrong)
        assert answer.status_code == 422
        assert "Tap the one that fits." in words(answer)
        assert "<main" not in text(client.post(URL + "answer/", wrong, **HTMX))
    assert Practising.objects.get().answered_on is None


def test_small_things_are_ticked_there_and_seen_on_today(world, client):
    begun(world)
    page = client.get(URL)
    assert text(page).count('aria-pressed="false"') == 3
    assert client.post(URL + "things/", {"did": "2"})["Location"] == URL
    ticked = client.get(URL)
    check(ticked)
    assert re.search(r'name="undo" value="2" aria-pressed="true"', text(ticked))
    assert text(client.get("/")).count("done</span>") == 1
    fragment = client.post(URL + "things/", {"undo": "2"}, **HTMX)
    assert "<main" not in text(fragment)
    assert text(fragment).count('aria-pressed="false"') == 3
    assert Practising.objects.get().done == []


@pytest.mark.parametrize("wrong", [{}, {"did": "4"}, {"did": "x"}, {"did": "-1"}, {"did": "1", "undo": "1"}, {"did": "1" * 40}])
def test_a_tick_of_what_is_not_there_changes_nothing(world, client, wrong):
    begun(world)
    assert client.post(URL + "things/", wrong).status_code == 302
    assert Practising.objects.get().done == []
    Practising.stop(world.leader)
    assert client.post(URL + "things/", {"did": "1"}).status_code == 302


def test_it_is_changed_and_stopped_at_any_time(world, client):
    begun(world)
    client.post(URL, {"practice": "go-first"})
    assert Practising.objects.get().practice.slug == "go-first"
    assert client.post(URL + "stop/", **HTMX)["HX-Redirect"] == URL
    assert not Practising.objects.exists()
    client.post(URL + "stop/")
    client.post(URL + "answer/", {"outcome": "helped"})
    assert not Practising.objects.exists()


def test_a_practice_that_is_not_there_is_not_begun(world, client):
    Practice.objects.filter(slug="come-back").update(retired_at=timezone.now())
    for slug in ("nope", "", "come-back"):
        answer = client.post(URL, {"practice": slug}, follow=True)
        assert "no longer in the toolkit" in text(answer)
    assert not Practising.objects.exists()


def test_a_retired_practice_stays_among_what_was_practised_without_a_link(world, client):
    begun(world, "come-back").answer("helped")
    Practice.objects.filter(slug="come-back").update(retired_at=timezone.now())
    page = client.get(URL)
    check(page)
    assert "Come back to it Today: It helped" in words(page)
    assert "/toolkit/come-back/" not in text(page)


def test_nobody_else_finds_it_anywhere(world, client, sign_in):
    begun(world, "go-first", days_ago=8)
    other = sign_in(world.other)
    assert "Your practice this week" not in words(other.get("/"))
    assert "Practise one thing this week" in words(other.get(URL))
    other.post(URL + "answer/", {"outcome": "helped"})
    other.post(URL + "things/", {"did": "1"})
    assert Practising.objects.get().done == []
    other.post(URL + "stop/")
    assert Practising.objects.get().answered_on is None
    for who in (world.hr, world.designer, world.sponsor, world.nobody, world.former):
        theirs = sign_in(who)
        for url in (URL, URL + "answer/", URL + "things/", URL + "stop/"):
            assert theirs.post(url, {"practice": "notice"}).status_code == 403
        assert 'name="practice"' not in text(theirs.get("/toolkit/notice/"))


def test_the_ladder(client, world, sign_in):
    anybody = sign_in(world.leader)
    anybody.logout()
    assert asked_to_sign_in(anybody, URL)
    assert client.put(URL).status_code == 405
    assert [client.get(URL + part).status_code for part in ("answer/", "things/", "stop/")] == [405, 405, 405]
    assert "no-store" in client.get(URL)["Cache-Control"]
    assert client.get(URL, headers={"X-Plain": "1"}).status_code == 403


def test_a_copy_for_a_phone_has_no_button_that_would_not_work(client):
    plain = text(client.get("/toolkit/notice/", headers={"X-Plain": "1"}))
    assert 'name="practice"' not in plain
    assert "With a signal, a leader can choose it for a week." in plain


def test_what_was_practised_before_is_paged_and_asks_no_more_queries(world, client):
    def answered(many: int) -> None:
        for _week in range(many):
            row = begun(world)
            row.answer("helped")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        return len(seen)

    answered(1)
    few = queries()
    answered(12)
    assert queries() == few
    page = client.get(URL)
    assert "Earlier weeks" in words(page)
    fragment = client.get(URL + "?before=2", **HTMX)
    assert text(fragment).count('class="row ') == 1
