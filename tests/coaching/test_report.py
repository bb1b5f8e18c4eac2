"""A leader's own weeks: which week a row falls in, what may be said of it, and what the middle of four is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.report import Chat, Cleared, Figure, Measure, Promise, mondays, report

TODAY = date(2026, 3, 11)  # a Wednesday; its week began on the 9th
LONG_AGO = date(2024, 1, 1)
WEEK = timedelta(days=7)


def of(chats=(), promises=(), cleared=(), since=LONG_AGO, today=TODAY):
    return report(today, since, chats, promises, cleared)


def figures(measure) -> list:
    return [figure and (figure.some, figure.of) for _first, figure in measure.weeks]


def measure(*figures: tuple[int, int] | None, shares: bool = False) -> Measure:
    return Measure([(TODAY - WEEK * place, one and Figure(*one)) for place, one in enumerate(figures)], shares)


def test_this_week_and_the_four_before_it():
    assert [first.isoformat() for first in mondays(TODAY, LONG_AGO)] == [
        "2026-03-09",
        "2026-03-02",
        "2026-02-23",
        "2026-02-16",
        "2026-02-09",
    ]


@pytest.mark.parametrize(
    ("since", "weeks"),
    [(date(2026, 3, 11), 1), (date(2026, 3, 9), 1), (date(2026, 3, 8), 2), (date(2026, 2, 9), 5), (date(2026, 3, 20), 1)],
)
def test_weeks_that_were_over_before_they_led_are_left_out(since, weeks):
    """A week of nothing would pull the middle down, and say nothing of them."""
    shown = of(since=since)
    assert len(shown.chats.weeks) == weeks
    assert shown.alone is (weeks == 1)


@pytest.mark.parametrize(("on", "place"), [("03-15", 0), ("03-09", 0), ("03-08", 1), ("03-02", 1), ("02-09", 4), ("02-08", None)])
def test_a_week_runs_from_monday_to_sunday(on, place):
    counted = figures(of([Chat(date.fromisoformat(f"2026-{on}"), good=False)]).chats)
    assert counted == [(1, 1) if week == place else (0, 0) for week in range(5)]


def test_each_measure_of_one_week():
    chats = [Chat(TODAY, good, took) for good, took in ((True, 9_400), (False, 31_000), (False, 6_000), (True, None))]
    shown = of(chats, [Promise(TODAY, True), Promise(TODAY, False)], [Cleared(TODAY, 11), Cleared(TODAY, 3)])
    now = [one.now and (one.now.some, one.now.of) for one in (shown.chats, shown.good, shown.kept, shown.took, shown.cleared)]
    assert now == [(4, 4), (2, 4), (1, 2), (9, 9), (2, 2)]
    assert shown.waited == [3, 11]
    assert shown.begun


def test_too_little_says_nothing():
    shown = of([Chat(TODAY, True, 9_000), Chat(TODAY, True, 9_000)])
    assert (shown.took.now, shown.kept.now, shown.good_judged) == (None, None, False)
    assert figures(shown.good)[1:] == [None] * 4
    assert not of().begun
    assert of(promises=[Promise(TODAY, False)]).begun


@pytest.mark.parametrize(("good", "enough"), [(0, False), (1, True), (2, True)])
def test_one_in_three_is_enough(good, enough):
    shown = of([Chat(TODAY, place < good) for place in range(3)])
    assert (shown.good_judged, shown.good_enough) == (True, enough)


@pytest.mark.parametrize(
    ("figures", "shares", "usual"),
    [
        ([(9, 9), (1, 1), (2, 2), (7, 7), (8, 8)], False, (2, 2)),  # the lower of the middle two: a week that was
        ([(9, 9), (1, 1), (2, 2), (7, 7)], False, (2, 2)),
        ([(9, 9), (5, 5)], False, None),
        ([(9, 9)], False, None),
        ([(9, 9), None, (4, 4), None, (6, 6)], False, (4, 4)),
        ([(1, 1), (9, 10), (1, 2), (2, 2), (3, 4)], True, (3, 4)),  # by share, not by how many
        ([(1, 1), (1, 2), (2, 4), (1, 3)], True, (1, 2)),
    ],
)
def test_the_middle_of_the_weeks_before(figures, shares, usual):
    middle = measure(*figures, shares=shares).usual
    assert (middle and (middle.some, middle.of)) == usual


def test_bars_are_hundredths_of_the_longest():
    bars = measure((3, 6), (12, 12), None, (0, 0)).bars
    assert [(bar.some_width, bar.of_width, bar.so_far) for bar in bars] == [(25, 50, True), (100, 100, False), (0, 0, False), (0, 0, False)]
    assert [bar.of_width for bar in measure((0, 0)).bars] == [0]


rows = st.lists(st.builds(Chat, st.dates(date(2026, 1, 1), TODAY), st.booleans(), st.none() | st.integers(0, 3_600_000)), max_size=40)


@given(rows, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter_and_nothing_is_counted_twice(chats, random):
    shuffled = list(chats)
    random.shuffle(shuffled)
    assert of(chats) == of(shuffled)
    assert sum(figure.some for _first, figure in of(chats).chats.weeks) == sum(chat.on >= date(2026, 2, 9) for chat in chats)


@given(st.lists(st.none() | st.tuples(st.integers(0, 5), st.integers(5, 9)), min_size=1, max_size=5), st.booleans())
def test_the_middle_is_always_a_week_that_was(figures, shares):
    found = measure(*figures, shares=shares)
    assert found.usual is None or found.usual in [figure for _first, figure in found.weeks[1:]]
    assert all(0 <= bar.some_width <= bar.of_width <= 100 for bar in found.bars)
