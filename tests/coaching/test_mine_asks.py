"""/mine/asks/: what an advisor would like to work on, and what becomes of it."""

import pytest
from django.test import Client
from django.urls import reverse

from cards.models import Skill
from coaching.models import Ask
from tests import make
from tests.coaching.own_record import let_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(world) -> Client:
    return let_in(world.ada)


def skill(slug: str) -> Skill:
    return Skill.objects.get(slug=slug)


def test_what_they_ask_for_is_seen_by_their_leader_and_comes_next(world, ada, sign_in):
    wanted = skill("look-ahead")
    assert ada.post("/mine/asks/", {"skill": wanted.pk})["Location"] == "/mine/#asks"
    leader = text(sign_in(world.leader).get(f"/advisors/{world.ada.pk}/"))
    assert "Ada asked to work on this:" in leader
    assert "They asked to work on this." in leader
    make.session(world.leader, world.ada, card="told-them-early")
    assert not Ask.objects.standing().exists(), "a chat about it answers it"
    assert "asked to work on this" not in text(sign_in(world.leader).get(f"/advisors/{world.ada.pk}/"))


def test_asking_twice_asks_once_and_a_fourth_is_too_many(world, ada):
    for one in [skill("look-ahead"), *Skill.objects.all()[:3]]:
        ada.post("/mine/asks/", {"skill": one.pk})
        ada.post("/mine/asks/", {"skill": one.pk})
    assert Ask.objects.with_advisor(world.ada).standing().count() == 3
    left = Skill.objects.exclude(pk__in=Ask.objects.values("skill")).first()
    answer = ada.post("/mine/asks/", {"skill": left.pk})
    assert answer.status_code == 422
    assert "Take one back first" in answer.text


@pytest.mark.parametrize("typed", ["", "999999", "x", "\0"])
def test_asking_for_nothing_says_so(ada, typed):
    answer = ada.post("/mine/asks/", {"skill": typed})
    assert answer.status_code == 422
    assert not Ask.objects.exists()


def test_they_take_it_back_and_nobody_else_can(world, ada):
    Ask.make(world.ada, skill("look-ahead"))
    row = Ask.objects.get()
    where = reverse("mine-ask-take-back", args=[row.pk])
    assert let_in(world.ben).post(where).status_code == 404
    assert Ask.objects.standing().exists()
    ada.post(where)
    assert not Ask.objects.standing().exists()


def test_asks_are_for_them_and_whoever_leads_them(world):
    Ask.make(world.ada, skill("look-ahead"))
    seen = {
        name: Ask.objects.visible_to(getattr(world, name)).count() for name in ("ada", "leader", "ben", "other", "former", "hr", "sponsor")
    }
    assert seen == {"ada": 1, "leader": 1, "ben": 0, "other": 0, "former": 0, "hr": 0, "sponsor": 0}
