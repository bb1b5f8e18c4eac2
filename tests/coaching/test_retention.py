"""What goes by rule goes to the day, in every version of it; what was counted stays; a hold stops it."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, Advisor
from coaching import rollup
from coaching.counting import period_of
from coaching.models import Amendment, Ask, Barrier, CheckBack, Hold, Opening, Refusal, RetentionRun, Session, Total
from coaching.personal import retention
from config.env import Environment
from tests import make
from tests.coaching.own_record import text
from tests.coaching.personal import MINE, seed

AT = timezone.now()
WORDS, STEPS = retention.months_before(AT.date(), 6), period_of(retention.months_before(AT.date(), 12))


def ago(day: date) -> int:
    return (AT.date() - day).days


def words() -> str:
    """Every word there is in the rows, wherever."""
    said = [list(model.objects.values_list()) for model in (Session, Amendment, Barrier)]
    return f"{said} {[bytes(row.body) for row in Refusal.objects.all()]} {list(Refusal.objects.values_list('problems'))}"


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, before):
    assert retention.months_before(day, months) == before


def test_words_go_the_day_after_their_months_and_not_on_it(world):
    """P17, P10: old versions as well."""
    old = seed(world, world.ada, "OLD", days=ago(WORDS) + 1)
    new = seed(world, world.ben, "NEW", days=ago(WORDS))
    record = retention.run(AT)
    left = words()
    assert "OLD-next" in left  # what they agreed goes with the steps
    left = left.replace("OLD-next", "")
    assert "OLD" not in left
    for word in ("note", "note-2", "note-3", "own", "reason", "because", "words", "done", "refused", "problem"):
        assert f"NEW-{word}" in left, word
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.advisor, old.step, old.advisor_step) == (world.ada, 2, 3)
    assert new.note == "NEW-note-3"
    assert record.went["words of chats"] == 2
    assert record.went["words not taken in"] == 1


def test_whose_chats_they_were_goes_with_the_steps(world):
    """P17."""
    old = seed(world, world.ada, "OLD", days=ago(STEPS) + 3)
    kept = seed(world, world.ada, "KEPT", days=ago(STEPS) - 3)
    chats, promises = Session.objects.count(), CheckBack.objects.count()
    retention.run(AT)
    old.refresh_from_db()
    kept.refresh_from_db()
    assert old.advisor.is_nobody
    assert (old.step, old.advisor_step, old.next_step, old.team, old.leader) == (None, None, "", world.red, world.leader)
    assert {row.advisor for row in old.check_backs.all()} == {old.advisor}
    assert set(old.amendments.values_list("step", "next_step")) == {(None, "")}
    assert (kept.advisor, kept.step) == (world.ada, 2)
    assert (Session.objects.count(), CheckBack.objects.count()) == (chats, promises)
    assert not Absence.objects.filter(first_day__lt=STEPS).exists()
    assert "OLD" not in words()


def test_nobody_sees_the_row_that_stands_for_nobody(world, sign_in):
    make.session(world.leader, world.ada, held_at=AT - timedelta(days=ago(STEPS) + 3))
    retention.run(AT)
    nobody = Advisor.objects.get(employee_number__startswith="~")
    for who in (world.leader, world.hr):
        assert nobody not in Advisor.objects.visible_to(who)
    assert sign_in(world.hr).get(reverse("people-advisor", args=[nobody.pk])).status_code == 404
    assert not Session.objects.visible_to(world.leader).exists()


def test_what_was_counted_stays_as_it_was(world, monkeypatch):
    """The totals of four weeks that are closed, and every count of the rest."""
    people = [make.advisor(world.red, at=AT - timedelta(days=500)) for _n in range(10)]
    for person in people:
        for days in (ago(STEPS) + 10, ago(STEPS) + 11, 30):
            make.session(world.leader, person, held_at=AT - timedelta(days=days), step=2, come_back="later-today")
    rollup.rebuild(AT)
    before = set(Total.objects.values_list("site", "week", "what", "key", "n"))
    assert {what for _site, week, what, _key, _n in before if week < STEPS} >= {"chats", "people", "step", "reached", "here"}
    per_team = sorted(Session.objects.values_list("team", "held_on"))
    retention.run(AT)
    assert Session.objects.filter(advisor__in=people).count() == 10
    for count in (rollup.run, rollup.rebuild):
        count(AT)
        assert set(Total.objects.values_list("site", "week", "what", "key", "n")) == before
    assert rollup.check(AT) == {}
    assert sorted(Session.objects.values_list("team", "held_on")) == per_team


def test_a_late_change_to_four_weeks_that_are_closed_changes_no_total(world):
    retention.run(AT)
    late = make.session(world.leader, world.ada, held_at=AT - timedelta(days=ago(STEPS) + 3))
    before = set(Total.objects.values_list("week", "what", "n"))
    rollup.run(AT)
    assert set(Total.objects.values_list("week", "what", "n")) == before
    retention.run(AT)
    late.refresh_from_db()
    assert late.advisor.is_nobody


def test_a_hold_stops_it_until_it_ends(world, sign_in):
    """P18."""
    seed(world, world.ada, MINE, days=ago(STEPS) + 3)
    hr = sign_in(world.hr)
    address = reverse("people-advisor-hold", args=[world.ada.pk])
    assert hr.post(address, {"reason": "x", "last_day": "2020-01-01"}).status_code == 422
    hr.post(address, {"reason": "Tribunal claim 17", "last_day": str(timezone.localdate() + timedelta(days=30))})
    held = Hold.objects.in_force().get()
    assert (held.owner, held.reason) == (world.hr, "Tribunal claim 17")
    before = words()
    record = retention.run(AT)
    assert words() == before
    assert (record.held, sum(record.went.values())) == (1, 0)
    assert retention.Retention(AT.date() + timedelta(days=31)).held == set()
    hr.post(reverse("people-hold-end", args=[held.pk]))
    retention.run(AT)
    assert MINE not in words()


def test_a_dry_run_says_what_would_go_and_lets_nothing_go(world):
    seed(world, world.ada, MINE, days=ago(STEPS) + 3)
    before, said = words(), StringIO()
    call_command("retention", "--dry-run", stdout=said)
    assert words() == before
    [kept] = RetentionRun.objects.all()
    assert (kept.dry, kept.by, RetentionRun.closed_before()) == (True, None, None)
    assert "Would go: 2 words of chats" in said.getvalue()
    assert "Would go: 2 whose chats and steps" in said.getvalue()
    assert world.ada.name not in said.getvalue()
    done = StringIO()
    call_command("retention", stdout=done)
    assert done.getvalue().replace("Went", "Would go") == said.getvalue()
    assert RetentionRun.objects.real().get().went["whose chats and steps"] == 2
    again = retention.run(AT)
    assert set(again.went.values()) == {0}


def test_the_periods_are_settings(world, settings):
    make.session(world.leader, world.ada, held_at=AT - timedelta(days=70), note=MINE)
    settings.KEEP_WORDS_MONTHS = 2
    retention.run(AT)
    assert MINE not in words()


@pytest.mark.parametrize("said", ["0", "121", "-1"])
def test_a_period_that_cannot_be_stops_the_start(monkeypatch, said):
    monkeypatch.setenv("KEEP_WORDS_MONTHS", said)
    with pytest.raises(ImproperlyConfigured):
        Environment().months("KEEP_WORDS_MONTHS", default=6)


def test_old_asks_go_and_new_ones_stay(world):
    seed(world, world.ada, MINE)
    seed(world, world.ben, MINE)
    Ask.objects.filter(advisor=world.ben).update(asked_at=AT - timedelta(days=ago(STEPS) + 3))
    retention.run(AT)
    assert [row.advisor for row in Ask.objects.all()] == [world.ada]


def test_who_looked_is_only_ever_added_to(world):
    """P16: refused by the database itself, whatever asks for it; what is older than the log is kept may go."""
    Opening.note(world.ada, world.leader)
    for change in (
        lambda: Opening.objects.update(reader=world.other),
        lambda: Opening.objects.all().delete(),
        lambda: Opening.objects.get().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Opening.objects.get().reader == world.leader
    Opening.note(world.ben, world.leader, at=AT - timedelta(days=800))
    assert retention.run(AT).went["who looked"] == 1
    assert [row.advisor for row in Opening.objects.all()] == [world.ada]


def test_the_note_box_and_the_privacy_page_say_what_the_settings_say(world, sign_in, settings, client):
    """P01: change the settings, and both change with what goes."""
    settings.KEEP_WORDS_MONTHS, settings.KEEP_STEPS_MONTHS, settings.KEEP_LOG_MONTHS = 7, 15, 31
    form = text(sign_in(world.leader).get(reverse("session-new"), {"card": "say-it-their-way"}))
    assert "It goes after 7 months." in form
    assert reverse("privacy") in form
    page = text(client.get(reverse("privacy")))
    for words in ("written beside a chat: 7 months", "what was agreed: 15 months", "took files out: 31 months"):
        assert words in page
    assert retention.Retention(date(2026, 8, 15)).words_before == date(2026, 1, 15)
