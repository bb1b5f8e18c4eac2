"""Practising one of the nine for a week: when it asks, what it keeps, and for whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cards.models import Practice
from coaching.calendar import a_week_from
from coaching.models import CheckBack, Practising
from coaching.personal import retention
from tests import make

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def notice():
    return Practice.objects.get(slug="notice")


@pytest.fixture
def go_first():
    return Practice.objects.get(slug="go-first")


@pytest.mark.parametrize(
    ("works_on", "at", "asks_on"),
    [
        ("12345", MONDAY, date(2026, 3, 9)),
        ("12345", MONDAY + timedelta(days=2), date(2026, 3, 11)),
        ("12345", MONDAY + timedelta(days=5), date(2026, 3, 13)),  # chosen on a Saturday: the Friday after
        ("1", MONDAY, date(2026, 3, 9)),  # one day a week, and it has begun
        ("67", MONDAY, date(2026, 3, 8)),
    ],
)
def test_it_asks_on_the_last_shift_within_a_week(works_on, at, asks_on):
    assert a_week_from(at, make.team(works_on=works_on)).day == asks_on


def test_a_week_is_counted_on_the_teams_own_wall():
    """Late on Monday in London it is Tuesday in Auckland."""
    late = datetime(2026, 3, 2, 22, tzinfo=UTC)
    assert a_week_from(late, make.team(time_zone="Europe/London", works_on="1234567")).day == date(2026, 3, 9)
    assert a_week_from(late, make.team(time_zone="Pacific/Auckland", works_on="1234567")).day == date(2026, 3, 10)


def test_it_asks_from_the_beginning_of_that_day_on_the_wall_until_it_is_answered(world, notice):
    row = Practising.begin(world.leader, notice, MONDAY)
    assert (row.began_on, row.asks_on) == (date(2026, 3, 2), date(2026, 3, 9))
    assert [row.asks(MONDAY + timedelta(days=days)) for days in (0, 4, 6, 7, 12)] == [False, False, False, True, True]
    assert row.answer("helped", MONDAY + timedelta(days=8))
    assert not row.asks(MONDAY + timedelta(days=12))
    assert (row.outcome, row.answered_on) == ("helped", date(2026, 3, 10))


def test_a_second_answer_changes_nothing(world, notice):
    row = Practising.begin(world.leader, notice, MONDAY)
    again = Practising.objects.get()
    assert row.answer("helped", MONDAY)
    assert not again.answer("no-chance", MONDAY)
    assert Practising.objects.get().outcome == "helped"


def test_the_same_one_twice_is_one_and_another_takes_its_place_without_a_trace(world, notice, go_first):
    first = Practising.begin(world.leader, notice, MONDAY)
    assert Practising.begin(world.leader, notice, MONDAY + timedelta(days=2)) == first
    Practising.begin(world.leader, go_first, MONDAY + timedelta(days=2))
    assert [row.practice for row in Practising.objects.all()] == [go_first]


def test_stopping_leaves_no_trace_and_what_was_answered_stays(world, notice, go_first):
    Practising.begin(world.leader, notice, MONDAY).answer("helped", MONDAY)
    Practising.begin(world.leader, go_first, MONDAY)
    Practising.stop(world.leader)
    Practising.stop(world.leader)
    assert [row.practice for row in Practising.objects.all()] == [notice]


def test_nobody_is_asked_for_ever_and_what_was_ignored_goes_at_night(world, notice):
    Practising.begin(world.leader, notice, MONDAY)
    assert Practising.now(world.leader, MONDAY + timedelta(days=14))
    assert Practising.now(world.leader, MONDAY + timedelta(days=15)) is None
    retention.run(MONDAY + timedelta(days=15))
    assert Practising.objects.exists()
    retention.run(MONDAY + timedelta(days=17))
    assert not Practising.objects.exists()


def test_the_same_one_can_be_chosen_again_after_it_lapsed(world, notice):
    Practising.begin(world.leader, notice, MONDAY)
    again = Practising.begin(world.leader, notice, MONDAY + timedelta(days=21))
    assert [row.began_on for row in Practising.objects.all()] == [again.began_on] == [date(2026, 3, 23)]


def test_weeks_of_practice_go_with_the_words(world, notice, settings):
    settings.KEEP_WORDS_MONTHS = 6
    Practising.begin(world.leader, notice, MONDAY).answer("helped", MONDAY)
    retention.run(datetime(2026, 9, 2, 3, tzinfo=UTC))
    assert Practising.objects.count() == 1
    retention.run(datetime(2026, 9, 3, 3, tzinfo=UTC))
    assert not Practising.objects.exists()


def test_nobody_else_reads_it(world, notice):
    """Nor HR, nor a designer, nor whoever leads the team too."""
    Practising.begin(world.leader, notice, MONDAY)
    make.leadership(world.former, world.red, cover=True)
    assert Practising.objects.visible_to(world.leader).count() == 1
    for who in (world.other, world.former, world.hr, world.designer, world.sponsor, world.nobody):
        assert not Practising.objects.visible_to(who).exists()
        assert who.leads is False or Practising.now(who) is None
    world.leader.is_active = False
    assert not Practising.objects.visible_to(world.leader).exists()


def test_the_database_keeps_one_at_a_time_and_answers_whole(world, notice, go_first):
    row = Practising.begin(world.leader, notice, MONDAY)
    about = {"leader": world.leader, "team": world.red, "began_on": row.began_on, "asks_on": row.asks_on}
    for wrong in ({"practice": go_first}, {"practice": go_first, "outcome": "helped"}, {"practice": go_first, "answered_on": row.asks_on}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Practising.objects.create(**about, **wrong)


def test_the_answers_are_those_of_a_check_back():
    assert Practising._meta.get_field("outcome").choices == CheckBack.Outcome.choices


def test_small_things_are_ticked_and_not_after_all(world, notice):
    row = Practising.begin(world.leader, notice, MONDAY)
    assert [thing["done"] for thing in row.things] == [False, False, False]
    assert row.tick(2, done=True)
    assert row.tick(2, done=True)
    row.refresh_from_db()
    assert [thing["done"] for thing in row.things] == [False, True, False]
    assert row.tick(2, done=False)
    row.refresh_from_db()
    assert row.done == []


def test_there_is_no_fourth_thing_and_none_after_the_answer(world, notice):
    row = Practising.begin(world.leader, notice, MONDAY)
    assert [row.tick(number, done=True) for number in (0, -1, 4)] == [False, False, False]
    Practising.objects.get().answer("helped", MONDAY)
    assert not row.tick(1, done=True)
    assert Practising.objects.get().done == []


def test_a_tick_is_for_the_words_that_were_read(world, notice):
    """A designer who writes another small thing in its place has not had it done."""
    row = Practising.begin(world.leader, notice, MONDAY)
    row.tick(1, done=True)
    row.tick(3, done=True)
    first, *others = notice.three_small_things
    Practice.objects.filter(pk=notice.pk).update(three_small_things=[{**first, "do": "Something else"}, *others])
    there = Practising.now(world.leader, MONDAY)
    assert [thing["done"] for thing in there.things] == [False, False, True]
