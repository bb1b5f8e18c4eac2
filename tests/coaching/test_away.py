"""Who is away: days away are not waited, and a promise falls due on their first shift after the return."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Absence, Advisor
from coaching import calendar, promises
from coaching.away import Away
from coaching.models import CheckBack
from coaching.people import chats, everyone, gone, not_spoken_with_lately
from coaching.practice import practice
from coaching.promises import Promise
from tests import make
from tests.ladder import counted, cover, hr_and_leader

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def ago(days: int) -> datetime:
    return datetime.now(LONDON) - timedelta(days=days)  # at this time of the clock on the wall, summer or winter


def away(world, first: int, last: int | None, who: Advisor | None = None) -> Absence:
    """Away from so many days ago until so many days ago; fewer than none is ahead."""
    today = world.red.today()
    return Absence.say(
        who or world.ada, world.leader, today - timedelta(days=first), None if last is None else today - timedelta(days=last)
    )


def waiting(world) -> list[str]:
    at = timezone.now()
    return [person.known_as for person in not_spoken_with_lately(everyone(world.leader, at), Away.of(world.leader, at))]


@pytest.fixture
def spoken(world):
    """Ada was spoken with so many days ago, Ben just now."""
    make.session(world.leader, world.ben)
    return lambda days: make.session(world.leader, world.ada, held_at=ago(days))


@pytest.mark.parametrize(
    ("spoke", "first", "last", "named"),
    [
        (22, 21, 1, False),  # three weeks' leave, back today: nobody left her alone for three weeks
        (22, 30, 1, False),
        (35, 21, 1, True),  # fourteen days before and after it
        (34, 21, 1, False),
        (35, 21, 0, False),  # away still
        (35, 21, None, False),
        (14, -1, -5, True),  # goes tomorrow: today is the day
        (14, 60, 20, True),  # over before they last spoke
        (15, 3, 3, True),
        (14, 3, 3, False),
    ],
)
def test_days_away_are_not_waited(world, spoken, spoke, first, last, named):
    spoken(spoke)
    away(world, first, last)
    assert waiting(world) == (["Ada"] if named else [])


def test_who_joined_and_went_at_once_is_not_waited_for(world, spoken):
    una = make.advisor(world.red, "Una First", at=ago(15))
    spoken(0)
    assert waiting(world) == ["Una"]
    away(world, 10, 4, una)
    assert waiting(world) == []


def test_a_part_timer_is_named_on_a_day_they_are_here(world, spoken):
    spoken(20)
    today = world.red.today().isoweekday()
    others = "".join(str(day) for day in range(1, 8) if day != today)
    Advisor.objects.filter(pk=world.ada.pk).update(works_on=others)
    assert waiting(world) == []
    Advisor.objects.filter(pk=world.ada.pk).update(works_on=str(today))
    assert waiting(world) == ["Ada"]


def test_saying_it_again_with_another_end_makes_one(world):
    away(world, 3, None)
    away(world, 3, -4)
    again = away(world, 3, -4)
    assert Absence.objects.get() == again
    away(world, -20, -30)
    assert Absence.objects.count() == 2


def test_back_ends_it_the_day_before_and_takes_out_what_never_came(world):
    today, absence = world.red.today(), away(world, 3, None)
    absence.back(today)
    absence.back(today)
    assert Absence.objects.get().last_day == today - timedelta(days=1)
    ahead = away(world, -3, -9)
    ahead.back(today)
    begun = away(world, 0, -9, world.ben)
    begun.back(today)
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("days", [{"first_day": date(2025, 3, 2), "last_day": date(2025, 3, 1)}, {"first_day": None}])
def test_the_database_refuses_days_that_cannot_be(world, days):
    with pytest.raises(IntegrityError):
        Absence.objects.create(advisor=world.ada, said_by=world.leader, **days)


def test_who_sees_them(world):
    absence = away(world, 1, None)
    seen = {
        who: absence in Absence.objects.visible_to(getattr(world, who))
        for who in ("leader", "other", "former", "designer", "sponsor", "nobody", "hr")
    }
    assert [who for who, may in seen.items() if may] == ["leader", "hr"]
    assert absence in Absence.objects.visible_to(cover(world))
    assert absence not in Absence.objects.led_by(hr_and_leader(world))
    world.leader.is_active = False
    assert absence not in Absence.objects.visible_to(world.leader)


# --- promises; a team of Monday to Friday, nine to half past five, in London


@pytest.fixture
def office(world):
    """A promise for Friday 6 March 2026, made the day before; Monday is the 9th."""
    team = make.team("Office", works_on="12345", shift_starts=time(9), shift_ends=time(17, 30))
    make.leadership(world.leader, team, starts_at=datetime(2024, 1, 1, tzinfo=LONDON))
    advisor = make.advisor(team, "Olu Office", at=datetime(2024, 1, 1, tzinfo=LONDON))
    row = make.check_back(world.leader, advisor, held_at=datetime(2026, 3, 5, 10, tzinfo=LONDON))
    assert row.due_on == date(2026, 3, 6)
    return CheckBack.objects.for_list().get(pk=row.pk)


def stands(world, row: CheckBack, day: int, hour: int = 12) -> tuple[str, int | None]:
    """How it stands on that day of March, and the day of March it is to be kept; what is counted has to agree."""
    at = datetime(2026, 3, day, hour, tzinfo=LONDON)
    known = Away.of(world.leader, at)
    one = Promise.at(row, known)
    count = promises.counts(world.leader, known)
    assert (count["late"], count["due"]) == (int(one.state == "late"), int(one.state in ("late", "today")))
    listed = promises.theirs(world.leader, at).open().filter(promises.due(world.leader, known))
    assert listed.exists() == (one.state in ("late", "today"))
    return one.state, one.due_on and one.due_on.day


def said(world, row: CheckBack, first: int, last: int | None) -> None:
    Absence.say(row.advisor, world.leader, date(2026, 3, first), date(2026, 3, last) if last else None)


def test_a_promise_waits_for_their_first_shift_after_the_return(world, office):
    said(world, office, 6, 13)  # a Friday to a Friday: back on Monday the 16th
    assert stands(world, office, 5) == ("ahead", 16)
    assert [stands(world, office, day) for day in (6, 10, 13)] == [("away", 16)] * 3
    assert stands(world, office, 14) == ("ahead", 16)
    assert [stands(world, office, 16, hour) for hour in (8, 12, 17)] == [("today", 16)] * 3
    assert stands(world, office, 16, 18) == ("late", 16)
    office.refresh_from_db()
    assert office.due_on == date(2026, 3, 6)  # as promised


def test_while_nobody_knows_when_it_waits(world, office):
    said(world, office, 6, None)
    assert stands(world, office, 6) == ("away", None)
    assert stands(world, office, 31) == ("away", None)


def test_a_part_timer_is_back_on_a_day_of_their_own(world, office):
    office.advisor.works_on = "24"
    office.advisor.save()
    said(world, office, 6, 13)
    assert stands(world, office, 16) == ("ahead", 17)
    assert stands(world, office, 17) == ("today", 17)


def test_away_again_before_the_first_shift(world, office):
    said(world, office, 6, 13)
    said(world, office, 16, 17)
    assert stands(world, office, 14) == ("ahead", 18)
    assert stands(world, office, 16) == ("away", 18)
    assert stands(world, office, 18) == ("today", 18)
    assert stands(world, office, 19) == ("late", 18)


def test_late_before_they_went_is_late_again_when_they_are_back(world, office):
    said(world, office, 10, 13)
    assert stands(world, office, 9) == ("late", 6)
    assert stands(world, office, 10) == ("away", 16)
    assert stands(world, office, 16) == ("late", 6)


def test_for_after_their_return_it_is_ahead_as_ever(world, office):
    said(world, office, 3, 5)
    assert stands(world, office, 5) == ("ahead", 6)
    assert stands(world, office, 6) == ("today", 6)


def test_what_nobody_could_keep_yet_is_no_promise_broken(world, office):
    at = datetime(2026, 3, 10, 12, tzinfo=LONDON)
    assert practice(world.leader, Away.of(world.leader, at), chats(world.leader, at, 14)).due == 1
    said(world, office, 6, 13)
    assert practice(world.leader, Away.of(world.leader, at), chats(world.leader, at, 14)).due == 0


def test_next_shift_is_the_part_timers_own(world):
    office = make.team("Office", works_on="12345", shift_starts=time(9), shift_ends=time(17, 30))
    thursday = datetime(2026, 3, 5, 10, tzinfo=LONDON)
    days = {
        when: [calendar.come_back(when, thursday, office, own).day.day for own in ("", "2", "45", "67")]
        for when in ("later-today", "next-shift", "this-week")
    }
    assert days == {"later-today": [5, 10, 5, 5], "next-shift": [6, 10, 6, 6], "this-week": [6, 10, 6, 6]}


def test_a_year_of_days_off_for_a_whole_team_is_one_query(world):
    for n in range(20):
        away(world, 14 * n + 4, 14 * n, make.advisor(world.red))
    at = timezone.now()
    people = everyone(world.leader, at)
    with counted() as queries:
        known = Away.of(world.leader, at)
        not_spoken_with_lately(people, known)
        assert len(gone(people, known)) == 1
        promises.due(world.leader, known)
    assert len(queries) <= 2  # and the leader's teams, where nobody has asked for them yet
