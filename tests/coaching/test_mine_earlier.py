"""/mine/earlier/: whether the record of earlier teams goes along, theirs to choose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.models import Session
from tests import make
from tests.coaching.own_record import MINE, let_in, text
from tests.ladder import hr_and_leader

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(world) -> Session:
    return make.session(world.leader, world.ada, step=2, note="You took a breath first", next_step="Try their word", come_back="next-shift")


@pytest.fixture
def moved(world, session) -> Session:
    """Ada is in Blue since yesterday; the chat was held in Red before."""
    Session.objects.update(held_at=timezone.now() - timedelta(days=3), held_on=(timezone.now() - timedelta(days=3)).date())
    world.ada.move(world.blue, at=timezone.now() - timedelta(days=1))
    session.refresh_from_db()
    return session


def leaders_sight(world, sign_in) -> str:
    return text(sign_in(world.other).get(f"/advisors/{world.ada.pk}/"))


def test_it_stays_behind_until_they_take_it_along_and_they_can_change_their_mind(world, moved, sign_in):
    client = let_in(world.ada)
    assert "It stayed behind" in text(client.get(MINE))
    assert "You took a breath first" in text(client.get(MINE)), "their own record is theirs wherever it was held"
    assert "You took a breath first" not in leaders_sight(world, sign_in)
    client.post("/mine/earlier/", {"along": "yes"})
    for words in ("You took a breath first", "Trying it", "1 of 27 places looked at", "Try their word"):
        assert words in leaders_sight(world, sign_in)
    other = sign_in(world.other)
    assert "You took a breath first" in other.get(moved.get_absolute_url()).text
    assert moved.check_backs.get().get_absolute_url() in other.get("/check-backs/").text
    assert other.get(moved.check_backs.get().get_absolute_url()).status_code == 200
    assert sign_in(world.leader).get(moved.get_absolute_url()).status_code == 404
    client.post("/mine/earlier/", {"along": "no"})
    assert "You took a breath first" not in leaders_sight(world, sign_in)
    assert sign_in(world.other).get(moved.get_absolute_url()).status_code == 404


def test_the_next_move_asks_anew(world, moved, sign_in):
    world.ada.take_record_along(True)
    world.ada.move(make.team("Green"))
    world.ada.refresh_from_db()
    assert not world.ada.record_follows


def test_hr_who_leads_sees_no_more_notes_for_it(world, moved, sign_in):
    """Works in HR and leads Blue: every row is visible, those that stayed behind open to nobody in Blue."""
    both = sign_in(hr_and_leader(world))
    assert both.get(moved.get_absolute_url()).status_code == 403
    assert "You took a breath first" not in both.get("/api/v1/sessions/").text
    world.ada.take_record_along(True)
    assert both.get(moved.get_absolute_url()).status_code == 200
    assert "You took a breath first" in both.get("/api/v1/sessions/").text


def test_without_earlier_teams_nothing_is_asked(world, session):
    assert "Your time in earlier teams" not in text(let_in(world.ada).get(MINE))
