"""What is done with a card's wording: now, later, undone, retired, brought back; told in its history."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from cards.models import Card, Edition, Publication
from cards.panel.due import publish_due
from coaching.models import Session
from tests import make
from tests.ladder import HTMX
from tests.panel.wording import ANOTHER, acts, address, card, form, told

pytestmark = pytest.mark.django_db
ACTS = ("publish", "plan", "call-off", "throw-away", "undo", "again", "retire", "bring-back", "take-over")


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.designer)


def test_the_draft_is_published_as_it_was_seen(world, client, draft):
    client.post(address("publish"), {"seen": draft.seen})
    assert card().current == draft
    assert told(world.designer) == [("published", 2), ("written", 2)]


def test_words_nobody_has_read_are_not_published(client, draft):
    client.post(address(), form(try_this="Next time, other words."))
    client.post(address("publish"), {"seen": draft.seen})
    assert card().current.number == 1
    assert "look again" in client.get(address("history")).text


def test_what_breaks_a_hard_rule_is_not_published_from_the_history_either(client):
    client.post(address(), form(try_this="Next time you must own it."))
    bad = card().draft
    page = client.get(address("history")).text
    assert "A hard rule stops it" in page
    assert "Publish now" not in page
    client.post(address("publish"), {"seen": bad.seen})
    client.post(address("plan"), {"seen": bad.seen, "publish_at": "2099-01-01T09:00"})
    assert card().current.number == 1
    assert card().draft.publish_at is None


# --- later ------------------------------------------------------------------------------------------------------------


def planned(client, draft) -> Edition:
    client.post(address("plan"), {"seen": draft.seen, "publish_at": "2099-03-02T09:00"})
    found = card().draft
    assert found.publish_at is not None
    return found


def test_a_planned_draft_waits_for_its_time_and_no_longer(world, client, draft):
    due_at = planned(client, draft).publish_at
    assert publish_due(due_at - timedelta(seconds=1)) == []
    assert card().current.number == 1
    assert [turn.edition for turn in publish_due(due_at)] == [draft]
    assert (card().current, card().current.published_by, card().current.published_at) == (draft, world.designer, due_at)
    assert publish_due(due_at) == []
    assert acts().count("published") == 2


def test_the_command_publishes_what_is_due(client, draft):
    Edition.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(minutes=1), publish_by=draft.made_by)
    said = StringIO()
    call_command("publish_due", stdout=said)
    assert "Published: card 10, edition 2." in said.getvalue()
    assert card().current == draft


def test_the_command_does_not_publish_what_the_rubric_stops_by_then(client, draft):
    due_at = timezone.now() - timedelta(minutes=1)
    Edition.objects.filter(pk=draft.pk).update(publish_at=due_at, publish_by=draft.made_by, try_this="You must.")
    said = StringIO()
    call_command("publish_due", stdout=StringIO(), stderr=said)
    assert "Not published: card 10, edition 2" in said.getvalue()
    assert card().current.number == 1


def test_a_change_to_the_draft_ends_its_plan(client, draft):
    planned(client, draft)
    client.post(address(), form(try_this="Next time, other words."))
    assert card().draft.publish_at is None
    assert "called-off" in acts()


def test_a_plan_can_be_called_off(client, draft):
    planned(client, draft)
    client.post(address("call-off"))
    assert card().draft.publish_at is None
    assert "planned" in acts()
    assert "called-off" in acts()


@pytest.mark.parametrize("asked", ["2020-01-01T09:00", "", "soon", "2099-13-01T09:00"])
def test_a_time_that_makes_no_sense_is_refused_and_kept(client, draft, asked):
    answer = client.post(address("plan"), {"seen": draft.seen, "publish_at": asked})
    assert answer.status_code == 422
    assert f'value="{asked}"' in answer.text or not asked
    assert 'aria-invalid="true"' in answer.text
    assert card().draft.publish_at is None


def test_the_list_and_the_page_say_what_is_planned(client, draft):
    planned(client, draft)
    assert "Planned for 2 Mar, 09:00" in client.get("/admin/cards/card/").text
    assert "Edition 2 is planned for 2 Mar, 09:00" in client.get(address()).text


# --- back -------------------------------------------------------------------------------------------------------------


def test_undoing_goes_back_to_the_words_before_and_keeps_the_others(world, client, draft):
    draft.publish(by=world.designer)
    client.post(address("undo"), {"edition": 2})
    assert card().current.number == 1
    assert Edition.objects.get(pk=draft.pk).try_this == ANOTHER
    assert told(world.designer)[0] == ("undone", 2)
    client.post(address("undo"), {"edition": 2})
    assert card().current.number == 1
    assert acts().count("undone") == 1


def test_the_first_words_of_a_card_cannot_be_undone(client):
    assert "Undo: back" not in client.get(address("history")).text
    client.post(address("undo"), {"edition": 1})
    assert card().current.number == 1


def test_undone_words_can_be_used_again(world, client, draft):
    draft.publish(by=world.designer)
    client.post(address("undo"), {"edition": 2})
    client.post(address("again"), {"edition": 2})
    assert card().current == draft
    client.post(address("undo"), {"edition": 2})
    assert card().current.number == 1


def test_a_draft_is_never_used_again_by_that_door(client, draft):
    assert client.post(address("again"), {"edition": draft.number}).status_code == 404
    assert card().current.number == 1


def test_after_undoing_the_next_draft_has_a_number_of_its_own(world, client, draft):
    draft.publish(by=world.designer)
    client.post(address("undo"), {"edition": 2})
    client.post(address(), form(avoid="Leave out the long answer."))
    assert card().draft.number == 3


def test_a_retired_card_is_out_of_the_deck_and_comes_back(world, client):
    client.post(address("retire"))
    assert not Card.objects.in_play().filter(pk=card().pk).exists()
    assert "Retired" in client.get("/admin/cards/card/").text
    client.post(address("retire"))
    client.post(address("bring-back"))
    assert Card.objects.in_play().filter(pk=card().pk).exists()
    assert told(world.designer) == [("brought-back", 1), ("retired", 1)]


def test_a_card_does_not_come_back_to_a_place_that_is_taken(world, client):
    old = card()
    old.retire(world.designer)
    other = Card.objects.exclude(pk=old.pk).filter(mindset__isnull=False).first()
    Card.objects.filter(pk=other.pk).update(mindset=old.mindset, skill=old.skill)
    client.post(address("bring-back"))
    assert card().retired_at is not None
    assert f"Card {other.number} has its place now" in client.get(address("history")).text


def test_what_was_logged_keeps_the_words_it_was_logged_with(world, client, draft):
    moment = make.session(world.leader, world.ada)
    draft.publish(by=world.designer)
    assert Session.objects.get(pk=moment.pk).edition.number == 1


# --- the history ------------------------------------------------------------------------------------------------------


def test_the_history_says_who_did_what_when(world, client, draft):
    draft.publish(by=world.designer)
    client.post(address("undo"), {"edition": 2})
    page = client.get(address("history")).text
    for words in ("Wrote a draft: edition 2", "Published: edition 2", "Undid the publishing: edition 2", "Dee Designer", "The programme"):
        assert words in page


def test_the_history_does_not_ask_more_when_there_is_more(client, world):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address("history"))
        return len(queries)

    few = asked()
    for n in range(20):
        card().tell(Publication.Act.WRITTEN, world.designer, edition=card().current, at=timezone.now() + timedelta(seconds=n))
    assert asked() <= few + 1


@pytest.mark.parametrize("act", ACTS)
def test_only_a_form_does_it(client, draft, act):
    for answer in (client.get(address(act)), client.head(address(act)), client.get(address(act), **HTMX)):
        assert answer.status_code == 405
    assert card().draft == draft


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_a_designer_does_it(world, sign_in, draft, act):
    Role.grant(world.leader, Role.Name.SPONSOR)
    before = acts()
    for who in (world.leader, world.hr, world.sponsor, world.nobody):
        sent = {"seen": draft.seen, "edition": 1, "publish_at": "2099-01-01T09:00"}
        assert sign_in(who).post(address(act), sent).status_code == 403
    assert acts() == before


def test_a_card_nobody_has_is_not_there(client):
    assert client.get("/admin/cards/card/99999/change/").status_code == 404
    assert client.post("/admin/cards/card/99999/publish/").status_code == 404
