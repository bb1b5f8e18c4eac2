"""The finder for a phone: one file, kept for good under the digest of the deck it is of."""

from __future__ import annotations

import gzip
import importlib
import json

import pytest
from django.test import Client

from cards.finder import deck
from cards.models import Card, HeardAs

deck_module = importlib.import_module("cards.finder.deck")  # the package's own name `deck` is the function
MARK = 60_000  # bytes that the finder may add to what a phone fetches


def url() -> str:
    return f"/cards/finder/{deck().digest}.json"


@pytest.fixture
def client(world, sign_in) -> Client:
    return sign_in(world.leader)


def test_it_holds_the_index_and_a_line_a_card(client):
    data = client.get(url()).json()
    assert data["index"]["names"] == [*(card.slug for card in Card.objects.in_play()), "~no-card", "~harm", "~harmless"]
    assert len(data["index"]["words"].split(" ")) == len(data["index"]["said"]) > 3000
    assert [row["slug"] for row in data["cards"] if row["care"]] == ["ask-for-two-minutes"]
    assert (data["cards"][27]["mindset"], data["cards"][27]["skill"]) == (None, None)
    assert "They had to say no" in data["cards"][22]["html"]
    assert data["counts"][1].strip() == "1 card"
    assert "data-nothing" in data["frame"]


def test_it_is_the_same_for_everybody(client, world, sign_in):
    assert client.get(url()).content == sign_in(world.designer).get(url()).content


def test_a_phone_keeps_it_for_good_and_gets_another_when_something_changes(client):
    before = url()
    assert "immutable" in client.get(before)["Cache-Control"]
    row = HeardAs.objects.get(card__number=1)
    row.phrases += ["something nobody ever said"]
    row.save()
    assert url() != before
    response = client.get(before)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "nobody" in response.json()["index"]["words"].split(" ")


def test_it_is_another_file_when_a_card_moves_or_a_release_draws_it_otherwise(client, monkeypatch):
    """Its lines and places are in it too: under the old name a phone would keep the old ones."""
    before = url()
    Card.objects.filter(number=5).update(kind=Card.objects.get(number=1).kind)
    moved = url()
    assert moved != before
    deck_module._made = None
    monkeypatch.setattr(deck_module, "build", lambda: "another")
    assert url() not in (before, moved)


def test_a_card_out_of_play_is_not_in_it(client):
    Card.objects.get(number=5).retire(by=None)
    assert "played-it-back" not in client.get(url()).json()["index"]["names"]


def test_it_is_small_on_the_way(client):
    response = client.get(url(), headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < MARK - 6_000  # its scripts
    assert json.loads(gzip.decompress(response.content))["cards"]


def test_a_deck_with_nothing_in_play_is_an_empty_file(client):
    Card.objects.update(retired_at="2026-01-01T00:00Z")
    data = client.get(url()).json()
    assert data["cards"] == []
    assert all(name.startswith("~") for name in data["index"]["names"])


def test_whoever_is_not_signed_in_gets_none_of_it(db):
    assert Client().get(url()).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, method):
    assert getattr(client, method)(url()).status_code == 405
