"""What may be said of how cards are used: ranges, and groups too small to show, however one subtracts. No database."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.insight import SPANS, Heard, Line, Share, Span, Use, in_order, settled, together
from coaching.totals import FEWEST_LOOKS, FEWEST_PEOPLE, plausible_range

SUNDAY = date(2026, 11, 22)


def heard(n: int, people: int | None = None, helped: int = 0) -> Heard:
    people = n if people is None else people
    return Heard(due=n, due_people=people, kept=n, answered=n, answered_people=people, helped=helped)


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_ranges_are_those_published(some, of, low, high):
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3 (Wilson's score interval)."""
    assert plausible_range(some, of) == pytest.approx((low, high), abs=0.0001)


def test_a_span_is_whole_weeks_up_to_the_sunday_before_today():
    for ahead in range(7):
        span = Span.asked("4", SUNDAY + timedelta(days=1 + ahead))
        assert (span.first, span.last) == (SUNDAY - timedelta(days=27), SUNDAY)
        assert (span.first.isoweekday(), span.last.isoweekday()) == (1, 7)


@pytest.mark.parametrize("asked", ["", "0", "13", "-4", "x", "4.0", "９"])
def test_a_span_nobody_offers_is_the_usual_one(asked):
    assert Span.asked(asked, SUNDAY).weeks == 12


def test_too_few_people_or_looks_show_nothing():
    assert settled([heard(19, 19)]) is None
    assert settled([heard(100, 7)]) is None
    assert settled([heard(20, 8)]) == heard(20, 8)


def test_fewer_answers_than_promises_show_nothing_of_either():
    assert settled([Heard(due=40, due_people=12, kept=5, answered=5, answered_people=5)]) is None


def test_small_stretches_are_put_together_and_a_small_rest_is_left_out():
    assert settled([heard(12, 8), heard(12, 8)]) == heard(24, 8)
    assert settled([heard(30, 10), heard(5, 5)]) == heard(30, 10)


def test_people_of_two_stretches_are_never_more_than_is_sure():
    """Seven people in each may be the same seven."""
    assert settled([heard(30, 7), heard(30, 7)]) is None


stretch = st.builds(heard, st.integers(0, 60), st.integers(0, 20), st.just(0))


def parts(stretches: list[Heard]) -> list[list[Heard]]:
    """What each longer span shows beyond the one before it, as the stretches it is made of."""
    ends = [0]
    for span in range(1, len(stretches) + 1):
        shown = settled(stretches[:span])
        ends.append(next(end for end in range(span, -1, -1) if shown == (added(stretches[:end]) if end else None)) if shown else 0)
    return [stretches[before:after] for before, after in pairwise(ends)]


def added(stretches: list[Heard]) -> Heard:
    return reduce(Heard.__add__, stretches)


@given(st.lists(stretch, min_size=len(SPANS), max_size=len(SPANS)))
def test_subtracting_two_spans_leaves_a_group_that_may_be_shown_or_nothing(stretches):
    for part in parts(stretches):
        assert not part or added(part).answered == 0 or added(part).enough


@given(st.lists(stretch, min_size=1, max_size=4))
def test_a_card_is_what_its_wordings_show_so_subtracting_one_leaves_the_others(wordings):
    shown = [settled([one]) for one in wordings]
    use = together(Use(heard=one) for one in shown)
    assert (use.heard.answered if use.heard else 0) == sum(one.answered for one in shown if one)


def test_the_rule_is_that_of_all_totals():
    assert (FEWEST_PEOPLE, FEWEST_LOOKS) == (8, 20)


def line(number: int, title: str, **use) -> Line:
    return Line(SimpleNamespace(number=number, title=title), Use(**use))


def test_orders():
    lines = [
        line(1, "bee", opened=1, logged=9, heard=heard(40, 10, helped=10)),
        line(2, "Ant", opened=5, logged=9),
        line(3, "cat", opened=3, logged=2, heard=heard(30, 10, helped=25)),
    ]
    orders = {"deck": [1, 2, 3], "title": [2, 1, 3], "opened": [2, 3, 1], "logged": [1, 2, 3], "helped": [3, 1, 2], "nonsense": [1, 2, 3]}
    for order, numbers in orders.items():
        assert [one.card.number for one in in_order(lines, order)] == numbers, order


def test_a_share_is_rounded_half_up_and_its_bar_is_never_nothing():
    share = Share(25, 40)
    assert (share.percent, share.low, share.high) == (63, 47, 76)
    assert (Share(10**6, 10**6).width, Share(10**6, 10**6).mark, Share(0, 20).mark) == (1, 98, 0)
