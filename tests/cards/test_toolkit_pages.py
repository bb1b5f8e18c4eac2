"""`/toolkit/` and `/toolkit/<slug>/`: the nine things leaders do."""

from __future__ import annotations

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cards.models import Card, Edition, HeardAs, Practice, Publication, Story
from tests.cards.outline import check

EVERYONE = ("leader", "former", "designer", "hr", "sponsor", "nobody")
PAGES = ("/toolkit/", "/toolkit/give-permission/", "/toolkit/stay-close/")


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_the_addresses_are_the_products():
    assert reverse("toolkit") == "/toolkit/"
    assert reverse("practice", args=["stay-close"]) == "/toolkit/stay-close/"


@pytest.mark.parametrize("url", PAGES)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(db, url):
    assert "/login/" in Client().get(url)["Location"]


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_signed_in_may_read(world, sign_in, who, url):
    assert sign_in(getattr(world, who)).get(url).status_code == 200


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_toolkit_is_only_read(client, method, url):
    assert getattr(client, method)(url).status_code == 405


def test_a_practice_nobody_has_is_not_found(client):
    assert client.get("/toolkit/nope/").status_code == 404


def test_the_nine_stand_in_order_and_each_leads_to_its_page(client):
    page = check(client.get("/toolkit/"))
    wanted = [f"/toolkit/{practice.slug}/" for practice in Practice.objects.all()]
    assert [link.href for link in page.links if link.href in wanted] == wanted
    assert len(wanted) == 9


def test_the_story_opens_the_toolkit_once_it_is_published(client):
    hero = 'class="hero hero--plain"'
    assert hero not in text(client.get("/toolkit/"))
    story = Story.objects.get()
    story.publish()
    response = client.get("/toolkit/")
    assert hero in text(response)
    assert story.headline in text(response)
    check(response)


def test_a_toolkit_with_nothing_in_it_says_so(client):
    Card.objects.update(current=None)
    for model in (HeardAs, Publication, Edition, Card, Practice):
        model.objects.all().delete()
    response = client.get("/toolkit/")
    check(response)
    assert "The shelf is empty" in text(response)


def test_a_full_practice_shows_everything_that_was_written(client):
    practice = Practice.objects.get(slug="give-permission")
    response = client.get("/toolkit/give-permission/")
    page = text(response)
    check(response)
    wanted = [practice.name, practice.one_line, practice.what_it_is, practice.reflective_question, practice.say_it]
    wanted += [*practice.on_the_floor, *practice.gets_in_the_way]
    wanted += [words for thing in practice.three_small_things for words in (thing["when"], thing["do"])]
    assert all(words in page for words in wanted)
    assert '<mark class="blank"><span class="sr">to be filled in: </span>identity and security checks</mark>' in page
    assert "5 of 9" in page


def test_a_practice_with_a_name_and_one_line_leaves_the_rest_out(client):
    Practice.objects.filter(slug="stay-close").update(
        what_it_is="", on_the_floor=[], gets_in_the_way=[], three_small_things=[], reflective_question="", say_it="", safe_lines=[]
    )
    response = client.get("/toolkit/stay-close/")
    check(response)
    page = text(response)
    assert "Stay close to the work" in page
    for left_out in ("Three small things", "Say it out loud", "safe lines", "On the floor", "What gets in the way", "Ask yourself", "soon"):
        assert left_out not in page


def test_a_practice_shows_its_cards_that_are_in_play(client):
    Card.objects.get(slug="say-it-their-way").retire(by=None)
    page = text(client.get("/toolkit/stay-close/"))
    assert "/cards/already-in-the-notes/" in page
    assert "say-it-their-way" not in page


def test_a_practice_without_cards_shows_no_empty_heading(client):
    Card.objects.filter(practice__slug="stay-close").update(retired_at=timezone.now())
    assert "Cards that go with it" not in text(client.get("/toolkit/stay-close/"))


def test_the_nine_can_be_leafed_through(client):
    first, middle, last = (check(client.get(f"/toolkit/{practice.slug}/")) for practice in Practice.objects.filter(number__in=(1, 5, 9)))
    assert [link.name for link in middle.links[-2:]] == ["Previous: 4. Notice what works", "Next: 6. Make it safe"]
    assert not [link for link in first.links if link.name.startswith("Previous")]
    assert not [link for link in last.links if link.name.startswith("Next")]


@pytest.mark.parametrize("url", PAGES)
def test_more_cards_make_no_more_queries(client, url):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    with_all = queries()
    Card.objects.filter(number__gt=9).update(retired_at=timezone.now())
    assert queries() == with_all
