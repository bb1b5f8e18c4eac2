"""When a promise is due, on the wall of a team: shifts, weeks, nights and the days the clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Team
from coaching import calendar

LONDON = ZoneInfo("Europe/London")


def team(works_on="12345", starts=time(9), ends=time(17, 30), zone="Europe/London") -> Team:
    return Team(name="T", works_on=works_on, shift_starts=starts, shift_ends=ends, time_zone=zone)


def london(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


TUESDAY, WEDNESDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 11, d) for d in (17, 18, 20, 21, 23))


@pytest.mark.parametrize(
    ("when", "at", "day"),
    [
        ("later-today", london(TUESDAY, 10), TUESDAY),
        ("later-today", london(TUESDAY, 18), WEDNESDAY),  # the shift is over: the next one
        ("next-shift", london(TUESDAY, 10), WEDNESDAY),
        ("next-shift", london(TUESDAY, 8), TUESDAY),  # before the shift, the next one is today's
        ("next-shift", london(FRIDAY, 10), MONDAY),
        ("this-week", london(TUESDAY, 10), FRIDAY),
        ("this-week", london(FRIDAY, 10), MONDAY),  # nothing left of this week
        ("later-today", london(SATURDAY, 10), MONDAY),  # a day off
    ],
)
def test_a_promise_falls_on_the_day_people_would_mean(when, at, day):
    shift = calendar.come_back(when, at, team())
    assert shift.day == day
    assert shift.ends_at == london(day, 17, 30)


def test_no_need_is_no_promise():
    assert calendar.come_back("none", london(TUESDAY, 10), team()) is None


def test_a_night_shift_belongs_to_the_day_it_starts_on():
    nights = team(starts=time(22), ends=time(6))
    at = london(WEDNESDAY, 2)  # in the middle of Tuesday's shift
    assert calendar.come_back("later-today", at, nights).day == TUESDAY
    assert calendar.come_back("next-shift", at, nights).day == WEDNESDAY
    assert calendar.come_back("later-today", at, nights).ends_at == london(WEDNESDAY, 6)


# R26
def test_a_shift_over_the_night_the_clocks_go_back_ends_by_the_wall():
    nights = team(works_on="1234567", starts=time(22), ends=time(6))
    shift = calendar.shift_on(date(2026, 10, 24), nights)
    assert shift.ends_at == datetime(2026, 10, 25, 6, 0, tzinfo=UTC)
    assert (shift.ends_at - shift.starts_at).total_seconds() == 9 * 3600


def test_a_team_in_athens_is_on_its_own_wall():
    athens = team(zone="Europe/Athens")
    at = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)  # 18:00 there, 16:00 in London
    assert calendar.come_back("later-today", at, athens).day == WEDNESDAY
    assert calendar.come_back("later-today", at, team()).day == TUESDAY


@given(
    at=st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1)).map(lambda d: d.replace(tzinfo=UTC)),
    works_on=st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days))),
    hours=st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] != pair[1]),
    zone=st.sampled_from(["Europe/London", "Europe/Athens", "America/New_York", "Pacific/Auckland"]),
    when=st.sampled_from(["later-today", "next-shift", "this-week"]),
)
def test_a_promise_is_always_ahead_on_a_working_day_within_a_fortnight(at, works_on, hours, zone, when):
    pattern = team(works_on, time(hours[0]), time(hours[1]), zone)
    shift = calendar.come_back(when, at, pattern)
    assert shift.ends_at > at
    assert str(shift.day.isoweekday()) in works_on
    assert (shift.day - at.date()).days <= 14
