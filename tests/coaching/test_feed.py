"""The calendar of open check-backs, read back by a parser that shares nothing with what wrote it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Advisor, CalendarLink, Role, Team
from coaching import wall_clock
from coaching.models import CheckBack
from tests import make
from tests.ladder import ODD, counted, cover, lead_nothing

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)  # a Friday


@pytest.fixture
def feed(world):
    """`feed(user)`: what their link gives, as text."""

    def ask(user, **headers: str) -> str:
        response = Client().get(f"/calendar/{CalendarLink.make(user)}.ics", headers=headers)
        assert response.status_code == 200
        return response.content.decode()

    return ask


def events(text: str) -> list:
    return list(vobject.readOne(text).contents.get("vevent", []))


def instants(event) -> tuple[datetime, datetime]:
    return event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)


def promised(leader, team: Team, at: datetime, come_back: str = "next-shift", **fields) -> CheckBack:
    """To somebody of that team, at that moment."""
    return make.check_back(
        leader, make.advisor(team, "Nia Night", at=datetime(2025, 1, 1, tzinfo=UTC)), held_at=at, come_back=come_back, **fields
    )


def test_it_says_whom_to_ask_when_and_where_to_read_on(world, feed):
    asked = make.check_back(world.leader, world.ada, next_step="Ask one more", note="Her mother is ill")
    text = feed(world.leader)
    [event] = events(text)
    assert event.summary.value == "Ada: how is it going?"
    assert event.url.value == event.description.value == f"http://testserver/check-backs/{asked.pk}/"
    assert event.uid.value == str(asked.pk)
    assert event.transp.value == "TRANSPARENT"
    assert instants(event)[1] == asked.due_at
    for secret in ("Ask one more", "mother", "Price", asked.session.edition.title, world.ada.employee_number, "Amir", "Red", "@"):
        assert secret not in text.replace("\r\n ", "")


def test_the_file_is_one_that_programs_accept(world, feed):
    make.check_back(world.leader, world.ada)
    answer = Client().get(f"/calendar/{CalendarLink.make(world.leader)}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    lines = answer.content.split(b"\r\n")
    assert (lines[0], lines[-2]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    made = vobject.readOne(answer.content.decode())
    made.validate(raiseException=True)
    assert (made.version.value, made.method.value, made.contents["x-wr-calname"][0].value) == ("2.0", "PUBLISH", "Check-backs")


@pytest.mark.parametrize("name", [*ODD, "a, b; c \\n d: e", "x" * 60, "Zoë" * 20])
def test_odd_names_come_back_as_they_are(world, feed, name):
    make.check_back(world.leader, world.ada)
    Advisor.objects.filter(pk=world.ada.pk).update(known_as=name)
    assert [event.summary.value for event in events(feed(world.leader))] == [f"{name}: how is it going?"]


# --- moments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "day", "first", "last"),
    [
        (time(9), time(17, 30), date(2026, 3, 28), (2026, 3, 28, 9, 0), (2026, 3, 28, 17, 30)),  # the day before: GMT
        (time(9), time(17, 30), date(2026, 3, 29), (2026, 3, 29, 8, 0), (2026, 3, 29, 16, 30)),  # the clocks go forward
        (time(22), time(6), date(2026, 3, 28), (2026, 3, 28, 22, 0), (2026, 3, 29, 5, 0)),  # over that night: seven hours
        (time(1, 30), time(9), date(2026, 3, 29), (2026, 3, 29, 1, 30), (2026, 3, 29, 8, 0)),  # begins at an hour that is not there
        (time(2), time(9), date(2026, 3, 29), (2026, 3, 29, 1, 0), (2026, 3, 29, 8, 0)),  # and at the first that is there again
        (time(9), time(17, 30), date(2026, 10, 24), (2026, 10, 24, 8, 0), (2026, 10, 24, 16, 30)),  # the day before: BST
        (time(9), time(17, 30), date(2026, 10, 25), (2026, 10, 25, 9, 0), (2026, 10, 25, 17, 30)),  # the clocks go back
        (time(22), time(6), date(2026, 10, 24), (2026, 10, 24, 21, 0), (2026, 10, 25, 6, 0)),  # over that night: nine hours
        (time(0), time(0), date(2026, 10, 25), (2026, 10, 24, 23, 0), (2026, 10, 26, 0, 0)),  # all day long: 25 hours
    ],
)
def test_a_shift_is_where_it_is_in_the_world_on_the_days_the_clocks_change(world, feed, starts, ends, day, first, last):
    team = make.team(works_on="1234567", shift_starts=starts, shift_ends=ends)
    make.leadership(world.leader, team, starts_at=datetime(2025, 1, 1, tzinfo=UTC))
    just_before = datetime.combine(day, starts, LONDON).astimezone(UTC) - timedelta(minutes=5)
    assert promised(world.leader, team, just_before).due_on == day
    [event] = events(feed(world.leader))
    assert instants(event) == (datetime(*first, tzinfo=UTC), datetime(*last, tzinfo=UTC))


def test_it_is_told_in_the_time_of_the_team(world, feed):
    """Written on the wall's clock, so that a diary shows 22:00 even to somebody who is elsewhere that day."""
    team = make.team(works_on="1234567", shift_starts=time(22), shift_ends=time(6), time_zone="America/New_York")
    make.leadership(world.leader, team, starts_at=datetime(2025, 1, 1, tzinfo=UTC))
    promised(world.leader, team, datetime(2026, 3, 7, 12, tzinfo=UTC))
    make.check_back(world.leader, world.ada)
    text = feed(world.leader)
    assert "DTSTART;TZID=America/New_York:20260307T220000\r\n" in text
    assert "DTEND;TZID=America/New_York:20260308T060000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 2
    assert instants(events(text)[0]) == (datetime(2026, 3, 8, 3, tzinfo=UTC), datetime(2026, 3, 8, 10, tzinfo=UTC))


ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Auckland",
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))


