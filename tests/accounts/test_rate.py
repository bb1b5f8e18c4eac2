"""Counting calls in the minute that runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Rate

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_a_minute_begins_with_the_first_call_and_then_anew():
    """S75"""
    asked = [Rate.over("token 1", 2, NOON + timedelta(seconds=second)) for second in (0, 10, 20, 59, 60, 61, 62)]
    assert asked == [None, None, 40.0, 1.0, None, None, 58.0]


def test_nobody_pays_for_another():
    """S75"""
    assert [Rate.over(who, 1, NOON) is None for who in ("token 1", "token 1", "token 2", "user 1")] == [True, False, True, True]
    assert Rate.objects.count() == 3


def test_a_clock_that_was_put_back_an_hour_locks_nobody_out_for_an_hour():
    """R25: and one that is a few seconds apart, as two workers' may be, still counts."""
    for _call in range(3):
        Rate.over("token 1", 2, NOON)
    assert Rate.over("token 1", 2, NOON - timedelta(seconds=5)) == 65.0
    assert Rate.over("token 1", 2, NOON - timedelta(hours=1)) is None
    assert Rate.over("token 1", 2, NOON - timedelta(hours=1)) is None
    assert Rate.over("token 1", 2, NOON - timedelta(hours=1)) == 60.0
