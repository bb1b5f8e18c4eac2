"""Two wordings of a card side by side: who sees which, where, and from when to when."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from cards.models import Card, Trial
from tests import make

SLUG, CARD = "say-it-their-way", "/cards/say-it-their-way/"
SECOND = "What would you say to a friend?"
pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(world) -> Trial:
    """One in which Red has the second wording and Blue the first."""
    return begun(world)


def begun(world, **fields) -> Trial:
    for _once_more in range(200):
        second = make.wording(SLUG, open_with=SECOND, try_this="Say it as to a friend.")
        trial = Trial.start(second, **{"ends_at": timezone.now() + timedelta(weeks=8), "by": world.designer, **fields})
        if trial.has_second(world.red.pk) and not trial.has_second(world.blue.pk):
            return trial
        Trial.objects.filter(pk=trial.pk).update(ended_at=timezone.now(), ended_by=world.designer, card=trial.card)
    raise AssertionError("nobody was split")


def question(client: Client, address: str = CARD, **headers: str) -> bool:
    """Whether the page shows the second wording, and says so of what is logged from it."""
    page = client.get(address, headers=headers).content.decode()
    return SECOND in page


def test_half_of_the_teams_have_the_second_wording_and_always_the_same(world, trial):
    sides = [trial.has_second(team) for team in range(1, 2001)]
    assert 900 < sum(sides) < 1100
    assert sides == [trial.has_second(team) for team in range(1, 2001)]
    other = Trial(pk=trial.pk + 1)
    assert 900 < sum(one == other.has_second(team) for team, one in enumerate(sides, 1)) < 1100  # split anew in each


def test_leaders_of_one_half_see_it_on_every_way_the_card_is_shown(world, trial, sign_in):
    for who, sees in ((world.leader, True), (world.other, False), (world.designer, False)):
        client = sign_in(who)
        assert question(client) is sees
        assert question(client, "/cards/print/") is sees
        card = next(card for card in client.get("/api/v1/cards/").json()["results"] if card["slug"] == SLUG)
        assert (card["open_with"] == SECOND) is sees
        assert (card["edition"] == trial.second.number) is sees


def test_the_log_form_and_the_pack_carry_its_number_and_its_line(world, trial, sign_in):
    for who, edition in ((world.leader, trial.second), (world.other, trial.first)):
        client = sign_in(who)
        form = client.get(f"/sessions/new/?card={SLUG}").content.decode()
        assert f'name="edition" value="{edition.number}"' in form
        card = next(card for card in client.get("/api/v1/pack/").json()["cards"] if card["slug"] == SLUG)
        assert (card["edition"], card["next_step"]) == (edition.number, edition.try_this)


def test_a_phone_is_told_with_its_pack_and_keeps_copies_accordingly(world, trial, sign_in):
    """Copies are made for nobody: what the phone says of itself is which trials, and nothing of a person."""
    client = sign_in(world.leader)
    plain = {"x-plain": "1"}
    version = client.get("/cards/kept.json", headers=plain).json()["version"]
    assert not question(client, **plain)
    answer = client.get("/api/v1/pack/")
    assert answer.cookies["wording"].value == str(trial.pk)
    assert answer.cookies["wording"]["httponly"]
    assert question(client, **plain)
    assert client.get("/cards/kept.json", headers=plain).json()["version"] != version
    assert "wording" not in client.get("/api/v1/pack/").cookies  # said once
    assert world.leader.name not in client.get(CARD, headers=plain).content.decode()


def test_a_phone_that_holds_the_pack_already_is_told_too(world, sign_in):
    client = sign_in(world.leader)
    trial = begun(world)
    etag = client.get("/api/v1/pack/")["ETag"]
    client.cookies.pop("wording")
    again = client.get("/api/v1/pack/", headers={"if-none-match": etag})
    assert (again.status_code, again.cookies["wording"].value) == (304, str(trial.pk))


def test_when_it_is_over_the_phone_lets_go_of_it(world, trial, sign_in):
    client = sign_in(world.leader)
    client.get("/api/v1/pack/")
    trial.end(by=world.designer, note="Enough.")
    assert not question(client, **{"x-plain": "1"})
    assert not question(client)
    assert client.get("/api/v1/pack/").cookies["wording"].value == ""


@pytest.mark.parametrize("said", ["x", "0", "-1", "1.2.x", "9" * 4000, "\xb2", ".", "1" + ".1" * 5000])
def test_no_cookie_breaks_a_copy(world, trial, sign_in, said):
    client = sign_in(world.leader)
    client.cookies["wording"] = said
    assert client.get(CARD, headers={"x-plain": "1"}).status_code == 200
    assert client.get("/cards/kept.json", headers={"x-plain": "1"}).status_code == 200


def test_a_chat_that_used_it_is_in_order_and_not_of_an_older_wording(world, trial):
    session = make.session(world.leader, world.ada, SLUG, edition=trial.second.number)
    assert (session.edition, session.flags) == (trial.second, [])


def test_after_the_trial_its_number_is_an_older_wording(world, trial):
    trial.end(by=world.designer)
    assert make.session(world.leader, world.ada, SLUG, edition=trial.second.number).flags == ["older-edition"]


def test_one_logged_without_a_signal_during_it_is_in_order_when_it_arrives_later(world, trial):
    held_at = timezone.now()
    trial.end(by=world.designer, at=held_at + timedelta(minutes=1))
    session = make.session(world.leader, world.ada, SLUG, edition=trial.second.number, held_at=held_at)
    assert (session.edition, session.flags) == (trial.second, [])


def test_it_ends_by_itself_at_its_planned_end(world, trial):
    assert Trial.seen_by(world.leader, trial.ends_at - timedelta(seconds=1)) == [trial]
    assert Trial.seen_by(world.leader, trial.ends_at) == []
    assert not trial.ran(trial.ends_at - timedelta(seconds=1))
    assert trial.ran(trial.ends_at)


def test_a_new_wording_in_play_breaks_it_off(world, trial):
    make.wording(SLUG, open_with="Something else?").publish(by=world.designer)
    assert Trial.seen_by(world.leader) == []


def test_a_card_retired_is_tried_no_more(world, trial):
    trial.card.retire(by=world.designer)
    assert not Trial.objects.running().exists()


def test_closed_before_its_end_it_did_not_run_and_closing_twice_changes_nothing(world, trial):
    trial.end(by=world.designer, note="Stop.")
    trial.end(by=world.leader, note="Again.")
    trial.refresh_from_db()
    assert (trial.note, trial.ended_by) == ("Stop.", world.designer)
    assert not trial.ran(trial.ends_at + timedelta(days=1))


def test_one_trial_a_card(world, trial):
    with pytest.raises(ValidationError, match="already"):
        Trial.start(make.wording(SLUG), timezone.now() + timedelta(weeks=4), by=world.designer)
    fields: dict[str, Any] = {"card": trial.card, "first": trial.first, "second": trial.second, "started_by": world.designer}
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.create(ends_at=timezone.now() + timedelta(weeks=4), **fields)


def test_the_wording_in_play_and_a_card_out_of_play_cannot_be_tried(world):
    card = Card.objects.get(slug=SLUG)
    assert card.current
    at: datetime = timezone.now() + timedelta(weeks=4)
    with pytest.raises(ValidationError):
        Trial.start(card.current, at, by=world.designer)
    second = make.wording(SLUG)
    card.retire(by=world.designer)
    with pytest.raises(ValidationError):
        Trial.start(second, at, by=world.designer)


def test_a_draft_that_is_tried_can_be_changed_no_more(world, trial):
    trial.second.open_with = "Other words?"
    with pytest.raises(ValidationError, match="never changed"):
        trial.second.save()
    trial.card.refresh_from_db()
    assert trial.card.current == trial.first  # and it is not the one in play


def test_without_a_trial_the_pack_says_no_word_of_one(world, sign_in):
    answer = sign_in(world.leader).get("/api/v1/pack/")
    assert "wording" not in answer.cookies
    assert "trial" not in json.dumps(answer.json())
