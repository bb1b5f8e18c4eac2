"""`/me/own.json`: what is somebody's alone, and nothing of anybody else's."""

from __future__ import annotations

import json

import pytest

from cards.models import Practice, Story, StoryTold
from coaching.models import Commitment, Practising
from tests.ladder import asked_to_sign_in

URL = "/me/own.json"
pytestmark = pytest.mark.django_db


def wrote(user, team, words: str) -> None:
    story = Story.objects.get()
    Commitment.make(user, words, team.today())
    StoryTold.tell(user, story, team, team.today(), f"{words}?")
    Practising.begin(user, Practice.objects.get(slug="notice"))


def test_a_leader_takes_all_of_their_own_along_and_nobody_elses(world, sign_in):
    wrote(world.leader, world.red, "Listen first")
    wrote(world.other, world.blue, "Say thank you")
    answer = sign_in(world.leader).get(URL)
    assert answer["Content-Disposition"] == 'attachment; filename="floorwalk-own.json"'
    assert "no-store" in answer["Cache-Control"]
    held = json.loads(answer.content)
    assert [row["words"] for row in held["going_first"]] == ["Listen first"]
    assert [row["practice__name"] for row in held["practised"]] == ["Notice what works"]
    assert [row["asked"] for row in held["told_the_story"]] == ["Listen first?"]


def test_who_leads_no_more_still_takes_theirs(world, sign_in):
    Commitment.make(world.former, "Come back to it", world.red.today())
    assert json.loads(sign_in(world.former).get(URL).content)["going_first"][0]["words"] == "Come back to it"


def test_the_ladder(client, world, sign_in):
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.leader).post(URL).status_code == 405
    assert sign_in(world.leader).get(URL, headers={"X-Plain": "1"}).status_code == 403
    assert json.loads(sign_in(world.hr).get(URL).content) == {"practised": [], "going_first": [], "told_the_story": []}


def test_you_leads_to_it(world, sign_in):
    assert f'href="{URL}"' in sign_in(world.leader).get("/me/").content.decode()
