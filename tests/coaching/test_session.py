"""Logging, putting right and taking back a session: the verbs and what the database promises."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from accounts.models import Role
from cards.models import Card
from coaching import entry
from coaching.models import Amendment, CheckBack, Refusal, Session
from tests import make
from tests.ladder import counted

pytestmark = pytest.mark.django_db


def moment(advisor, **fields):
    return entry.Entry(**{"id": uuid.uuid4(), "advisor": advisor.pk, "card": "say-it-their-way", "held_at": timezone.now(), **fields})


def test_logging_keeps_the_team_the_edition_and_the_day_on_the_wall(world):
    session = make.session(world.leader, world.ada, step=2)
    assert session.team == world.red
    assert session.edition == Card.objects.get(slug="say-it-their-way").current
    assert session.held_on == world.red.today()


def test_the_day_is_the_one_on_the_teams_wall(world):
    world.red.time_zone = "Pacific/Auckland"
    world.red.save()
    at = timezone.now().replace(hour=13, minute=0) - timedelta(days=1)  # past midnight there
    assert make.session(world.leader, world.ada, held_at=at).held_on == at.date() + timedelta(days=1)


def test_the_same_bytes_twice_are_one_session(world):
    said = moment(world.ada)
    first, made = entry.log(world.leader, said, b"bytes")
    again, made_again = entry.log(world.leader, said, b"bytes")
    assert (made, made_again, first) == (True, False, again)
    assert Session.objects.count() == 1


def test_other_words_under_the_same_id_are_kept_aside(world):
    said = moment(world.ada, note="first")
    entry.log(world.leader, said, b"first")
    with pytest.raises(entry.Different):
        entry.log(world.leader, said, b"second")
    assert bytes(Refusal.objects.get().body) == b"second"
    assert Session.objects.get().note == "first"


def test_a_withdrawn_session_is_never_brought_back(world):
    said = moment(world.ada)
    session, _ = entry.log(world.leader, said, b"bytes")
    session.withdraw(by=world.leader, because="wrong person")
    with pytest.raises(entry.Withdrawn):
        entry.log(world.leader, said, b"bytes")
    assert Session.objects.get().withdrawn_at


def test_somebody_elses_id_is_not_there_at_all(world):
    said = moment(world.ada)
    entry.log(world.leader, said, b"bytes")
    with pytest.raises(entry.NotYours):
        entry.log(world.other, moment(world.cleo, id=said.id), b"bytes")


@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
def test_nobody_logs_for_a_team_they_do_not_lead(world, who):
    with pytest.raises(entry.NotYours):
        entry.log(getattr(world, who), moment(world.ada), b"bytes")
    assert not Session.objects.exists()


def test_a_moment_from_before_they_left_the_team_arrives_late_and_is_flagged(world):
    held_at = timezone.now() - timedelta(hours=5)
    world.leader.leaderships.get().end(timezone.now() - timedelta(hours=1))
    session, made = entry.log(world.leader, moment(world.ada, held_at=held_at), b"bytes")
    assert made
    assert session.flags == ["moved"]
    assert not Session.objects.visible_to(world.leader).exists()


def test_a_moment_held_after_the_leadership_ended_is_refused(world):
    world.leader.leaderships.get().end(timezone.now() - timedelta(hours=5))
    with pytest.raises(entry.NotYours):
        entry.log(world.leader, moment(world.ada, held_at=timezone.now() - timedelta(hours=1)), b"bytes")


def test_a_moment_from_before_they_led_the_team_is_taken_in_and_flagged(world):
    new = make.leadership(world.nobody, world.red, starts_at=timezone.now() - timedelta(hours=1)).leader
    session, _ = entry.log(new, moment(world.ada, held_at=timezone.now() - timedelta(hours=5)), b"bytes")
    assert (session.team, session.flags) == (world.red, ["early"])


def test_an_advisor_who_has_left_since_is_taken_in_and_flagged(world):
    world.ada.leave(timezone.now() - timedelta(hours=1))
    session, _ = entry.log(world.leader, moment(world.ada, held_at=timezone.now() - timedelta(hours=5)), b"bytes")
    assert session.flags == ["left"]


def test_a_moment_is_kept_with_the_team_they_were_in_when_it_was_held(world):
    world.ada.move(to=world.blue, at=timezone.now() - timedelta(hours=1))
    session, _ = entry.log(world.leader, moment(world.ada, held_at=timezone.now() - timedelta(hours=5)), b"bytes")
    assert (session.team, session.flags) == (world.red, ["moved"])


def test_a_retired_card_is_taken_in_and_flagged(world):
    Card.objects.get(slug="say-it-their-way").retire(by=world.designer)
    assert make.session(world.leader, world.ada).flags == ["card-retired"]


def test_an_older_wording_is_kept_as_the_one_that_was_used(world):
    card = Card.objects.get(slug="say-it-their-way")
    old = card.current
    fields = {f.name: getattr(old, f.name) for f in old._meta.fields if f.name not in ("id", "number", "published_at", "published_by")}
    newer = type(old)(**{**fields, "card": card, "number": 2, "title": "Say it in theirs"})
    newer.save()
    newer.publish(by=world.designer)
    session = make.session(world.leader, world.ada, edition=1)
    assert (session.edition, session.flags) == (old, ["older-edition"])


@pytest.mark.parametrize("days", [-500, 2, 4000])
def test_a_clock_that_cannot_be_right_loses_nothing(world, days):
    claimed = timezone.now() + timedelta(days=days)
    session, _ = entry.log(world.leader, moment(world.ada, held_at=claimed), b"bytes")
    assert session.flags == ["clock"]
    assert session.claimed_held_at == claimed
    assert session.held_at == session.received_at


def test_the_card_for_somebody_shaken_keeps_no_step(world):
    session = make.session(world.leader, world.ada, "ask-for-two-minutes", step=3)
    assert session.step is None


def test_a_promise_is_made_with_the_session_and_only_once(world):
    session = make.session(world.leader, world.ada, come_back="next-shift")
    CheckBack.promised(session, "next-shift", session.held_at)
    assert session.check_backs.count() == 1
    assert not make.session(world.leader, world.ada, come_back="none").check_backs.exists()


def test_a_log_takes_no_more_statements_than_it_must(world):
    """Looked at: who, where they were, who led, the card; then one transaction with four rows: it, its promise, its change, its weeks."""
    said = moment(world.ada, come_back="next-shift")
    with counted() as queries:
        entry.log(world.leader, said, b"bytes")
    assert len([one for one in queries if one["sql"].startswith("INSERT")]) == 4
    assert len([one for one in queries if one["sql"].startswith('SELECT "')]) == 5  # and on PostgreSQL the lock that a change takes


# P10
def test_amending_keeps_the_words_before(world):
    session = make.session(world.leader, world.ada, step=1, note="as it was")
    assert session.amend(by=world.leader, reason="misheard", step=2, note="as it is")
    before = session.amendments.get()
    assert (before.step, before.note, before.reason, before.by) == (1, "as it was", "misheard", world.leader)
    session.refresh_from_db()
    assert (session.step, session.note, session.amended_count) == (2, "as it is", 1)


def test_amending_with_the_same_words_changes_nothing(world):
    session = make.session(world.leader, world.ada, step=1)
    assert not session.amend(by=world.leader, step=1, note="")
    assert not session.amendments.exists()


# S13
def test_a_withdrawn_session_cannot_be_amended(world):
    session = make.session(world.leader, world.ada, step=1)
    session.withdraw(by=world.leader, because="wrong person")
    assert not session.amend(by=world.leader, step=2)


def test_withdrawing_twice_keeps_the_first_reason(world):
    session = make.session(world.leader, world.ada)
    session.withdraw(by=world.leader, because="first")
    session.withdraw(by=world.leader, because="second")
    session.refresh_from_db()
    assert session.withdrawn_because == "first"


# S05
def test_rows_are_seen_by_who_leads_the_team_now(world):
    session = make.session(world.leader, world.ada)
    seen = {who: Session.objects.visible_to(getattr(world, who)).filter(pk=session.pk).exists() for who in vars(world) if who in CAST}
    assert seen == {"leader": True, "other": False, "former": False, "designer": False, "hr": True, "sponsor": False, "nobody": False}


CAST = ("leader", "other", "former", "designer", "hr", "sponsor", "nobody")


def test_cover_sees_the_team_only_while_it_lasts(world):
    session = make.session(world.leader, world.ada)
    cover = make.leadership(world.nobody, world.red, cover=True)
    assert Session.objects.visible_to(world.nobody).filter(pk=session.pk).exists()
    cover.end()
    assert not Session.objects.visible_to(world.nobody).exists()


def test_a_closed_account_sees_nothing(world):
    make.session(world.leader, world.ada)
    world.leader.is_active = world.hr.is_active = False
    assert not Session.objects.visible_to(world.leader).exists()
    assert not Session.objects.visible_to(world.hr).exists()


# P23
def test_when_an_advisor_moves_the_old_leader_sees_nothing_and_the_new_one_starts_afresh(world):
    make.session(world.leader, world.ada)
    world.ada.move(to=world.blue)
    assert not Session.objects.visible_to(world.leader).exists()
    assert not Session.objects.visible_to(world.other).exists()
    make.session(world.other, world.ada)
    assert Session.objects.visible_to(world.other).count() == 1


def test_a_note_is_for_whoever_leads_the_team_and_for_nobody_else(world):
    session = make.session(world.leader, world.ada, note="between us")
    assert session.note_for(world.leader) == "between us"
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    for who in (world.hr, world.other, world.former, world.designer, world.sponsor):
        assert session.note_for(who) == ""


@pytest.mark.parametrize(
    "fields", [{"step": 5}, {"step": 0}, {"advisor_step": 9}, {"come_back": "someday"}, {"sha256": ""}, {"withdrawn_at": timezone.now()}]
)
def test_the_database_keeps_its_own_promises(world, fields):
    session = make.session(world.leader, world.ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**fields)


def test_without_the_line_that_keeps_the_words_before_nothing_is_changed(world, monkeypatch):
    """S14: the change and its line in the trail come together or not at all."""
    session = make.session(world.leader, world.ada, note="As it was")

    def away(*_said, **_more):
        raise OperationalError("the table is gone")

    monkeypatch.setattr(Amendment.objects, "create", away)
    with pytest.raises(OperationalError):
        session.amend(by=world.leader, note="Otherwise")
    monkeypatch.undo()
    session.refresh_from_db()
    assert (session.note, session.amended_count, session.amendments.count()) == ("As it was", 0, 0)
    assert session.amend(by=world.leader, note="Otherwise")
