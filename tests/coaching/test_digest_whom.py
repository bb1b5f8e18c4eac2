"""Who is told: whoever leads the team then, or stands in; and what goes wrong for one does not for another."""

from __future__ import annotations

from datetime import time, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from accounts.models import Advisor, Notice, Reminders
from coaching import telling
from tests import make
from tests.coaching.letters import EARLY, NINE, NOON, at_work, letters, promised, words
from tests.ladder import ODD, cover, lead_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(world):
    at_work(world)


def test_each_leader_hears_of_their_own_people(world):
    promised(world.leader, world.ada)
    promised(world.other, world.cleo)
    telling.go(NOON)
    assert {letter.to[0]: ("Ada" in words(letter), "Cleo" in words(letter)) for letter in mail.outbox} == {
        world.leader.email: (True, False),
        world.other.email: (False, True),
    }


def test_two_teams_that_start_together_are_one_letter(world):
    make.leadership(world.leader, world.blue, starts_at=EARLY)
    promised(world.leader, world.ada)
    promised(world.other, world.cleo)
    telling.go(NINE)
    hers = [letter for letter in mail.outbox if letter.to == [world.leader.email]]
    assert [letter.subject for letter in hers] == ["2 check-backs due today"]
    assert "- Ada, Red\n" in hers[0].body
    assert "- Cleo, Blue\n" in hers[0].body
    assert {(row.team.name, row.due) for row in Notice.objects.filter(leader=world.leader)} == {("Red", 1), ("Blue", 1)}


def test_two_teams_that_start_apart_are_two_letters(world):
    make.leadership(world.leader, world.blue, starts_at=EARLY)
    world.blue.shift_starts = time(12)
    world.blue.save()
    promised(world.leader, world.ada)
    promised(world.other, world.cleo)
    telling.go(NINE)
    telling.go(NOON)
    hers = [letter.body for letter in mail.outbox if letter.to == [world.leader.email]]
    assert [("Ada" in body, "Cleo" in body) for body in hers] == [(True, False), (False, True)]


def test_while_somebody_covers_they_are_told_and_the_usual_leader_is_not(world):
    dev = make.user("Dev Cover")
    make.leadership(dev, world.red, cover=True, starts_at=NOON - timedelta(days=1), ends_at=NINE + timedelta(days=1))
    promised(world.leader, world.ada)
    telling.go(NOON)
    assert letters() == {dev.email: ["1 check-back due today"]}
    mail.outbox.clear()
    telling.go(NOON + timedelta(days=1))  # it has ended
    assert set(letters()) == {world.leader.email}


def test_cover_by_an_account_that_is_closed_is_no_cover(world):
    dev = cover(world)
    world.red.leaderships.update(starts_at=EARLY)
    dev.is_active = False
    dev.save()
    promised(world.leader, world.ada)
    telling.go(NOON)
    assert set(letters()) == {world.leader.email}


def test_who_leads_both_as_usual_and_as_cover_is_told_once(world):
    make.leadership(world.leader, world.red, cover=True, starts_at=EARLY, ends_at=NOON + timedelta(days=9))
    promised(world.leader, world.ada)
    telling.go(NOON)
    assert letters() == {world.leader.email: ["1 check-back due today"]}


@pytest.mark.parametrize("gone", ["switched off", "leads nothing", "account closed"])
def test_nobody_else_is_written_to(world, gone):
    promised(world.leader, world.ada)
    if gone == "switched off":
        Reminders.objects.create(user=world.leader, digest=False)
    elif gone == "leads nothing":
        lead_nothing(world.leader).leaderships.update(ends_at=NOON)
    else:
        world.leader.is_active = False
        world.leader.save()
    telling.go(NOON)
    assert mail.outbox == []


class OneBadMailbox(EmailBackend):
    """Refuses Amir's, as a mail server would, and takes the others."""

    refused: set[str] = set()

    def send_messages(self, messages):
        for message in messages:
            if message.to[0] in self.refused:
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
        return super().send_messages(messages)


@pytest.fixture
def bad_mailbox(world, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.OneBadMailbox"
    monkeypatch.setattr(OneBadMailbox, "refused", {world.leader.email})
    return OneBadMailbox


def test_a_mailbox_that_fails_does_not_stop_the_others_and_is_tried_again(world, bad_mailbox, caplog):
    promised(world.leader, world.ada)
    promised(world.other, world.cleo)
    tally = telling.go(NOON)
    assert set(letters()) == {world.other.email}
    assert (tally.failed, tally.sent["mail"]) == (1, 1)
    assert world.leader.email not in caplog.text
    bad_mailbox.refused.clear()
    telling.go(NOON + timedelta(minutes=5))
    assert letters() == {world.other.email: ["1 check-back due today"], world.leader.email: ["1 check-back due today"]}


def test_a_mailbox_that_fails_for_good_is_left_alone_until_the_next_shift(world, bad_mailbox):
    promised(world.leader, world.ada)
    failed = [telling.go(NOON + timedelta(minutes=minutes)).failed for minutes in range(5)]
    assert failed == [1, 1, 1, 0, 0]
    assert telling.go(NOON + timedelta(days=1)).failed == 1


def test_a_run_that_died_on_the_way_is_made_good(world):
    promised(world.leader, world.ada)
    Notice.claim(world.leader, [(world.red, NOON.date())], "mail", NOON)
    telling.go(NOON + timedelta(minutes=10))  # it may still be at it
    assert mail.outbox == []
    telling.go(NOON + timedelta(minutes=16))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_shown_as_text(world, name):
    Advisor.objects.filter(pk=world.ada.pk).update(known_as=name)
    promised(world.leader, world.ada)
    telling.go(NOON)
    html = mail.outbox[0].alternatives[0][0]
    assert f"- {name}\n" in mail.outbox[0].body
    assert "<script>" not in html
    mail.outbox[0].message().as_bytes()
