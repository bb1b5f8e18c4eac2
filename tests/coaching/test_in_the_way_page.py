"""/in-the-way/: what waits for the leader; cleared with a sentence, put back; the ladder."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.models import User
from coaching.models import Barrier
from tests import make
from tests.ladder import HTMX, ODD, QUERIES, asked_to_sign_in, counted, cover, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db
URL = "/in-the-way/"


def barrier(leader, advisor, words: str = "The tool was down", days: int = 0, kind: str = "tool") -> Barrier:
    at = timezone.now() - timedelta(days=days)
    promise = make.check_back(leader, advisor, held_at=at - timedelta(hours=1))
    promise.answer(by=leader, outcome="in-the-way", barrier=kind, words=words, at=at)
    return promise.barrier


@pytest.fixture
def hurdle(world) -> Barrier:
    return barrier(world.leader, world.ada)


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def text(response) -> str:
    return unescape(response.content.decode())


def clear(hurdle: Barrier) -> str:
    return f"{URL}{hurdle.pk}/clear/"


def put_back(hurdle: Barrier) -> str:
    return f"{URL}{hurdle.pk}/put-back/"


def again(hurdle: Barrier) -> Barrier:
    return Barrier.objects.get(pk=hurdle.pk)


def test_the_longest_waiting_is_first_with_whose_it_is_and_since_when(world, leader):
    barrier(world.leader, world.ben, "Newer words", days=1)
    barrier(world.leader, world.ada, "Older words", days=11, kind="rule")
    page = text(leader.get(URL))
    assert "Two things in the way" in page
    assert page.index("Older words") < page.index("Newer words")
    assert "A rule, or not sure they were allowed" in page
    assert "11 days" in page
    assert f'href="/advisors/{world.ada.pk}/"' in page


def test_nothing_in_the_way_says_so(leader):
    assert "Nothing in the way" in text(leader.get(URL))


def test_clearing_keeps_what_was_done_and_who_did_it(world, leader, hurdle):
    page = leader.post(clear(hurdle), {"what_was_done": "IT put it right"}, follow=True)
    row = again(hurdle)
    assert (row.what_was_done, row.cleared_by) == ("IT put it right", world.leader)
    assert "Now tell Ada" in text(page)
    assert "Nothing in the way" in text(page)
    assert "IT put it right" in text(page)


def test_clearing_twice_keeps_the_first_words(leader, hurdle):
    leader.post(clear(hurdle), {"what_was_done": "first"})
    assert leader.post(clear(hurdle), {"what_was_done": "second"}).status_code == 302
    assert again(hurdle).what_was_done == "first"


def test_htmx_is_told_to_load_the_list(leader, hurdle):
    assert leader.post(clear(hurdle), {"what_was_done": "Done"}, **HTMX)["HX-Redirect"] == URL
    assert leader.post(put_back(hurdle), **HTMX)["HX-Redirect"] == URL


def test_put_back_is_open_again(leader, hurdle):
    leader.post(clear(hurdle), {"what_was_done": "Not really"})
    page = leader.post(put_back(hurdle), follow=True)
    assert again(hurdle).cleared_at is None
    assert "One thing in the way" in text(page)


@pytest.mark.parametrize("words", ["", "   ", "x" * 141, "nul \x00 inside"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_words_are_422_and_kept(world, leader, hurdle, words, headers):
    barrier(world.leader, world.ben, "Another one")
    page = leader.post(clear(hurdle), {"what_was_done": words}, **headers)
    assert page.status_code == 422
    assert f'value="{words}"' in text(page)
    assert text(page).count('aria-invalid="true"') == 1
    assert ("Another one" in text(page)) == (headers == {})
    assert again(hurdle).cleared_at is None


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_kept_as_they_are_and_shown_as_text(leader, hurdle, words):
    page = leader.post(clear(hurdle), {"what_was_done": words}, follow=True)
    assert again(hurdle).what_was_done == words
    assert words in text(page)
    assert b"<script>alert" not in page.content


def test_who_left_or_moved_is_named_without_a_link(world, leader, hurdle):
    world.ada.move(world.blue)
    page = text(leader.get(URL))
    assert "The tool was down" in page
    assert f"/advisors/{world.ada.pk}/" not in page


def test_it_goes_with_the_team(world, sign_in, hurdle):
    assert "The tool was down" in text(sign_in(cover(world)).get(URL))
    assert "The tool was down" not in text(sign_in(world.other).get(URL))
    assert "The tool was down" not in text(sign_in(hr_and_leader(world)).get(URL))


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_for_leaders_only(world, sign_in, hurdle, who):
    client = sign_in(getattr(world, who))
    assert client.get(URL).status_code == 403
    assert client.post(clear(hurdle), {"what_was_done": "mine"}).status_code == 404
    assert client.post(put_back(hurdle)).status_code == 404
    assert again(hurdle).cleared_at is None


@pytest.mark.parametrize("address", [clear, put_back])
def test_cover_may_and_a_stranger_finds_nothing(world, sign_in, hurdle, address):
    said = {"what_was_done": "Done"}
    assert sign_in(world.other).post(address(hurdle), said).status_code == 404
    assert sign_in(hr_and_leader(world)).post(address(hurdle), said).status_code == 404
    assert sign_in(cover(world)).post(address(hurdle), said).status_code == 302


def test_it_ends_with_the_leadership(world, leader, hurdle):
    lead_nothing(world.leader)
    assert leader.post(clear(hurdle), {"what_was_done": "Done"}).status_code == 404


@pytest.mark.parametrize("address", [clear, put_back])
def test_unknown_wrong_method_and_signed_out(client, leader, hurdle, address):
    assert leader.post(address(hurdle).replace(str(hurdle.pk), "999999")).status_code == 404
    assert leader.post(address(hurdle).replace(str(hurdle.pk), "9" * 30)).status_code == 404
    assert leader.get(address(hurdle)).status_code == 405
    assert asked_to_sign_in(client, address(hurdle), "post")


def test_the_list_signed_out_and_by_the_wrong_method(client, leader):
    assert asked_to_sign_in(client, URL)
    assert leader.post(URL).status_code == 405


def test_cleared_ones_come_ten_at_a_time_and_htmx_gets_only_them(world, leader):
    for n in range(12):
        barrier(world.leader, world.ada, f"Words {n:02}").clear(by=world.leader, what_was_done="Done")
    first, second = leader.get(URL), leader.get(URL, {"cleared": 2}, **HTMX)
    assert (len(first.context["page"].rows), len(second.context["page"].rows)) == (10, 2)
    assert "<html" not in text(second)
    assert "<html" in text(leader.get(URL, {"cleared": 2}))


def test_a_refused_form_stands_beside_links_to_the_list_itself(world, leader, hurdle):
    for _n in range(12):
        barrier(world.leader, world.ben).clear(by=world.leader, what_was_done="Done")
    assert 'href="/in-the-way/?cleared=2#cleared"' in text(leader.post(clear(hurdle), {"what_was_done": ""}))


def test_thirty_hurdles_ask_no_more_of_the_database_than_three(world, sign_in):
    def measured() -> int:
        client = sign_in(User.objects.get(pk=world.leader.pk))
        with counted() as queries:
            client.get(URL)
        return len(queries)

    for _n in range(3):
        barrier(world.leader, world.ada)
        barrier(world.leader, world.ben).clear(by=world.leader)
    few = measured()
    for _n in range(30):
        barrier(world.leader, make.advisor(world.red))
        barrier(world.leader, world.ben).clear(by=world.leader)
    assert measured() == few <= QUERIES
