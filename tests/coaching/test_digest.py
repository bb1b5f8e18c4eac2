"""What a leader is told when a shift starts, and when: once, and only if there is something to say."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from accounts.models import Notice
from coaching import telling
from coaching.models import Session
from tests import make
from tests.coaching.letters import NINE, NOON, at_work, letters, promised, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(world):
    at_work(world)


def test_it_says_who_is_due_and_who_is_late_and_links_to_each(world, settings):
    settings.ORIGIN = "https://floorwalk.example"
    today = promised(world.leader, world.ada, next_step="Ask one more", note="Her mother is ill")
    late = promised(world.leader, world.ben, at=NOON - timedelta(days=6), next_step="Slow down", note="Between us")
    telling.go(NOON)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([world.leader.email], "2 check-backs due today")
    assert letter.body.startswith("Hello Amir,")
    assert re.search(rf"Due today\n- Ada\n  https://floorwalk.example/check-backs/{today.pk}/\n", letter.body)
    assert re.search(rf"Still open from before\n- Ben \(from Friday\)\n  https://floorwalk.example/check-backs/{late.pk}/\n", letter.body)
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert f'<a href="https://floorwalk.example/check-backs/{today.pk}/">Ada</a>' in html
    for said in (letter.body, html):
        assert "https://floorwalk.example/me/" in said
    for secret in ("Ask one more", "mother", "Slow down", "Between us", "Price", "Hughes", today.session.edition.title):
        assert secret not in words(letter) + letter.subject


def test_it_is_a_letter_that_no_machine_answers_and_any_mail_program_can_end(world, settings):
    settings.ORIGIN = "https://floorwalk.example"
    promised(world.leader, world.ada)
    telling.go(NOON)
    message = mail.outbox[0].message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://floorwalk.example/me/>"


def test_somebody_left_alone_is_worth_a_letter(world):
    Session.objects.filter(advisor=world.ada).update(held_on=NOON.date() - timedelta(days=20))
    telling.go(NOON)
    [letter] = mail.outbox
    assert letter.subject == "Somebody to catch up with"
    assert "Nobody has spoken with them for two weeks\n- Ada\n" in letter.body


def test_with_nothing_due_and_nobody_left_alone_there_is_no_letter(world):
    promised(world.leader, world.ada, at=NOON)  # for Thursday
    telling.go(NOON)
    assert mail.outbox == []
    assert Notice.objects.get(leader=world.leader).told_at == NOON
    promised(world.leader, world.ben, at=NOON, come_back="later-today")  # they have just said so themselves
    telling.go(NOON + timedelta(minutes=5))
    assert mail.outbox == []


def test_once_a_shift_however_often_it_runs(world):
    promised(world.leader, world.ada)
    for minutes in (0, 5, 60, 300):
        telling.go(NINE + timedelta(minutes=minutes))
    assert letters() == {world.leader.email: ["1 check-back due today"]}
    telling.go(NINE + timedelta(days=1))
    assert letters() == {world.leader.email: ["1 check-back due today"] * 2}


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (NINE - timedelta(minutes=1), False),
        (NINE, True),
        (NINE + timedelta(hours=8), True),  # the first run after it
        (NINE + timedelta(hours=8, minutes=30), False),  # the shift is over
        (NINE + timedelta(days=3), False),  # Saturday
    ],
)
def test_it_goes_while_the_shift_runs(world, at, goes):
    promised(world.leader, world.ada)
    telling.go(at)
    assert bool(mail.outbox) == goes


def test_a_night_shift_is_one_shift(world):
    world.red.shift_starts, world.red.shift_ends = time(22), time(6)
    world.red.save()
    promised(world.leader, world.ada, at=NOON)  # for tonight
    for at in (NOON, NOON + timedelta(hours=10), NOON + timedelta(hours=13), NOON + timedelta(hours=17)):  # 22:00, 01:00, 05:00
        telling.go(at)
    assert letters() == {world.leader.email: ["1 check-back due today"]}
    assert Notice.objects.get(leader=world.leader).shift_on == NOON.date()


@pytest.mark.parametrize(("day", "nine"), [(29, datetime(2026, 3, 29, 8, tzinfo=UTC)), (25, datetime(2026, 10, 25, 9, tzinfo=UTC))])
def test_it_goes_at_nine_on_the_wall_on_the_days_the_clocks_change(world, day, nine):
    world.red.works_on = "1234567"
    world.red.save()
    make.check_back(world.leader, world.ada, held_at=nine - timedelta(days=1))
    telling.go(nine - timedelta(minutes=1))
    before = len(mail.outbox)
    telling.go(nine)
    assert (before, len(mail.outbox)) == (0, 1)
