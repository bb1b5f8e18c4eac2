"""Requests, objections and complaints: anybody can make one, the clock is the law's, and what was answered is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coaching.models import DataRequest
from coaching.personal import clock, retention
from coaching.personal.erasing import erase
from tests.coaching.own_record import let_in, text
from tests.ladder import ODD, counted

ASK, LIST = "/privacy/ask/", "/people/requests/"
SAID = {"kind": "complaint", "name": "Gone Person", "number": "", "reach": "gone@example.com", "words": "A note about me is not true"}
ANSWER = {"words": "The note was taken out on Monday"}


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


@pytest.fixture
def one(world) -> DataRequest:
    return DataRequest.objects.create(**{**SAID, "kind": "objection"})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2028, 1, 31), date(2028, 2, 29)),  # leap year, a Tuesday
        (date(2027, 1, 31), date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2026, 9, 3), date(2026, 10, 5)),  # received on a Thursday, due on a Saturday
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, Boxing Day's Monday, and the weekend between
        (date(2026, 12, 31), date(2027, 2, 1)),
    ],
)
def test_a_month_is_counted_as_the_regulator_counts_it(received, due):
    """P08."""
    assert clock.due(received, holidays={date(2026, 12, 25), date(2026, 12, 28)}) == due


def test_it_stands_still_while_it_waits_and_two_months_come_on_top():
    """P08."""
    received = date(2026, 3, 2)
    assert clock.due(received) == date(2026, 4, 2)
    assert clock.due(received, paused_days=4) == date(2026, 4, 6)
    assert clock.due(received, extended=True) == date(2026, 6, 2)
    assert clock.due(date(2026, 11, 30), extended=True) == date(2027, 3, 1)  # 28 February is a Sunday


def test_pausing_and_going_on_add_up_and_twice_is_once(one, settings):
    """P08."""
    settings.HOLIDAYS = frozenset()
    one.received_on = date(2026, 3, 2)
    one.pause(date(2026, 3, 9))
    one.pause(date(2026, 3, 20))
    assert one.due_on(date(2026, 3, 10)) == date(2026, 4, 3)
    assert one.due_on(date(2026, 3, 13)) == date(2026, 4, 6)
    one.go_on(date(2026, 3, 13))
    one.go_on(date(2026, 3, 30))
    assert (one.paused_on, one.paused_days, one.due_on(date(2026, 5, 1))) == (None, 4, date(2026, 4, 6))


def test_anybody_complains_without_an_account_and_hears_by_when(world, client):
    """P13."""
    assert "Ask, object or complain" in text(client.get(ASK))
    page = client.post(ASK, SAID)
    kept = DataRequest.objects.get()
    assert (kept.kind, kept.name, kept.advisor, kept.received_on) == ("complaint", "Gone Person", None, timezone.localdate())
    by = kept.received_on + timedelta(days=30)
    assert f"You hear from them by {by:%-d %B %Y} at the latest" in text(page)
    assert ASK in client.get("/privacy/").content.decode()


def test_the_answer_is_the_same_whether_the_number_is_known_or_not(world, client):
    """P13: nobody finds out by it who is here."""
    known, unknown = (client.post(ASK, {**SAID, "number": number}) for number in (world.ada.employee_number, "E-nobody"))
    assert known.content == unknown.content
    assert DataRequest.objects.filter(advisor=None).count() == 2


def test_whoever_is_on_their_own_page_need_not_say_who_they_are(world):
    mine = let_in(world.ada)
    assert 'value="Ada Price"' in text(mine.get(ASK))
    mine.post(ASK, {**SAID, "kind": "objection"})
    assert DataRequest.objects.get().advisor == world.ada


@pytest.mark.parametrize("wrong", [{"words": ""}, {"reach": " "}, {"kind": "revenge"}, {"words": "x" * 2001}, {"name": ""}])
def test_what_is_missing_is_said_and_what_was_typed_is_kept(db, client, wrong):
    page = client.post(ASK, {**SAID, **wrong, "number": "E-kept"})
    assert page.status_code == 422
    assert 'value="E-kept"' in text(page)
    assert not DataRequest.objects.exists()


def test_many_in_a_minute_have_to_wait_and_nothing_typed_is_lost(db, client, settings):
    settings.REQUESTS_A_MINUTE = 1
    client.post(ASK, SAID)
    page = client.post(ASK, SAID)
    assert page.status_code == 429
    assert SAID["words"] in text(page)
    assert DataRequest.objects.count() == 1


def test_no_other_site_sends_one_for_somebody(db):
    assert Client(enforce_csrf_checks=True).post(ASK, SAID).status_code == 403


def test_an_objection_is_told_paused_answered_and_stays_so(world, hr, one):
    """P12."""
    its = f"{LIST}{one.pk}/"
    assert "Not yet: by" in text(hr.get(its))
    hr.post(f"{its}told/")
    hr.post(f"{its}pause/")
    assert "waits for them" in text(hr.get(LIST))
    short = hr.post(f"{its}answer/", {"words": "No"})
    assert (short.status_code, "Say it in a few words" in text(short)) == (422, True)
    hr.post(f"{its}answer/", ANSWER)
    hr.post(f"{its}answer/", {"words": "Something else altogether"})
    one.refresh_from_db()
    assert (one.answer, one.answered_by, one.told_by, one.paused_on) == (ANSWER["words"], world.hr, world.hr, None)
    page = text(hr.get(its))
    assert ANSWER["words"] in page
    assert "It is answered" not in page


def test_two_months_more_need_a_reason_that_is_kept(world, hr, one):
    """P08."""
    its, before = f"{LIST}{one.pk}/", one.due_on()
    assert hr.post(f"{its}extend/", {"words": ""}).status_code == 422
    hr.post(f"{its}extend/", {"words": "Three years of chats in two places"})
    one.refresh_from_db()
    assert one.due_on() > before + timedelta(days=50)
    assert "Three years of chats in two places" in text(hr.get(its))
    assert hr.post(f"{its}nonsense/").status_code == 404


def test_a_letter_is_written_down_with_the_day_it_came(world, hr):
    day = timezone.localdate() - timedelta(days=3)
    said = {**SAID, "kind": "access", "number": world.ada.employee_number, "received_on": f"{day}"}
    hr.post(LIST, said)
    kept = DataRequest.objects.get()
    assert (kept.advisor, kept.received_on) == (world.ada, day)
    later = hr.post(LIST, {**said, "received_on": f"{timezone.localdate() + timedelta(days=1)}"})
    assert (later.status_code, "That day is still to come." in text(later)) == (422, True)


@pytest.mark.parametrize("who", ["leader", "designer", "sponsor", "nobody"])
def test_hr_alone_reads_and_answers_them(world, sign_in, one, who):
    client = sign_in(getattr(world, who))
    asked = [client.get(LIST), client.post(LIST, SAID), client.get(f"{LIST}{one.pk}/"), client.post(f"{LIST}{one.pk}/answer/", ANSWER)]
    assert {answer.status_code for answer in asked} == {403}
    assert DataRequest.objects.get().answered_at is None


def test_the_list_is_paged_open_ones_first_and_costs_no_more(world, hr, one):
    with counted() as few:
        hr.get(LIST)
    one.reply(world.hr, ANSWER["words"])
    for n in range(44):
        DataRequest.objects.create(**{**SAID, "name": f"{ODD[n % len(ODD)]} {n}"}, received_on=date(2026, 1, 1) + timedelta(days=n))
    with counted() as many:
        page = hr.get(LIST)
    assert len(many) == len(few)
    assert [row.name[-1] for row in page.context["requests"].rows[:2]] == ["0", "1"]
    assert "<script>alert" not in page.content.decode()
    assert hr.get(LIST, {"page": 3}).context["requests"].rows[-1] == one


def test_they_go_with_the_person_and_when_the_log_goes(world):
    """P17, P19."""
    theirs = DataRequest.objects.create(**SAID, advisor=world.ada)
    by_number = DataRequest.objects.create(**{**SAID, "number": world.ada.employee_number})
    old = DataRequest.objects.create(**{**SAID, "number": "E-else"})
    old.reply(world.hr, ANSWER["words"], timezone.now() - timedelta(days=800))
    still_open = DataRequest.objects.create(**SAID, received_on=date(2020, 1, 1))
    retention.run()
    assert set(DataRequest.objects.all()) == {theirs, by_number, still_open}
    world.ada.leave()
    erase(world.ada, world.hr)
    assert list(DataRequest.objects.all()) == [still_open]
