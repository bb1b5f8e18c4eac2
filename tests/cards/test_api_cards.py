"""The deck as the API gives it."""

from __future__ import annotations

import pytest

from cards.models import Card, Edition
from tests.api import is_problem, queries, refuses_other_methods, results

URL = "/api/v1/cards/"
FACE = {"number", "slug", "mindset", "skill", "practice", "kind", "channel", "care_first", "edition", "title", "heard", "moment"}
FACE |= {"open_with", "minutes"}
BACK = {"follow_ons", "listen_for", "try_this", "say_permission", "why_it_matters", "avoid", "check_back_when", "check_back_ask"}
BACK |= {"when_you_hear_it", "elsewhere", "safety_note"}


def slugs(response) -> list[str]:
    return [row["slug"] for row in results(response)]


def test_the_whole_deck_in_its_order_face_and_back(world, sign_in):
    rows = results(sign_in(world.leader).get(URL))
    assert [row["number"] for row in rows] == list(range(1, 29))
    assert all(set(row) == FACE | BACK for row in rows)
    card = Card.objects.for_page().get(number=4)
    row = rows[3]
    assert (row["slug"], row["mindset"], row["skill"]) == (card.slug, card.mindset.slug, card.skill.slug)
    assert (row["practice"], row["kind"], row["edition"]) == (card.practice.slug, card.kind.slug, 1)
    assert (row["title"], row["open_with"]) == (card.current.title, card.current.open_with)
    assert row["follow_ons"] == card.current.follow_ons


def test_the_card_on_permission_stands_across_all(world, sign_in):
    row = results(sign_in(world.leader).get(URL))[27]
    assert (row["mindset"], row["skill"]) == (None, None)


@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
def test_anybody_who_is_signed_in_reads_it(world, sign_in, who):
    assert len(slugs(sign_in(getattr(world, who)).get(URL))) == 28


def test_signed_out(client, db):
    is_problem(client.get(URL), 401, "signed_out")


@pytest.mark.parametrize("who", ["leader", "designer"])
def test_a_draft_is_not_shown_until_it_is_published(world, sign_in, who):
    card = Card.objects.get(number=1)
    words = {"heard": "h", "moment": "m", "open_with": "o", "try_this": "t"}
    draft = Edition.objects.create(card=card, number=2, title="Not yet ready", **words)
    client = sign_in(getattr(world, who))
    assert b"Not yet ready" not in client.get(URL).content
    draft.publish(world.designer)
    row = results(client.get(URL))[0]
    assert (row["title"], row["edition"]) == ("Not yet ready", 2)


def test_a_retired_card_and_one_never_published_are_out(world, sign_in):
    Card.objects.get(number=1).retire(world.designer)
    Card.objects.filter(number=2).update(current=None)
    assert [row["number"] for row in results(sign_in(world.leader).get(URL))] == list(range(3, 29))


def test_narrowed_by_its_place_in_the_blueprint(world, sign_in):
    client = sign_in(world.leader)
    card = Card.objects.for_page().get(number=4)
    assert len(slugs(client.get(URL, {"mindset": "curious"}))) == 10
    assert card.slug in slugs(client.get(URL, {"kind": card.kind.slug}))
    found = slugs(client.get(URL, {"mindset": card.mindset.slug, "skill": card.skill.slug}))
    assert found == [card.slug, Card.objects.get(number=28).slug]
    assert len(slugs(client.get(URL, {"mindset": ""}))) == 28


def test_a_few_words_find_the_best_card_first(world, sign_in):
    client = sign_in(world.leader)
    card = Card.objects.for_page().get(number=4)
    assert slugs(client.get(URL, {"q": card.current.title}))[0] == card.slug
    assert slugs(client.get(URL, {"q": card.current.title, "mindset": "brave"})) != [card.slug]
    assert slugs(client.get(URL, {"q": "?!"})) == []


@pytest.mark.parametrize("q", ["'; DROP TABLE cards_card; --", "👩🏽‍🚀", "مرحبا", "%", "\\", "a" * 500])
def test_odd_words_are_only_words(world, sign_in, q):
    assert isinstance(results(sign_in(world.leader).get(URL, {"q": q})), list)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", "a" * 501), ("q", "a\x00b"), ("kind", "no-such-kind"), ("mindset", "a b"), ("skill", "x\x00"), ("kind", "x" * 51),
        ("page_size", "3"), ("retired", "1"), ("ordering", "title"), ("current__made_by__password", "a"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_name(world, sign_in, name, value):
    is_problem(sign_in(world.leader).get(URL, {name: value}), 422, "invalid", name)


def test_other_methods_are_refused(world, sign_in):
    refuses_other_methods(sign_in(world.leader), URL)


@pytest.mark.parametrize("query", ["", "?q=customer"])
def test_queries_do_not_grow_with_cards(world, sign_in, query):
    client = sign_in(world.leader)
    queries(client, URL + query)  # the finder's index is made once
    many = queries(client, URL + query)
    for card in Card.objects.filter(number__gt=3):
        card.retire(world.designer)
    queries(client, URL + query)  # and anew, once
    assert queries(client, URL + query) == many <= 6  # one asks for trials of two wordings
