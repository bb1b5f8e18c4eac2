"""`/cards/draw/`: three cards face down."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cards.models import Card
from tests.cards.outline import check, outline

URL = "/cards/draw/"
EVERYONE = ("leader", "former", "designer", "hr", "sponsor", "nobody")


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def dealt(response) -> list[str]:
    return [link.href for link in outline(response).links if link.attrs.get("class") == "facedown"]


def test_the_address_is_the_products_and_no_cards():
    assert reverse("draw") == URL


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db):
    assert "/login/" in Client().get(URL)["Location"]


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_signed_in_may_draw(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_drawing_is_only_reading(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_three_different_cards_lie_face_down_and_are_told_apart(client):
    response = client.get(URL)
    page = check(response)
    assert len(set(dealt(response))) == 3
    assert [link.name for link in page.links if link.attrs.get("class") == "facedown"] == [
        "First face-down card",
        "Second face-down card",
        "Third face-down card",
    ]
    assert all(client.get(href).status_code == 200 for href in dealt(response))


def test_it_can_be_shuffled_again_and_no_cache_keeps_a_deal(client):
    deals = {tuple(dealt(client.get(URL))) for _ in range(20)}
    assert len(deals) > 1
    assert client.get(URL)["Cache-Control"] == "no-store"
    assert URL in {link.href for link in outline(client.get(URL)).links}


def test_the_card_for_somebody_shaken_is_never_dealt(client):
    Card.objects.exclude(slug__in=["ask-for-two-minutes", "played-it-back"]).update(retired_at=timezone.now())
    assert dealt(client.get(URL)) == ["/cards/played-it-back/"]


def test_with_nothing_to_draw_from_it_says_so(client):
    Card.objects.update(retired_at=timezone.now())
    response = client.get(URL)
    check(response)
    assert "Nothing to draw from" in response.content.decode()


def test_who_it_is_for_goes_along(client):
    links = [link.href for link in outline(client.get(URL, {"for": "41"})).links if link.href.startswith("/cards/")]
    assert all("for=41" in href for href in links[1:])  # the first is the tab's


def test_more_cards_make_no_more_queries(client, django_assert_num_queries):
    with CaptureQueriesContext(connection) as seen:
        client.get(URL)
    Card.objects.filter(number__gt=9).update(retired_at=timezone.now())
    with django_assert_num_queries(len(seen)):
        client.get(URL)
