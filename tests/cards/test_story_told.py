"""`/story/told/`: a leader writes down that their team heard the story; how far it has reached, and never who is behind."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Site
from cards.models import Story, StoryTold
from coaching.story_reach import TeamNow, reach_of, story_reach
from tests import make
from tests.ladder import HTMX, ODD, asked_to_sign_in

URL = "/story/told/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    story = Story.objects.get()
    story.publish()
    return story


def said(world, **other) -> dict[str, str]:
    return {"team": str(world.red.pk), "on": world.red.today().isoformat(), "asked": "What about Fridays?", **other}


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_a_leader_writes_it_down_and_finds_it_again(world, sign_in, story):
    client = sign_in(world.leader)
    assert reverse("story-told") == URL
    assert URL in text(client.get("/story/"))
    answer = client.post(URL, said(world))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    told = StoryTold.objects.get()
    assert (told.story, told.team, told.leader, told.on, told.asked) == (
        story, world.red, world.leader, world.red.today(), "What about Fridays?",
    )  # fmt: skip
    assert "What about Fridays?" in text(client.get(URL))


def test_the_same_day_again_puts_it_right(world, sign_in, story):
    client = sign_in(world.leader)
    client.post(URL, said(world))
    assert client.post(URL, said(world, asked=""), **HTMX)["HX-Redirect"] == URL
    assert [told.asked for told in StoryTold.objects.all()] == [""]


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world, sign_in, story):
    client = sign_in(world.leader)
    today = world.red.today()
    for wrong, words in (
        ({"on": (today + timedelta(days=1)).isoformat()}, "still to come"),
        ({"on": (today - timedelta(days=400)).isoformat()}, "more than a year ago"),
        ({"on": "soon"}, "Write a day"),
        ({"team": str(world.blue.pk)}, "Choose a team you lead."),
        ({"asked": "x" * 281}, "280"),
    ):
        answer = client.post(URL, said(world, **{"asked": "What about Fridays?", **wrong}))
        assert answer.status_code == 422
        assert words in text(answer)
        assert wrong.get("asked", "What about Fridays?") in text(answer)
    assert not StoryTold.objects.exists()


def test_odd_words_stay_as_they_are(world, sign_in, story):
    client = sign_in(world.leader)
    for words in ODD:
        client.post(URL, said(world, asked=words))
        assert StoryTold.objects.get().asked == words
        assert "<script>alert" not in client.get(URL).content.decode()


def test_others_read_nothing_of_it(world, sign_in, story):
    StoryTold.tell(world.leader, story, world.red, world.red.today(), "What about Fridays?")
    assert "Fridays" not in text(sign_in(world.other).get(URL))
    for who in (world.designer, world.hr, world.sponsor, world.nobody, world.former):
        assert sign_in(who).get(URL).status_code == 403
        assert URL not in text(sign_in(who).get("/story/"))
        assert not StoryTold.objects.visible_to(who).exists()


def test_the_ladder(client, world, sign_in, story):
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.leader).put(URL).status_code == 405
    assert "no-store" in sign_in(world.leader).get(URL)["Cache-Control"]


def test_without_a_story_there_is_nothing_to_tell(world, sign_in):
    assert "isn't ready" in text(sign_in(world.leader).get(URL)).replace("’", "'")
    sign_in(world.leader).post(URL, said(world))
    assert not StoryTold.objects.exists()


def teams(site: int, many: int, told: int, people: int = 10) -> list[TeamNow]:
    return [TeamNow(100 * site + n, site, people, n < told) for n in range(many)]


def test_eight_teams_are_shown_and_seven_are_put_together_with_other_small_sites():
    reach = reach_of([*teams(1, 8, 3), *teams(2, 7, 6), *teams(3, 1, 0)])
    assert reach.sites.keys() == {1}
    assert (reach.sites[1].teams, reach.sites[1].teams_of, reach.sites[1].people, reach.sites[1].people_of) == (3, 8, 30, 80)
    assert reach.everywhere is not None
    assert (reach.everywhere.teams, reach.everywhere.teams_of, reach.begun) == (9, 16, 1)


def test_what_is_still_too_small_is_in_no_figure():
    """Or all sites less the large one would say which of three leaders is behind."""
    reach = reach_of([*teams(1, 8, 3), *teams(2, 3, 2)])
    assert reach.everywhere == reach.sites[1]
    assert reach_of(teams(2, 7, 7)).everywhere is None
    assert reach_of(teams(2, 8, 8, people=2)).everywhere is None


def test_the_programme_page_says_how_far_it_is_and_of_whom_it_may(world, sign_in, story):
    far = Site.objects.create(name="Far")
    for n in range(8):
        team, leader = make.team(f"Far {n}", site=far), make.user()
        make.leadership(leader, team)
        for _person in range(3):
            make.advisor(team)
        if n < 5:
            StoryTold.tell(leader, story, team, team.today())
    reach = story_reach(world.sponsor)
    assert reach is not None
    assert reach.everywhere == reach.sites[far.pk]
    assert (reach.everywhere.teams, reach.everywhere.teams_of, reach.everywhere.people, reach.everywhere.people_of) == (5, 8, 15, 24)
    assert story_reach(world.leader) is None
