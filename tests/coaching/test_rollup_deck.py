"""A card that is given another skill or kind is counted by it from the next run on, in every four weeks it was used in."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cards.models import Card, Kind, Skill
from coaching import rollup
from coaching.counting import period_of
from coaching.models import CardWeek, Counted, Session, Stale, Total
from tests import make

pytestmark = pytest.mark.django_db
W = Total.What
CARD = "say-it-their-way"
AGO = (200, 100, 10)  # days: three times four weeks that have nothing in common


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def walked(at):
    """Nine people, twenty-seven chats at a time, with one card; counted."""
    team, leader = make.team(), make.user()
    make.leadership(leader, team)
    people = [make.advisor(team) for _n in range(9)]
    for days in AGO:
        for n in range(27):
            make.session(leader, people[n % 9], CARD, held_at=at - timedelta(days=days), step=2)
    rollup.run(at)
    assert counted() == slow()
    return team


def counted() -> dict[tuple, int]:
    """What the page would show: by four weeks, skill and step, and what began with something done well."""
    rows = Total.objects.filter(what=W.STEP, site=None).values_list("week", "key", "n")
    good = Total.objects.filter(what=W.GOOD, site=None).values_list("week", "n")
    found = {(period_of(week), key): n for week, key, n in rows}
    return found | {(period_of(week), "good"): n for week, n in good if n}


def slow() -> dict[tuple, int]:
    """The same by another way: chat by chat."""
    found: Counter[tuple] = Counter()
    for one in Session.objects.filter(withdrawn_at=None).select_related("card__kind"):
        found[period_of(one.held_on), f"{one.card.skill_id}.{one.step}"] += 1
        if one.card.kind.slug == "good-catch":
            found[period_of(one.held_on), "good"] += 1
    return dict(found)


def moved(world_card: str = CARD, **place) -> None:
    """As the panel does it: where another card stands there, the two change places."""
    card = Card.objects.get(slug=world_card)
    for name, value in place.items():
        setattr(card, name, value)
    card.stand(make.user(), swap=True)


def another_skill() -> Skill:
    return Skill.objects.exclude(pk=Card.objects.get(slug=CARD).skill_id).first()


@pytest.mark.parametrize(
    "place", [lambda: {"skill": another_skill()}, lambda: {"kind": Kind.objects.get(slug="good-catch")}], ids=["skill", "kind"]
)
def test_a_card_that_stands_elsewhere_is_counted_there_however_long_ago_it_was_used(walked, at, place):
    moved(**place())
    assert not Stale.objects.exists()
    assert counted() != slow()
    ran = rollup.run(at)
    assert counted() == slow()
    assert {period_of((at - timedelta(days=days)).date()) for days in AGO} <= set(ran)
    assert rollup.check(at) == {}
    kept = counted()
    rollup.rebuild(at)
    assert counted() == kept


def test_until_it_is_counted_the_check_passes_over_it(walked, at):
    moved(skill=another_skill())
    assert rollup.check(at) == {}


def test_what_the_panel_did_not_do_is_found_as_well(walked, at):
    """A deck brought in as files, or a new programme."""
    Card.objects.filter(slug=CARD).update(kind=Kind.objects.get(slug="good-catch"))
    rollup.run(at)
    assert counted() == slow()


def test_a_card_nobody_used_there_costs_nothing(walked, at):
    """Only four weeks that the card was used in are counted again, beside those that always are."""
    usual = set(rollup.run(at))
    card = Card.objects.exclude(slug=CARD).exclude(skill=None).exclude(skill=Card.objects.get(slug=CARD).skill).first()
    moved(card.slug, kind=Kind.objects.get(slug="good-catch"))
    assert set(rollup.run(at)) == usual


def test_broken_off_in_between_the_rest_is_counted_by_the_next_run(walked, at, monkeypatch):
    moved(skill=another_skill())
    real, left = CardWeek.objects.bulk_create, [2]

    def breaks(rows, **more):
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("The machine goes down.")
        return real(rows, **more)

    with monkeypatch.context() as broken:
        broken.setattr(CardWeek.objects, "bulk_create", breaks)
        with pytest.raises(RuntimeError):
            rollup.run(at)
    assert counted() != slow()
    rollup.run(at)
    assert counted() == slow()
    assert rollup.check(at) == {}


def test_a_card_moved_while_it_is_counted_is_counted_the_next_time(walked, at, monkeypatch):
    """After the rows were read, and before: neither count may pass for the new place's."""
    read, first = rollup.four_weeks, period_of((at - timedelta(days=10)).date())
    for before in (False, True):
        waiting = [another_skill()]

        def reading(four, before=before, waiting=waiting):
            found = None if before else read(four)
            if four == first and waiting:
                moved(skill=waiting.pop())
            return found or read(four)

        monkeypatch.setattr(rollup, "four_weeks", reading)
        rollup.run(at)
        monkeypatch.setattr(rollup, "four_weeks", read)
        rollup.run(at)
        assert counted() == slow()
        assert rollup.check(at) == {}


def test_looking_for_it_does_not_read_the_chats(walked, at):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rollup.moved_cards(rollup.places())
    assert len(queries) == 3
    assert not any("coaching_session" in one["sql"] for one in queries)
    assert Counted.objects.filter(deck=0).exists()  # four weeks without a chat