@given(zone=st.sampled_from(ZONES).map(ZoneInfo), at=MOMENTS, later=st.timedeltas(timedelta(), timedelta(days=400)))
def test_the_wall_clock_in_the_file_is_the_one_on_the_wall(zone, at, later):
    """For every moment between the first and the last, and through each change to the minute."""
    file = b"BEGIN:VCALENDAR\r\n" + wall_clock.component(zone, at, at + later).to_ical() + b"END:VCALENDAR\r\n"
    told = tzical(io.StringIO(file.decode())).get()
    changes = [change.wall - change.before for change in wall_clock.changes(zone, at, at + later)]
    near = [change.replace(tzinfo=UTC) + timedelta(minutes=gap) for change in changes for gap in (-61, -1, 0, 1, 61)]
    for moment in (at, at + later / 2, at + later, *near):
        wall = moment.astimezone(zone)
        if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset():  # an hour that comes twice means the first
            assert wall.replace(tzinfo=told).utcoffset() == wall.utcoffset(), (moment, wall)


def test_shifts_that_have_changed_since_do_not_turn_time_round(world, feed):
    asked = make.check_back(world.leader, world.ada)
    CheckBack.objects.filter(pk=asked.pk).update(due_at=asked.due_at.replace(hour=0, minute=0), due_on=asked.due_on + timedelta(days=2))
    [event] = events(feed(world.leader))
    first, last = instants(event)
    assert last - first == timedelta(hours=1)


# --- what changes ----------------------------------------------------------------------------------------------------


def test_a_promise_that_is_moved_is_the_same_event_told_anew(world, feed):
    asked = make.check_back(world.leader, world.ada)
    [before] = events(feed(world.leader))
    asked.move("next-shift", at=asked.due_at + timedelta(days=3))
    [after] = events(feed(world.leader))
    assert before.uid.value == after.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert instants(after)[1] == asked.due_at > instants(before)[1]


