"""Moments with no card: what is kept of a search that came to nothing, and who reads it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from cards.models import NoCard
from cards.models.no_card import MOST, without_people

URL, TOLD = "/cards/no-card/", "/cards/looked-for/"
MONDAY = dt.date(2026, 11, 16)
pytestmark = pytest.mark.django_db


def seen(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_phone_tells_the_words_and_nothing_else_is_kept(world, sign_in):
    assert sign_in(world.leader).post(TOLD, {"words": "Customer wanted  to SING"}).status_code == 204
    assert sign_in(world.other).post(TOLD, {"words": "customer wanted to sing"}).status_code == 204
    [row] = NoCard.objects.all()
    assert (row.words, row.times, row.week.weekday()) == ("customer wanted to sing", 2, 0)
    assert {field.name for field in NoCard._meta.fields} == {"id", "week", "words", "times"}


def test_the_same_words_in_another_week_are_another_row():
    NoCard.count("singing", MONDAY)
    NoCard.count("singing", MONDAY + dt.timedelta(days=6))
    NoCard.count("singing", MONDAY + dt.timedelta(days=7))
    assert list(NoCard.objects.values_list("week", "times")) == [(MONDAY + dt.timedelta(days=7), 1), (MONDAY, 2)]


@pytest.mark.parametrize("words", ["", "   ", "12345", "a.b@example.com", "07700 900123", "\0", "…", "🙂"])
def test_nothing_is_kept_where_no_word_is_left(words):
    assert NoCard.count(words) is None
    assert not NoCard.objects.exists()


def test_names_numbers_and_addresses_of_people_are_not_kept(world):
    first, last = world.ada.name.lower().split()[0], world.leader.name.lower().split()[-1]
    kept = without_people(f"{first} rang 07700900123 for {last.upper()} at me@example.com about policy AB123, twice")
    assert kept == "… rang … for … at … about policy … twice"
    assert without_people("adamant") == "adamant"  # holds a name, and is none


def test_a_very_long_search_is_cut():
    row = NoCard.count("word " * 500)
    assert row is not None
    assert len(row.words) <= 200


def test_one_who_plays_with_it_cannot_fill_the_database(monkeypatch):
    monkeypatch.setattr("cards.models.no_card.MOST", 3)
    for word in ("red", "green", "blue", "violet"):
        NoCard.count(word, MONDAY)
    NoCard.count("red", MONDAY)
    assert dict(NoCard.objects.values_list("words", "times")) == {"red": 2, "green": 1, "blue": 1}
    assert MOST >= 1000


def test_designers_read_what_was_looked_for_most_first(world, sign_in):
    client = sign_in(world.designer)
    assert "Nothing so far" in seen(client)
    today = dt.date.today()
    for words, times, weeks_ago in (("once", 1, 0), ("often", 3, 0), ("often", 2, 1), ("long ago", 9, 30)):
        week = today - dt.timedelta(days=today.weekday(), weeks=weeks_ago)
        NoCard.objects.create(words=words, times=times, week=week)
    page = seen(client)
    assert page.index("<b>often</b>") < page.index("<b>once</b>")
    assert "long ago" not in page
    assert ">5<" in page


def test_a_long_list_comes_in_pages(world, sign_in):
    today = dt.date.today()
    week = today - dt.timedelta(days=today.weekday())
    NoCard.objects.bulk_create(NoCard(words=f"words {at:03}", week=week) for at in range(60))
    client = sign_in(world.designer)
    assert seen(client).count("row--plain") == 50
    assert seen(client, "?page=2").count("row--plain") == 10


def test_what_was_typed_is_never_markup(world, sign_in):
    NoCard.count("<script>alert(one)</script>")
    assert "<script>alert" not in seen(sign_in(world.designer))


@pytest.mark.parametrize("who", ["leader", "hr", "sponsor"])
def test_others_may_not_read_it(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 403
    assert URL not in sign_in(getattr(world, who)).get("/").content.decode()


def test_a_designers_home_leads_there(world, sign_in):
    assert URL in sign_in(world.designer).get("/").content.decode()


@pytest.mark.parametrize(("url", "method"), [(URL, "post"), (URL, "put"), (TOLD, "get"), (TOLD, "delete")])
def test_other_methods_are_refused(world, sign_in, url, method):
    assert getattr(sign_in(world.designer), method)(url).status_code == 405


def test_whoever_is_not_signed_in_tells_and_reads_nothing(db):
    for response in (Client().get(URL), Client().post(TOLD, {"words": "singing"})):
        assert response.status_code == 302
    assert not NoCard.objects.exists()
