"""What may be said of how cards are used: ranges, and groups too small to show, however one subtracts. No database."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.insight import MARKS, SPANS, Heard, Line, Share, Span, Use, in_order, marked, settled, together, year_of
from coaching.report import WEEK
from coaching.totals import FEWEST_LOOKS, FEWEST_PEOPLE, plausible_range

SUNDAY = date(2026, 11, 22)


MONDAY = date(2026, 1, 5)


def heard(n: int, people: int | None = None, helped: int = 0, first: int = 0) -> Heard:
    """So many promises, all come back to, of so many people from the first one on."""
    marks = marked(set(range(first, first + (n if people is None else people))))
    return Heard(n, n, helped, 0, marks, marks)


def shown(weeks: list[Heard], since: int = 0) -> Heard | None:
    """Of those weeks, one after the other, from that one on."""
    return settled({MONDAY + WEEK * n: one for n, one in enumerate(weeks)}, MONDAY + WEEK * since)


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
    assert shown([heard(19, 19)]) is None
    assert shown([heard(100, 7)]) is None
    assert shown([heard(20, 8)]) == heard(20, 8)


def test_fewer_answers_than_promises_show_nothing_of_either():
    assert shown([Heard(due=40, kept=5, due_people=marked(set(range(12))), kept_people=marked(set(range(5))))]) is None


def test_small_weeks_are_put_together_and_a_small_rest_is_left_out():
    assert shown([heard(12, 8), heard(12, 8)]) == heard(24, 8)
    assert shown([heard(30, 10), heard(5, 5)]) == heard(30, 10)
    assert shown([heard(5, 5), heard(30, 10)]) == heard(30, 10)


def test_a_group_that_began_before_the_weeks_asked_for_is_left_out():
    assert shown([heard(12, 8), heard(12, 8), heard(20, 8)], since=1) == heard(20, 8)
    assert shown([heard(12, 8), heard(12, 8)], since=1) is None


def test_different_people_of_small_weeks_are_counted_once_each():
    """Seven and the same seven are seven; four and four others are eight."""
    assert shown([heard(30, 7), heard(30, 7)]) is None
    assert shown([heard(12, 4), heard(12, 4, first=4)]) is not None


def test_people_are_never_more_than_they_are():
    """Two may share a mark, and then a group waits a little longer than it would have to."""
    assert marked({1, 1 + MARKS}).bit_count() == 1
    assert marked(set(range(8))).bit_count() == marked(set(range(900))).bit_count() == MARKS


def test_groups_are_made_anew_in_each_fixed_year():
    ends = year_of(MONDAY) + 52 * WEEK - WEEK
    assert settled({ends: heard(12, 8), ends + WEEK: heard(12, 8)}, year_of(MONDAY)) is None


people = st.sets(st.integers(0, 15), max_size=12)
week = st.builds(lambda n, who: Heard(n, n, 0, 0, marked(who), marked(who)) if who else Heard(), st.integers(1, 30), people)


@given(st.lists(week, min_size=30, max_size=60))
def test_whatever_pages_are_subtracted_a_group_is_left_that_may_be_shown_or_nothing(weeks):
    """Every span on every Monday: what each shows is whole weeks from a fixed list of groups, each large enough, none overlapping."""
    by_week = {MONDAY + WEEK * n: Heard(one.due, one.kept, 2**n, 0, one.due_people, one.kept_people) for n, one in enumerate(weeks)}
    seen = set()
    for today in range(1, len(weeks) + 1):
        until = {day: one for day, one in by_week.items() if day < MONDAY + WEEK * today}
        seen |= {one.helped for span in SPANS if (one := settled(until, MONDAY + WEEK * (today - span)))}
    atoms = _atoms(seen, len(weeks))
    for atom in atoms:
        mine = [one for n, one in enumerate(weeks) if atom >> n & 1]
        assert reduce(Heard.__add__, mine).enough


def _atoms(seen: set[int], weeks: int) -> list[int]:
    """Which weeks no page tells apart: each a 1 in a number. `helped` was made to say which weeks are in a sum."""
    found: dict[tuple[bool, ...], int] = {}
    for n in range(weeks):
        pages = tuple(bool(page >> n & 1) for page in sorted(seen))
        if any(pages):
            found[pages] = found.get(pages, 0) | 1 << n
    return list(found.values())


@given(st.lists(week, min_size=1, max_size=4))
def test_a_card_is_what_its_wordings_show_so_subtracting_one_leaves_the_others(wordings):
    each = [shown([one]) for one in wordings]
    use = together(Use(heard=one) for one in each)
    assert (use.heard.kept if use.heard else 0) == sum(one.kept for one in each if one)


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
