"""Erasing a leaver: the person goes, the counts stay, and whatever comes late is told so."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as BrowserSession
from django.core.management import CommandError, call_command
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from accounts.models import Advisor
from coaching import rollup
from coaching.models import CheckBack, Erasure, Export, Hold, Opening, Refusal, Session, Total
from coaching.personal import tombstones
from coaching.personal.erasing import DELETED, OnHold, erase
from coaching.personal.held import pointers
from tests import make
from tests.api import put, words
from tests.coaching.own_record import let_in, text
from tests.coaching.personal import MINE, THEIRS, seed

HANDED_ON = {"Session", "CheckBack", "Barrier", "Membership"}  # their counts stay


@pytest.fixture
def leaver(world):
    Advisor.objects.filter(pk=world.ada.pk).update(email="ada.price@example.com")
    world.ada.refresh_from_db()
    seed(world, world.ada, MINE, days=40)
    seed(world, world.ben, THEIRS, days=40)
    let_in(world.ada)
    world.ada.leave()
    return world.ada


def everything() -> str:
    """Every value of every row of every table."""
    said = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            said += [bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value) for value in row]
    return "\n".join(said) + str([row.get_decoded() for row in BrowserSession.objects.all()])


def counts() -> dict:
    """By team and month: chats, minutes between held and received, each step, check-backs, what got in the way."""
    rows = Session.objects.annotate(month=TruncMonth("held_on")).values_list("team", "month", "card", "step", "withdrawn_at")
    back = CheckBack.objects.annotate(month=TruncMonth("due_on")).values_list("team", "month", "outcome", "step", "barrier__kind")
    people = {(row.team_id, row.held_on.month): set() for row in Session.objects.all()}
    for row in Session.objects.all():
        people[row.team_id, row.held_on.month].add(row.advisor_id)
    return {"chats": Counter(rows), "back": Counter(back), "people": {key: len(who) for key, who in people.items()}}


def test_the_person_goes_and_the_counts_stay(world, leaver):
    """P19."""
    rollup.rebuild()
    before, totals = counts(), set(Total.objects.values_list("site", "week", "what", "key", "n"))
    number, was = leaver.employee_number, leaver.pk
    erase(leaver, world.hr, "Left in March")
    assert counts() == before
    assert rollup.check() == {}
    rollup.rebuild()
    assert set(Total.objects.values_list("site", "week", "what", "key", "n")) == totals
    left = everything()
    for canary in (MINE, "Ada Price", "ada.price@example.com", number):
        assert canary not in left, canary
    assert THEIRS in left
    assert not Advisor.objects.filter(pk=was).exists()


def test_totals_large_enough_to_show_stay_too(world):
    """P19: ten people on one site, each erased in the weeks that are counted."""
    people = [make.advisor(world.red, at=timezone.now() - timedelta(days=200)) for _n in range(10)]
    for person in people:
        for days in (1, 30, 31, 60):
            make.session(world.leader, person, held_at=timezone.now() - timedelta(days=days), step=1 + days % 4, come_back="later-today")
    people[0].leave(timezone.now() - timedelta(days=20))
    rollup.rebuild()
    before = set(Total.objects.values_list("site", "week", "what", "key", "n"))
    assert {"here", "reached", "step", "people"} <= {row[2] for row in before}
    for person in people[:3]:
        erase(person, world.hr, "A reason that is long enough")
    assert rollup.check() == {}
    rollup.rebuild()
    assert set(Total.objects.values_list("site", "week", "what", "key", "n")) == before


def test_no_row_joins_back(world, leaver):
    """P19: nothing that is left has their id, or a day that only they joined or left on."""
    was, joined = leaver.pk, leaver.memberships.get().starts_at
    record = erase(leaver, world.hr)
    nobody = Session.objects.filter(team=world.red).exclude(advisor=world.ben).first().advisor
    assert nobody.is_nobody
    assert (nobody.name, nobody.email, nobody.left_at.year) == ("—", "", 2000)
    assert joined not in {row.starts_at for row in nobody.memberships.all()}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Advisor:
                assert not model._base_manager.filter(**{field.attname: was}).exists()
    assert (record.was, record.by, record.went["Session"]) == (was, world.hr, 2)


def test_every_table_that_points_at_an_advisor_is_thought_of():
    """A new one fails here until somebody says what erasing does with it."""
    assert {model.__name__ for model, _key in pointers(Advisor)} == HANDED_ON | {model.__name__ for model in DELETED}


def test_hr_sees_what_goes_types_the_number_and_it_is_done(world, sign_in, leaver):
    hr, address = sign_in(world.hr), reverse("people-advisor-erase", args=[leaver.pk])
    page = text(hr.get(address))
    assert "The words of 2 chats" in page
    assert f"{MINE}-export" in page  # what went out with them in it
    refused = hr.post(address, {"number": "E-other", "reason": "Kept as typed"})
    assert refused.status_code == 422
    assert "That is not their employee number. Nothing was erased." in text(refused)
    assert "Kept as typed" in text(refused)
    assert Advisor.objects.filter(pk=leaver.pk).exists()
    answer = hr.post(address, {"number": leaver.employee_number})
    assert (answer.status_code, answer["Location"]) == (302, reverse("people-data"))
    assert Erasure.objects.get().by == world.hr
    assert hr.get(address).status_code == 404


def test_who_has_not_left_is_erased_only_for_a_reason(world, sign_in):
    hr, address = sign_in(world.hr), reverse("people-advisor-erase", args=[world.ada.pk])
    said = {"number": world.ada.employee_number}
    assert "Ada has not left" in text(hr.get(address))
    assert hr.post(address, said).status_code == 422
    assert Advisor.objects.filter(pk=world.ada.pk).exists()
    assert hr.post(address, {**said, "reason": "Objection upheld, case 12"}).status_code == 302
    assert Erasure.objects.get().reason == "Objection upheld, case 12"


def test_a_hold_stops_it(world, sign_in, leaver):
    """P18."""
    Hold.objects.create(advisor=leaver, owner=world.hr, reason="A claim", last_day=timezone.localdate() + timedelta(days=3))
    hr, address = sign_in(world.hr), reverse("people-advisor-erase", args=[leaver.pk])
    with pytest.raises(OnHold):
        erase(leaver, world.hr)
    assert hr.post(address, {"number": leaver.employee_number}).status_code == 422
    assert MINE in everything()


def test_words_about_others_stay(world, leaver):
    erase(leaver, world.hr)
    assert Session.objects.filter(advisor=world.ben, note=f"{THEIRS}-note-3").exists()
    assert Refusal.objects.count() == 1
    assert [row.advisor for row in Opening.objects.all()] == [world.ben]
    assert {row.purpose for row in Export.objects.all()} >= {f"{THEIRS}-export for Ben Hughes"}


def test_a_purpose_that_names_them_loses_the_name_and_no_more(world, leaver):
    export = Export.objects.create(made_by=world.hr, purpose="The load for Canada, asked for by ada price", filters={})
    export.advisors.add(leaver)
    erase(leaver, world.hr)
    export.refresh_from_db()
    assert (export.purpose, export.advisors.count()) == ("The load for Canada, asked for by …", 0)


def test_a_late_save_from_a_phone_is_told_so_and_nothing_of_it_is_kept(world, sign_in):
    """R21: a resend of a deleted one says so."""
    said = words(world.ada, note=MINE)
    erase(world.ada, world.hr)
    client = sign_in(world.leader)
    for body in (said, {**said, "step": 9}):
        answer = put(client, world.leader, body)
        assert (answer.status_code, answer.json()["code"]) == (410, "erased")
    assert put(client, world.leader, {**said, "advisor": 10_000_000}).status_code == 404
    assert (Session.objects.count(), Refusal.objects.count()) == (0, 0)


def test_what_was_received_before_still_has_its_receipt(world, sign_in):
    """A phone that never heard the answer lets go of its row; other words under that id are not kept."""
    client, pk = sign_in(world.leader), "6f1b6a52-8d0b-4b52-9f0c-6a4f0a2d7c11"
    body = words(world.ada, come_back="next-shift")
    first = put(client, world.leader, body, pk)
    assert first.status_code == 201
    erase(world.ada, world.hr)
    again = put(client, world.leader, body, pk)
    assert (again.status_code, again.json()) == (200, first.json())
    other = put(client, world.leader, {**body, "note": MINE}, pk)
    assert (other.status_code, other.json()["code"]) == (410, "erased")
    asked = CheckBack.objects.get()
    said = {"outcome": "helped", "answered_at": timezone.now().isoformat()}
    answer = client.put(
        reverse("api-check-back-answer", args=[asked.pk]), json.dumps(said), content_type="application/json",
        headers={"X-Owner": str(world.leader.pk)},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (410, "erased")
    assert Refusal.objects.count() == 0


def test_a_backup_that_is_put_back_erases_them_again(world, leaver, django_capture_on_commit_callbacks, settings):
    """P22: the list lies beside the database. Here the rows come back by themselves, as from a backup; the file of it is in
    test_erased_from_the_file.py."""
    number, team = leaver.employee_number, leaver.team
    with django_capture_on_commit_callbacks(execute=True):
        erase(leaver, world.hr)
    [stone] = tombstones.read()
    assert number not in Path(settings.ERASED_FILE).read_text()
    Erasure.objects.all().delete()
    back = Advisor(pk=stone.was, name="Ada Price", employee_number=number, team=team)
    back.save(force_insert=True)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("restored")
    assert not Advisor.objects.filter(employee_number=number).exists()
    assert Erasure.objects.get().was == stone.was


def test_a_second_backup_with_them_in_it_erases_them_once_more(world, leaver, django_capture_on_commit_callbacks):
    """P22: each erasing adds its line, so the same person stands in the list twice."""
    number = leaver.employee_number
    for _time in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            erase(Advisor.objects.get(employee_number=number), world.hr)
        stone = list(tombstones.read())[-1]
        Erasure.objects.all().delete()
        Advisor(pk=stone.was, name="Ada Price", employee_number=number, team=world.red).save(force_insert=True)
    assert len(list(tombstones.read())) == 3
    call_command("erasures", "replay")
    assert not Advisor.objects.filter(employee_number=number).exists()


def test_a_key_that_was_changed_since_is_asked_too(world, leaver, django_capture_on_commit_callbacks, settings):
    """P22"""
    number = leaver.employee_number
    with django_capture_on_commit_callbacks(execute=True):
        erase(leaver, world.hr)
    [stone] = tombstones.read()
    Erasure.objects.all().delete()
    Advisor(pk=stone.was, name="Ada Price", employee_number=number, team=world.red).save(force_insert=True)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key altogether"
    with pytest.raises(CommandError, match="or the secret key is"):
        call_command("erasures", "replay")
    settings.SECRET_KEY_FALLBACKS = [before]
    call_command("erasures", "replay")
    assert not Advisor.objects.filter(employee_number=number).exists()


def test_a_line_broken_off_by_a_full_disk_takes_no_other_with_it(world, leaver, settings, django_capture_on_commit_callbacks):
    Path(settings.ERASED_FILE).write_text('{"was": 1, "dig')
    with django_capture_on_commit_callbacks(execute=True):
        erase(leaver, world.hr)
    assert [stone.was for stone in tombstones.read()] == [Erasure.objects.get().was]


def test_somebody_else_with_that_id_is_left_alone(world, leaver, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(leaver, world.hr)
    [stone] = tombstones.read()
    Advisor(pk=stone.was, name="Zoe New", employee_number="E-new", team=world.red).save(force_insert=True)
    with pytest.raises(CommandError, match="1 whose number is another now"):
        call_command("erasures", "replay")
    assert Advisor.objects.filter(name="Zoe New").exists()


def test_a_line_that_could_not_be_written_is_written_later(world, leaver):
    erase(leaver, world.hr)  # on_commit has not run
    assert list(tombstones.read()) == []
    call_command("erasures", "check")
    assert [stone.was for stone in tombstones.read()] == [Erasure.objects.get().was]
