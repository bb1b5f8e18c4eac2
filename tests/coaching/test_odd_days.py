"""Leap days, long months, week 53, midsummer midnight: every day from 2024 to 2040."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.audit.trail import midnight
from coaching.counting import FOUR_WEEKS, period_of
from coaching.personal.retention import months_before
from tests import make

EVERY = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2040, 12, 31) - date(2024, 1, 1)).days + 1)]


def test_each_day_is_in_one_four_weeks_and_they_add_up():
    """R27: the sum over periods is the sum over days, over ISO week 53 and every new year."""
    assert all(period_of(day) <= day < period_of(day) + FOUR_WEEKS for day in EVERY)
    assert {period_of(day).isoweekday() for day in EVERY} == {1}
    sizes = Counter(map(period_of, EVERY))
    assert sum(sizes.values()) == len(EVERY)
    assert {n for first, n in sizes.items() if EVERY[0] <= first <= EVERY[-1] - FOUR_WEEKS} == {28}


@pytest.mark.parametrize("months", [1, 6, 12, 13, 120])
def test_so_many_months_before_is_never_after_and_never_goes_back(months):
    """R27: the 31st of a month before one of 30 days, and the 29th of February."""
    found = [months_before(day, months) for day in EVERY]
    assert found == sorted(found)
    assert all((day.year * 12 + day.month) - (then.year * 12 + then.month) == months for day, then in zip(EVERY, found, strict=True))
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)


def test_every_day_begins_when_the_one_before_ends(db):
    """R26 R27: also those of 23 and 25 hours."""
    long = {(midnight(day + timedelta(days=1)).astimezone(UTC) - midnight(day).astimezone(UTC)).total_seconds() / 3600 for day in EVERY}
    assert long == {23, 24, 25}
    team = make.team()
    assert team.today(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert team.today(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 12, 31)
