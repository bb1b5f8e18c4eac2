"""`/story/tell/`: the story aloud, one step at a time; and how we will know, beside each objective."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Site
from cards.models import Story
from coaching.models import Measure, Reading
from config.ui import typeset
from tests.cards.outline import check
from tests.ladder import asked_to_sign_in

URL = "/story/tell/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    story = Story.objects.get()
    story.publish()
    return story


@pytest.fixture
def measure(db):
    found = Measure.objects.get(slug="interaction-nps")
    found.objective = Measure.Objective.CUSTOMERS
    found.save()
    return found


def reading(world, measure: Measure, place: str, value: int, n: int = 100, before: bool = False) -> Reading:
    first = date(2026, 1 if before else 3, 1)
    return Reading.objects.create(
        measure=measure, site=Site.objects.get_or_create(name=place)[0], first=first, last=first.replace(day=28), value=value, n=n,
        low=value - 2, high=value + 2, baseline=before, received_by=world.hr,
    )  # fmt: skip


def moved(world, measure: Measure, places: tuple[str, ...] = ("North", "South")) -> None:
    for place in places:
        reading(world, measure, place, 14, before=True)
        reading(world, measure, place, 25)


def text(response) -> str:
    return html.unescape(response.content.decode())


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response).split("<main")[1]))


def test_each_step_is_there_once_with_a_way_on_and_a_way_back(world, sign_in, story):
    response = sign_in(world.leader).get(URL)
    page = check(response)
    told = [story.headline, story.closing_question, *(one["text"] for one in story.objectives), *story.what_changes]
    assert all(text(response).count(typeset(line)) == 1 for line in told)
    assert [found for found in page.ids if re.fullmatch(r"step-\d", found)] == [f"step-{n}" for n in range(1, 10)]
    hrefs = [link.href for link in page.links if link.href.startswith("#step")]
    assert hrefs == ["#step-2", *(f"#step-{n + way}" for n in range(2, 9) for way in (-1, 1)), "#step-8"]
    assert [f"{n} of 9" in words(response) for n in range(1, 10)] == [True] * 9


def test_it_ends_at_told_my_team_for_whoever_leads_one(world, sign_in, story):
    assert '"/story/told/"' in text(sign_in(world.leader).get(URL))
    for who in (world.sponsor, world.designer, world.former):
        assert '"/story/told/"' not in text(sign_in(who).get(URL))


def test_the_story_leads_to_it(world, sign_in, story):
    assert f'href="{URL}"' in text(sign_in(world.leader).get("/story/"))


def test_without_a_story_it_says_so(world, sign_in):
    response = sign_in(world.leader).get(URL)
    check(response)
    assert "isn't ready to tell" in text(response)


def test_what_is_not_written_is_no_step(world, sign_in):
    Story.objects.create(number=2, headline="Short", why_now="Because.", closing_question="What now?").publish()
    page = check(sign_in(world.leader).get(URL))
    assert [found for found in page.ids if re.fullmatch(r"step-\d", found)] == ["step-1", "step-2", "step-3"]


def test_the_ladder(client, world, sign_in, story):
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.leader).post(URL).status_code == 405
    assert sign_in(world.nobody).get(URL).status_code == 200


def test_a_phone_keeps_it_and_its_copy_changes_with_the_story(world, sign_in, story):
    client = sign_in(world.leader)
    kept = client.get("/cards/kept.json").json()
    assert URL in kept["pages"]
    Story.objects.create(number=2, headline="Another", why_now="Because.", closing_question="What now?").publish()
    assert client.get("/cards/kept.json").json()["version"] != kept["version"]


@pytest.mark.parametrize("url", ["/story/", URL])
def test_each_objective_says_where_its_measures_stand(world, sign_in, story, measure, url):
    moved(world, measure)
    said = words(sign_in(world.leader).get(url))
    assert "Interaction NPS: 25 points , 14 before we began (all sites, 200 answers or cases)" in said
    assert said.index("Customers") < said.index("25 points") < said.index("The business")
    assert "no change at all" not in said


def test_a_move_within_its_range_is_said_to_be_perhaps_none(world, sign_in, story, measure):
    for place in ("North", "South"):
        reading(world, measure, place, 14, before=True)
        reading(world, measure, place, 15)
    assert "That may be no change at all" in words(sign_in(world.leader).get(URL))


def test_one_site_alone_is_never_shown_nor_too_few_answers_nor_a_measure_nobody_linked(world, sign_in, story, measure):
    client = sign_in(world.leader)
    moved(world, measure, ("North",))
    assert "Interaction NPS" not in words(client.get("/story/"))
    reading(world, measure, "South", 14, n=19, before=True)
    reading(world, measure, "South", 25, n=19)
    assert "Interaction NPS" not in words(client.get("/story/"))
    moved(world, measure, ("East", "West"))
    assert "Interaction NPS" in words(client.get("/story/"))
    Measure.objects.update(objective=None)
    assert "Interaction NPS" not in words(client.get("/story/"))


def test_no_figure_is_in_a_copy_for_a_phone(world, sign_in, story, measure):
    """It would grow old there without saying so."""
    moved(world, measure)
    for url in ("/story/", URL):
        plain = sign_in(world.leader).get(url, headers={"X-Plain": "1"})
        assert "How we will know" in text(plain)
        assert "25 points" not in words(plain)


def test_more_sites_make_no_more_queries(world, sign_in, story, measure):
    client = sign_in(world.leader)
    moved(world, measure)
    seen = []
    for places in (("North", "South"), ("East", "West", "Middle")):
        if "East" in places:
            moved(world, measure, places)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        seen.append(len(asked))
    assert seen[0] == seen[1]
