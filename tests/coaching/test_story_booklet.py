"""`/story/booklet/`: the story on one sheet, folded; and the film, where there is one."""

from __future__ import annotations

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cards.models import Story
from coaching.story_booklet import ROOM, sides, sizes
from config.ui import typeset
from tests.cards.outline import check, outline
from tests.ladder import asked_to_sign_in

URL = "/story/booklet/"
FILM = "https://films.example.org/our-story"
pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    story = Story.objects.get()
    story.publish()
    return story


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_the_back_lies_left_of_the_front_and_the_inside_reads_left_to_right(world, sign_in, story):
    response = sign_in(world.leader).get(URL)
    check(response)
    assert re.findall(r'data-page="(\w+)"', text(response)) == ["back", "front", "why", "what"]
    assert "fold__paper--turned" not in text(response)


def test_over_the_long_edge_the_inside_is_turned(world, sign_in, story):
    page = text(sign_in(world.leader).get(URL + "?flip=long"))
    assert page.index("fold__paper--turned") > page.index('data-page="front"')
    assert [side.turned for side in sides("long")] == [False, True]


def test_everything_the_story_says_is_on_it_once(world, sign_in, story):
    page = text(sign_in(world.leader).get(URL)).split('<ol class="leaves')[1]
    lines = [story.headline, *story.what_changes, *story.what_stays[:2], story.closing_question]
    lines += [one["text"] for one in story.objectives]
    assert [page.count(typeset(line)) for line in lines] == [1] * len(lines)


def test_the_more_is_written_the_smaller_it_is_set():
    short = Story(what_changes=["x" * 100] * 2)
    long = Story(what_changes=["x" * 110] * 16)
    assert sizes(short) == {"why": 1, "what": 1}
    assert sizes(long)["what"] == len(ROOM) + 1


def test_without_a_story_there_is_nothing_to_print(world, sign_in):
    response = sign_in(world.leader).get(URL)
    check(response)
    assert "isn't ready" in text(response)


def test_the_story_leads_to_it_and_the_ladder(client, world, sign_in, story):
    assert f'href="{URL}"' in text(sign_in(world.leader).get("/story/"))
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.leader).post(URL).status_code == 405


def test_a_film_opens_outside_and_says_where(world, sign_in, story):
    client = sign_in(world.leader)
    assert "Watch the film" not in text(client.get("/story/"))
    Story.objects.update(film=FILM)
    response = client.get("/story/")
    assert outline(response).mistakes == []
    [link] = re.findall(r'<a class="film"[^>]*>', text(response))
    assert all(part in link for part in (f'href="{FILM}"', 'target="_blank"', 'rel="noopener noreferrer external"'))
    assert "Opens outside Floorwalk, at films.example.org" in text(response)


def test_nothing_of_the_film_is_loaded_here(world, sign_in, story):
    Story.objects.update(film=FILM)
    page = text(sign_in(world.leader).get("/story/"))
    assert not re.findall(r"<(?:iframe|video|img|source|embed|object)\b", page)
    assert page.count(FILM) == 1


def test_a_copy_for_a_phone_says_that_the_film_needs_a_signal_and_has_no_link(world, sign_in, story):
    Story.objects.update(film=FILM)
    plain = text(sign_in(world.leader).get("/story/", headers={"X-Plain": "1"}))
    assert "It needs a signal." in plain
    assert FILM not in plain


@pytest.mark.parametrize(
    "wrong", ["http://films.example.org/a", "javascript:alert(1)", "//films.example.org", "films.example.org", "ftp://a.b/c"]
)
def test_only_https_is_a_film(story, wrong):
    story.film = wrong
    with pytest.raises(ValidationError) as said:
        story.full_clean()
    assert "https://" in str(said.value.message_dict["film"])
    with transaction.atomic(), pytest.raises(IntegrityError):
        Story.objects.update(film=wrong)