def test_what_is_answered_or_withdrawn_is_gone(world, feed):
    answered, withdrawn, kept = (make.check_back(world.leader, who) for who in (world.ada, world.ben, world.ben))
    answered.answer(by=world.leader, outcome="helped")
    withdrawn.session.withdraw(world.leader)
    assert [event.uid.value for event in events(feed(world.leader))] == [str(kept.pk)]


def test_a_late_one_stays_where_it_was_due(world, feed):
    late = make.check_back(world.leader, world.ada, held_at=NOON)
    [event] = events(feed(world.leader))
    assert instants(event)[1] == late.due_at < datetime.now(UTC)


# --- whose -----------------------------------------------------------------------------------------------------------


def test_nothing_of_other_teams_is_in_it_not_even_for_hr(world, feed):
    make.check_back(world.other, world.cleo)
    make.check_back(world.leader, world.ada)
    Role.grant(world.leader, Role.Name.HR)
    text = feed(world.leader)
    assert "Ada" in text
    assert "Cleo" not in text


def test_whoever_stands_in_has_it_in_their_own_calendar(world, feed):
    make.check_back(world.leader, world.ada)
    assert len(events(feed(cover(world)))) == len(events(feed(world.leader))) == 1


def test_who_leads_nothing_any_more_has_an_empty_calendar(world, feed):
    """Not 404: on that, programs keep the last copy they have."""
    make.check_back(world.leader, world.ada)
    text = feed(lead_nothing(world.leader))
    assert vobject.readOne(text).name == "VCALENDAR"
    assert events(text) == []
    assert "Ada" not in text


def test_a_wrong_an_old_or_a_revoked_link_opens_nothing(world):
    def status(token: str) -> int:
        return Client().get(f"/calendar/{token}.ics").status_code

    first = CalendarLink.make(world.leader)
    assert status(first) == 200
    second = CalendarLink.make(world.leader)
    assert (status(first), status(second)) == (404, 200)
    CalendarLink.revoke(world.leader)
    CalendarLink.revoke(world.leader)
    assert status(second) == 404
    for odd in ("x", "0" * 43, second[:-1], second + "A", "a" * 2000):
        assert status(odd) == 404


def test_an_account_that_is_closed_opens_nothing(world):
    token = CalendarLink.make(world.leader)
    world.leader.is_active = False
    world.leader.save()
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


# S33
def test_the_token_is_long_and_nowhere_to_be_found(world, caplog, capsys):
    token = CalendarLink.make(world.leader)
    Client().get(f"/calendar/{token}.ics")
    assert len(token) >= 43
    assert token not in str(CalendarLink.objects.values_list())
    assert token not in caplog.text + capsys.readouterr().err + capsys.readouterr().out


def test_one_person_has_one_link_and_the_database_sees_to_it(world):
    CalendarLink.make(world.leader)
    CalendarLink.make(world.leader)
    CalendarLink.make(world.other)
    assert CalendarLink.objects.filter(user=world.leader).count() == 1
    assert CalendarLink.objects.count() == 2


# --- asking again ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", ["{etag}", "W/{etag}", '"x", {etag}'])
def test_who_has_it_already_is_told_so(world, known):
    asked = make.check_back(world.leader, world.ada)
    url, client = f"/calendar/{CalendarLink.make(world.leader)}.ics", Client()
    etag = client.get(url)["ETag"]
    again = client.get(url, headers={"If-None-Match": known.format(etag=etag)})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    asked.move("next-shift", at=asked.due_at + timedelta(days=3))
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_wrong_method(world):
    url = f"/calendar/{CalendarLink.make(world.leader)}.ics"
    assert Client().head(url).status_code == 200
    assert Client().post(url).status_code == 405


def test_queries_do_not_grow(world, feed):
    url = f"/calendar/{CalendarLink.make(world.leader)}.ics"
    make.check_back(world.leader, world.ada)
    Client().get(url)
    with counted() as few:
        Client().get(url)
    for n in range(8):
        make.check_back(world.leader, make.advisor(world.red, f"Number {n}"))
    with counted() as many:
        Client().get(url)
    assert len(many) == len(few) <= 5
