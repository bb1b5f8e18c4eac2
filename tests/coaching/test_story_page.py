"""`/story/`: why the work matters."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from cards.models import Story
from config.ui import with_unit
from tests.cards.outline import check

URL = "/story/"
EVERYONE = ("leader", "former", "designer", "hr", "sponsor", "nobody")


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


@pytest.fixture
def story(db):
    story = Story.objects.get()
    story.publish()
    return story


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_the_address_is_the_products():
    assert reverse("story") == URL


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db):
    assert "/login/" in Client().get(URL)["Location"]


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_signed_in_may_read_the_story(world, sign_in, who, story):
    response = sign_in(getattr(world, who)).get(URL)
    assert response.status_code == 200
    assert story.headline in text(response)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_story_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_the_story_is_told_in_order_and_ends_with_its_question(client, story):
    response = client.get(URL)
    check(response)
    page = text(response)
    told = [
        story.headline,
        "Too many customers",
        "Customers</dt>",
        "The business</dt>",
        "Us</dt>",
        story.what_changes[0],
        story.what_stays[0],
    ]
    told += ["What you can ask of us", story.closing_question]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert page.count("How we will know") == 3


def test_what_the_organisation_has_to_fill_in_is_seen_as_such(client, story):
    page = text(client.get(URL))
    assert '<mark class="blank"><span class="sr">to be filled in: </span>what customers tell us</mark>' in page
    assert "{" not in page[page.index("<article") : page.index("</article>")]


def test_a_draft_is_never_shown(client):
    response = client.get(URL)
    check(response)
    assert "The story isn't ready to tell yet" in text(response)
    assert Story.objects.get().headline not in text(response)


def test_the_last_published_story_is_the_one_told(client, story):
    Story.objects.create(number=2, headline="A newer one", why_now="Because.", closing_question="What now?").publish()
    page = text(client.get(URL))
    assert "A newer one" in page
    assert story.headline not in page


def test_a_story_with_little_written_leaves_the_rest_out(client):
    Story.objects.create(number=2, headline="Short", why_now="Because.", closing_question="What now?").publish()
    response = client.get(URL)
    check(response)
    for left_out in ("What we are here to do", "What changes", "What stays", "What you can ask of us"):
        assert left_out not in text(response)


@pytest.mark.parametrize(
    ("unit", "said"),
    [("£ an order", "£44.1 an order"), ("%", "44.1%"), ("% who would", "44.1% who would"), ("points", "44.1 points"), ("", "44.1")],
)
def test_a_figure_stands_with_its_unit_as_it_is_said(unit, said):
    assert with_unit("44.1", unit) == said
