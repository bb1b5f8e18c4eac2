"""A trial on its card's page: begun, silent until its planned end, then what may be said of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cards.models import Card, Trial
from coaching.models import CheckBack
from coaching.trial_use import result
from tests import make

SLUG = "say-it-their-way"
URL = f"/insight/{SLUG}/"
START, END = f"{URL}trial/", f"{URL}trial/end/"
pytestmark = pytest.mark.django_db


def seen(client: Client) -> str:
    response = client.get(URL)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().replace("&nbsp;", " ")))


@pytest.fixture
def trial(world) -> Trial:
    return Trial.start(make.wording(SLUG), timezone.now() + timedelta(weeks=4), by=world.designer)


def answers(trial: Trial, first: int, second: int, teams: int = 12, each: int = 10) -> None:
    """So many of ten answers in each of that many teams said that each wording helped; heard in the trial's time."""
    for _team in range(teams):
        team, leader = make.team(), make.user()
        make.leadership(leader, team)
        advisor = make.advisor(team)
        for edition, helped in ((trial.first, first), (trial.second, second)):
            for n in range(each):
                promise = make.check_back(leader, advisor, card=SLUG, edition=edition.number)
                promise.answer(by=leader, outcome="helped" if n < helped else "no-chance")


def over(trial: Trial) -> None:
    """As after its planned end."""
    start = timezone.now() - timedelta(days=1)
    Trial.objects.filter(pk=trial.pk).update(starts_at=start, ends_at=timezone.now())


def test_a_designer_starts_one_with_a_draft(world, sign_in):
    draft = make.wording(SLUG)
    client = sign_in(world.designer)
    assert "Start a trial" in seen(client)
    answer = client.post(START, {"second": draft.pk, "weeks": 8})
    assert (answer.status_code, answer["Location"]) == (302, URL)
    trial = Trial.objects.get()
    assert (trial.second, trial.started_by, (trial.ends_at - trial.starts_at).days) == (draft, world.designer, 56)
    page = seen(client)
    assert "Too early to tell" in page
    assert "Start a trial" not in page


def test_while_it_runs_nothing_of_what_came_of_it_shows(world, trial, sign_in):
    answers(trial, 1, 9)
    page = seen(sign_in(world.designer))
    assert "Too early to tell" in page
    assert "120 answers" in page
    assert "Being tried: what comes of it shows here when the trial is over" in page
    assert "points, 19 times in 20" not in page
    assert "said it helped (" not in page


def test_at_its_planned_end_it_says_which_went_with_more_help(world, trial, sign_in):
    answers(trial, 3, 8)
    over(trial)
    page = seen(sign_in(world.designer))
    assert "Edition 2 went with more answers that said it helped" in page
    assert "120 answers, 80 % said it helped (72 to 86 %)" in page
    assert "Edition 2 less edition 1: anywhere from 38 to 60 points, 19 times in 20." in page


def test_where_the_range_holds_no_difference_it_is_too_early_to_tell(world, trial, sign_in):
    answers(trial, 5, 6)
    over(trial)
    page = seen(sign_in(world.designer))
    assert "Too early to tell" in page
    assert "anywhere from -3 to 22 points" in page


def test_with_too_few_answers_no_share_shows_even_at_the_end(world, trial, sign_in):
    answers(trial, 0, 9, teams=11, each=9)
    over(trial)
    page = seen(sign_in(world.designer))
    assert "Its time is over, with too few answers" in page
    assert "99 answers" in page
    assert "points" not in page


def test_closed_early_nothing_can_be_said(world, trial, sign_in):
    answers(trial, 1, 9)
    client = sign_in(world.designer)
    assert client.post(END, {"trial": trial.pk, "note": "The moment changed."}).status_code == 302
    page = seen(client)
    assert "Closed before its planned end, so nothing can be said." in page
    assert "The moment changed." in page
    assert "went with more" not in page


def test_a_chat_counts_by_the_wording_it_used_and_only_in_the_trials_time(world, trial):
    for edition, held_at in (
        (trial.first, timezone.now()),
        (trial.second, timezone.now()),
        (trial.first, timezone.now() - timedelta(days=3)),
    ):
        promise = make.check_back(world.leader, world.ada, card=SLUG, edition=edition.number, held_at=held_at)
        promise.answer(by=world.leader, outcome="helped")
    taken_back = make.check_back(world.leader, world.ada, card=SLUG)
    taken_back.answer(by=world.leader, outcome="helped")
    taken_back.session.withdraw(by=world.leader)
    CheckBack.objects.update(due_at=timezone.now())
    found = result(trial, timezone.now() + timedelta(seconds=1))
    assert [arm.teams for arm in found.arms] == [[(1, 1)], [(1, 1)]]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"weeks": 8}, "Choose a second wording."),
        ({"second": "999999", "weeks": 8}, "valid choice"),
        ({"second": "x", "weeks": 8}, "valid choice"),
        ({"second": "draft", "weeks": 5}, "valid choice"),
    ],
)
def test_a_start_that_makes_no_sense_is_refused_and_says_why(world, sign_in, said: dict[str, Any], why):
    draft = make.wording(SLUG)
    said = {name: draft.pk if value == "draft" else value for name, value in said.items()}
    answer = sign_in(world.designer).post(START, said)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Trial.objects.exists()


def test_the_wording_in_play_is_no_second_one(world, sign_in):
    current = Card.objects.get(slug=SLUG).current
    assert current
    assert sign_in(world.designer).post(START, {"second": current.pk, "weeks": 8}).status_code == 422


def test_a_second_trial_of_the_card_is_refused(world, trial, sign_in):
    answer = sign_in(world.designer).post(START, {"second": make.wording(SLUG).pk, "weeks": 8})
    assert answer.status_code == 422
    assert Trial.objects.count() == 1


def test_closing_needs_a_word_and_keeps_it(world, trial, sign_in):
    client = sign_in(world.designer)
    refused = client.post(END, {"trial": trial.pk, "note": ""})
    assert refused.status_code == 422
    assert "Say what came of it" in refused.content.decode()
    long = client.post(END, {"trial": trial.pk, "note": "x" * 281})
    assert long.status_code == 422
    assert "x" * 281 in long.content.decode()
    trial.refresh_from_db()
    assert trial.ended_at is None


@pytest.mark.parametrize("pk", ["", "x", "0", "99999999999999999999", "-1"])
def test_a_trial_that_is_not_there_cannot_be_closed(world, trial, sign_in, pk):
    assert sign_in(world.designer).post(END, {"trial": pk, "note": "Done."}).status_code == 404


def test_no_team_is_named_and_none_of_its_answers(world, trial, sign_in):
    answers(trial, 3, 8)
    over(trial)
    page = seen(sign_in(world.designer))
    assert not re.search(r"Team \d+", page)


@pytest.mark.parametrize("who", ["leader", "hr", "sponsor", "nobody"])
@pytest.mark.parametrize("address", [START, END])
def test_others_may_start_and_close_none(world, trial, sign_in, who, address):
    assert sign_in(getattr(world, who)).post(address, {"trial": trial.pk, "note": "Mine."}).status_code == 403
    trial.refresh_from_db()
    assert trial.ended_at is None


@pytest.mark.parametrize("address", [START, END])
def test_it_is_begun_and_closed_by_a_form_alone(world, sign_in, address):
    assert sign_in(world.designer).get(address).status_code == 405
    assert Client().post(address).status_code == 302
