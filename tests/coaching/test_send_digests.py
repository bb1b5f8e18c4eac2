"""`manage.py send_digests`: what it says, what it leaves, what it costs."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Notice
from coaching import telling
from coaching.models import Session
from tests import make
from tests.coaching.letters import EARLY, NOON, at_work, letters, promised
from tests.ladder import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(world):
    at_work(world)


@pytest.fixture
def now(world):
    """Promises that are due right now, whatever the day: the command asks the clock itself."""
    for team in (world.red, world.blue):
        team.shift_starts = team.shift_ends = time()
        team.works_on = "1234567"
        team.save()
    make.check_back(world.leader, world.ada, held_at=timezone.now(), come_back="later-today")
    Session.objects.update(held_on=timezone.now().date())


def test_the_command_says_how_many_went_and_nothing_of_whom(now, world, capsys):
    call_command("send_digests")
    call_command("send_digests")
    said = capsys.readouterr().out
    assert said.splitlines()[0].startswith("Told: 1 by mail")
    assert said.splitlines()[1].startswith("Told: 0 by mail")
    assert letters() == {world.leader.email: ["1 check-back due today"]}
    for secret in (world.leader.email, world.leader.name, "Ada"):
        assert secret not in said


def test_a_dry_run_sends_nothing_and_leaves_nothing_behind(now, world, capsys):
    call_command("send_digests", "--dry-run")
    assert f"leader {world.leader.pk} by mail: 1 due, 0 late, 0 not spoken with" in capsys.readouterr().out
    assert (mail.outbox, Notice.objects.count()) == ([], 0)


def test_without_an_address_of_its_own_it_says_what_to_set(now, settings):
    settings.ORIGIN = ""
    with pytest.raises(CommandError, match="Set ORIGIN"):
        call_command("send_digests")
    assert mail.outbox == []


def test_when_nothing_at_all_went_the_timer_is_told(now, monkeypatch):
    monkeypatch.setitem(telling.SENDERS, "mail", lambda digest: 1 / 0)
    with pytest.raises(CommandError, match="Nothing went"):
        call_command("send_digests")


def test_a_run_with_nothing_to_do_asks_as_little_for_many_leaders_as_for_few(world):
    telling.go(NOON)
    with counted() as few:
        telling.go(NOON)
    for n in range(6):
        make.leadership(make.user(f"Leader {n}"), make.team(f"Team {n}"), starts_at=EARLY)
    telling.go(NOON)
    with counted() as many:
        telling.go(NOON)
    assert len(many) == len(few) <= 5


def test_a_letter_costs_as_much_for_many_promises_as_for_few(world):
    def cost(at) -> int:
        with counted() as queries:
            telling.go(at)
        return len(queries)

    promised(world.leader, world.ada)
    few = cost(NOON)
    for n in range(30):
        promised(world.leader, make.advisor(world.red, f"Number {n}", at=EARLY))
    assert cost(NOON + timedelta(days=1)) <= few
    assert "and 11 more" in mail.outbox[-1].body


def test_what_was_told_is_kept_for_five_weeks(world):
    promised(world.leader, world.ada)
    telling.go(NOON)
    telling.go(NOON + timedelta(days=28))
    assert Notice.objects.filter(shift_on=NOON.date()).exists()
    telling.go(NOON + timedelta(days=36))
    assert not Notice.objects.filter(shift_on=NOON.date()).exists()
