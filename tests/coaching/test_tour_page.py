"""The first look around: once, for a leader at the first sign-in; after that only where somebody looks for it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from cards.models import Card
from tests import make
from tests.ladder import asked_to_sign_in

pytestmark = pytest.mark.django_db
SCREENS = ("/tour/", "/tour/find/", "/tour/coach/", "/tour/log/")
HEADINGS = ("Hear a moment", "Find the card in two taps", "Coach for two minutes", "Log it in ten seconds")


@pytest.fixture
def newcomer(world) -> User:
    """Leads Blue with the other, and never signed in."""
    user = make.user("Nina New", email="nina@example.com", password=make.PASSWORD)
    make.leadership(user, world.blue)
    return user


def signed_in_at(user: User, then: str = "") -> str:
    """Where signing in by the form leads."""
    said = {"login": user.email, "password": make.PASSWORD, **({"next": then} if then else {})}
    return Client().post("/accounts/login/", said)["Location"]


def test_four_screens_one_after_the_other_and_no_more(newcomer, sign_in):
    client, at = sign_in(newcomer), "/tour/"
    for number, (address, heading) in enumerate(zip(SCREENS, HEADINGS, strict=True), 1):
        assert at == address
        page = unescape(client.get(at).content.decode())
        assert f"<h1>{heading}</h1>" in page
        assert f"{number} of 4" in page
        assert 'action="/tour/done/"' in page  # each can be skipped
        onward = re.search(r'href="([^"]+)">Next<', page)
        at = onward[1] if onward else ""
    assert at == ""
    assert client.get("/tour/more/").status_code == 404


def test_a_leader_sees_it_at_the_first_sign_in_and_never_again_once_it_was_skipped(newcomer, sign_in):
    assert signed_in_at(newcomer) == "/tour/"
    assert signed_in_at(newcomer, "/") == "/tour/"
    assert sign_in(newcomer).post("/tour/done/")["Location"] == "/"
    newcomer.refresh_from_db()
    first = newcomer.tour_seen_at
    assert first
    assert signed_in_at(newcomer) == "/"
    sign_in(newcomer).post("/tour/done/")
    newcomer.refresh_from_db()
    assert newcomer.tour_seen_at == first


def test_who_was_on_the_way_to_something_gets_there(newcomer):
    assert signed_in_at(newcomer, "/cards/") == "/cards/"


def test_who_leads_nobody_is_not_shown_around(world):
    world.nobody.set_password(make.PASSWORD)
    world.nobody.save()
    assert signed_in_at(world.nobody) == "/"


def test_looking_at_it_changes_nothing(newcomer, sign_in):
    for address in SCREENS:
        sign_in(newcomer).get(address)
    newcomer.refresh_from_db()
    assert newcomer.tour_seen_at is None


def test_it_can_lead_on_to_practice(newcomer, sign_in):
    assert sign_in(newcomer).post("/tour/done/", {"then": "rehearse"})["Location"] == "/rehearse/"


def test_leaders_find_it_again_in_their_settings(world, sign_in):
    assert 'href="/tour/"' in sign_in(world.leader).get("/me/").content.decode()
    assert 'href="/tour/"' not in sign_in(world.hr).get("/me/").content.decode()


@pytest.mark.parametrize("address", SCREENS)
def test_a_phone_keeps_it_with_nobody_in_it(world, sign_in, address):
    client = sign_in(world.leader)
    copy = client.get(address, headers={"X-Plain": "1"}).content.decode()
    assert address in client.get("/cards/kept.json").json()["pages"]
    for word in ("csrfmiddlewaretoken", world.leader.name, "data-user"):
        assert word not in copy
    assert 'href="/"' in copy  # the way out needs no server


def test_signed_out(client):
    assert asked_to_sign_in(client, "/tour/")
    assert asked_to_sign_in(client, "/tour/done/", "post")


def test_without_any_card_it_still_shows_the_way(newcomer, sign_in):
    Card.objects.update(current=None)
    for address in SCREENS:
        assert sign_in(newcomer).get(address).status_code == 200
