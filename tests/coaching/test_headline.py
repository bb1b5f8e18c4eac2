"""`/programme/results/headline/`: five results on one page, with the coaching beside them and what they do not show."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from accounts.models import Site
from coaching import rollup
from coaching.headline import headline, headlines
from coaching.models import Measure, Reading
from coaching.results import results
from tests.coaching.test_programme_page import NOW, site
from tests.ladder import asked_to_sign_in

pytestmark = pytest.mark.django_db
URL = "/programme/results/headline/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def measure(number: int, better: str = "up") -> Measure:
    about = {"name": f"Score {number}", "unit": "points", "kind": "score", "better": better, "number": number}
    return Measure.objects.get_or_create(slug=f"score-{number}", defaults=about)[0]


def reading(world, one: Measure, place: str, value: int, n: int, half: float | None = None, before: bool = False) -> None:
    first = date(2025, 6, 1) if before else date(2026, 1, 1)
    ends = {} if half is None else {"low": value - Decimal(str(half)), "high": value + Decimal(str(half))}
    Reading.objects.create(
        measure=one, site=Site.objects.get_or_create(name=place)[0], first=first, last=first.replace(day=28), value=value, n=n,
        baseline=before, received_by=world.hr, **ends,
    )  # fmt: skip


def page(client) -> str:
    response = client.get(URL)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1])))


def test_sites_are_put_together_at_one_weight_before_and_now(world):
    """A site that answers more often now is no move: here nothing moved anywhere."""
    for place, value, before, now in (("Near", 10, 100, 100), ("Far", 40, 100, 300)):
        reading(world, measure(1), place, value, before, 2, before=True)
        reading(world, measure(1), place, value, now, 2)
    found = headline(results(world.sponsor)[0])
    assert found is not None
    assert (found.before, found.now, found.moved, found.n) == (Decimal("32.50"), Decimal("32.50"), 0, (200, 400))


def test_the_range_is_that_of_a_weighted_sum(world):
    for place in ("Near", "Far"):
        reading(world, measure(1), place, 10, 100, 3, before=True)
        reading(world, measure(1), place, 20, 100, 4)
    found = headline(results(world.sponsor)[0])
    assert found is not None
    assert (found.low, found.high) == (Decimal("10.00") - Decimal("3.54"), Decimal("10.00") + Decimal("3.54"))  # √(2 · (5 / 2)²)
    assert found.hoped is True


@pytest.mark.parametrize(
    ("better", "now", "half", "hoped"),
    [("up", 14, 1, True), ("down", 14, 1, False), ("up", 6, 1, False), ("up", 14, 5, None), ("up", 14, None, None), ("up", 10, 1, None)],
)
def test_only_a_move_beyond_its_range_is_said_to_have_gone_anywhere(world, better, now, half, hoped):
    reading(world, measure(1, better), "Near", 10, 100, half, before=True)
    reading(world, measure(1, better), "Near", now, 100, half)
    found = headline(results(world.sponsor)[0])
    assert found is not None
    assert found.hoped is hoped


def test_five_at_most_in_the_designers_order_and_none_without_a_baseline(world):
    for number in range(8):
        one = measure(number + 1)
        reading(world, one, "Near", 50 + number, 100, 1)
        if number:
            reading(world, one, "Near", 10, 100, 1, before=True)
    assert [one.measure.number for one in headlines(results(world.sponsor))] == [2, 3, 4, 5, 6]


def test_the_page_says_what_moved_what_went_with_it_and_what_it_does_not_show(world, sign_in):
    reading(world, measure(1), "North", 10, 200, 1, before=True)
    reading(world, measure(1), "North", 15, 220, 1)
    reading(world, measure(2), "North", 10, 200, 4, before=True)
    reading(world, measure(2), "North", 12, 220, 4)
    site("North", 12, 30)
    rollup.run(NOW)
    said = page(sign_in(world.sponsor))
    assert "1 of 2 results went the way hoped for" in said
    assert "+5 3.6 to 6.4 200, now 220 1 of 1 site Went with the coaching, the way hoped for" in said
    assert "May not have moved at all" in said
    assert "30 chats on the floor." in said
    assert "That the coaching caused any of it." in said
    assert "Person" not in said


def test_with_nothing_to_show_it_says_so(world, sign_in):
    said = page(sign_in(world.sponsor))
    assert "No results to show yet" in said
    assert "Too few chats to show." in said


def test_the_ladder(client, world, sign_in):
    assert asked_to_sign_in(client, URL)
    assert sign_in(world.sponsor).post(URL).status_code == 405
    for who in (world.leader, world.other, world.nobody):
        assert sign_in(who).get(URL).status_code == 403
    for who in (world.designer, world.hr):
        assert sign_in(who).get(URL).status_code == 200
