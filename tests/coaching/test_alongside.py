"""`/programme/results/with/`: what went with results, from readings and totals as they are kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from random import Random

import pytest

from accounts.models import Site
from cards.models import Card
from coaching.alongside import Alongside
from coaching.models import Measure, Reading, Total
from coaching.report import WEEK
from tests.ladder import QUERIES, asked_to_sign_in, counted

pytestmark = pytest.mark.django_db
URL = "/programme/results/with/"
UNTIL = date(2026, 3, 15)  # a Sunday
FIRST = date(2025, 4, 7)


def programme(world, sites: int, effect: float, seed: int = 1) -> Card:
    """Four-week readings at so many sites; the result moves with the share of the first card, by chance, and as everybody's season does."""
    rng, deck = Random(seed), list(Card.objects.filter(current__isnull=False).order_by("number"))
    measure = Measure.objects.get_or_create(slug="nps", defaults={"name": "NPS", "unit": "points", "kind": "score", "better": "up"})[0]
    readings, rows = [], []
    for place in range(sites):
        site = Site.objects.create(name=f"Site {place:02}")
        for period in range(12):
            first = FIRST + 4 * WEEK * period
            often = [rng.randint(5, 40), *(rng.randint(5, 25) for _card in deck[1:])]
            value = 10 * period + effect * often[0] + rng.gauss(0, 3)
            readings.append(
                Reading(measure=measure, site=site, first=first, last=first + timedelta(days=27), value=round(value, 2), n=200,
                        received_by=world.hr)
            )  # fmt: skip
            rows += [
                Total(site=site, week=first + WEEK * (n % 4), what=Total.What.CARD, key=str(card.pk), n=times)
                for n, (card, times) in enumerate(zip(deck, often, strict=True))
            ]
    Reading.objects.bulk_create(readings)
    Total.objects.bulk_create(rows)
    return deck[0]


def test_a_card_that_went_with_a_result_is_found_with_n_and_range(world):
    card = programme(world, 14, effect=1.0)
    found = Alongside(world.sponsor, UNTIL)
    (said,) = found.said
    assert card.title in [name for name, _one in said.tells]
    one = dict(said.found)[card.title]
    assert (one.n, one.sites) == (84, 14)
    assert 0 < one.low < one.together < one.high < 1
    assert found.comparisons == found.made == len(found.kinds) == len(said.found)


def test_where_nothing_went_with_anything_it_is_too_early(world, sign_in):
    programme(world, 14, effect=0.0, seed=3)
    found = Alongside(world.sponsor, UNTIL)
    assert [said.tells for said in found.said] == [[]]
    assert len(found.said[0].found) == found.comparisons


def test_a_small_programme_is_too_early_and_the_page_says_so(world, sign_in, monkeypatch):
    monkeypatch.setattr("coaching.programme.monday", lambda _day: UNTIL + timedelta(days=1))
    programme(world, 3, effect=1.0)
    client = sign_in(world.sponsor)
    with counted() as queries:
        response = client.get(URL)
    said = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1])))
    assert "Too early to tell what went with results" in said
    assert "18 pairs of readings at 3 sites." in said
    assert "No comparison was made yet" in said
    assert len(queries) <= QUERIES


def test_a_reading_with_too_few_chats_beside_it_is_in_no_pair(world):
    programme(world, 9, effect=1.0)
    Total.objects.filter(site__name="Site 00").delete()
    (said,) = Alongside(world.sponsor, UNTIL).said
    assert (said.pairs, said.sites) == (48, 8)


def test_the_ladder(client, world, sign_in):
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.sponsor).post(URL).status_code == 405
    programme(world, 2, effect=1.0)
    for who in (world.leader, world.other, world.nobody):
        assert sign_in(who).get(URL).status_code == 403
        assert Alongside(who, UNTIL).said == []
