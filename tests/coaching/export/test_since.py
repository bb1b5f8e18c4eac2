"""Since last time: what came or changed, each once, nothing left out, whoever writes meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from coaching.export import NAMES, Rows, chosen
from coaching.models import Change, CheckBack, Export, Session
from tests import make
from tests.coaching.export.test_exports_page import PAGE, ask, file, lines


@pytest.fixture
def hr(world, sign_in, settings):
    settings.EXPORTS_A_MINUTE = settings.EXPORTS_AT_ONCE = 100
    return sign_in(world.hr)


def taken(hr, **said) -> tuple[Export, list[dict]]:
    answer = hr.post(PAGE, ask(column=[name for name in NAMES if name != "note"], **said))
    rows = lines(answer)
    return Export.objects.get(pk=answer["X-Export"]), rows


def ids(rows) -> list[str]:
    return [row["session_id"] for row in rows]


def test_nothing_new_is_an_empty_file(world, hr):
    make.session(world.leader, world.ada)
    first, rows = taken(hr)
    assert len(rows) == 1
    second, rows = taken(hr, since=str(first.pk))
    assert (rows, second.follows) == ([], first)


@pytest.mark.parametrize("what", ["came", "came late", "put right", "withdrawn", "own words", "moved", "answered", "answered again"])
def test_whatever_came_or_changed_comes_once(world, hr, what):
    row = make.session(world.leader, world.ada, come_back="next-shift", held_at=timezone.now() - timedelta(days=40))
    make.session(world.leader, world.ben)
    promise: CheckBack = row.check_backs.get()
    if what == "answered again":
        promise.answer(by=world.leader, outcome="not-there-yet", step=2, come_back="next-shift")
        promise = promise.then
    before, _rows = taken(hr)
    if what.startswith("came"):
        held = timezone.now() - timedelta(days=60 if what == "came late" else 0)
        row = make.session(world.leader, world.ada, held_at=held, come_back="none")
    elif what == "put right":
        row.amend(by=world.leader, reason="A slip", next_step="Something else")
    elif what == "withdrawn":
        row.withdraw(by=world.leader, because="Not theirs")
    elif what == "own words":
        row.add_own_words("It was not like that")
    elif what == "moved":
        promise.move("this-week")
    else:
        promise.answer(by=world.leader, outcome="in-the-way", barrier="tool")
    after, rows = taken(hr, since=str(before.pk))
    assert ids(rows) == [str(row.pk)]
    assert rows[0]["withdrawn"] == ("yes" if what == "withdrawn" else "no")
    assert taken(hr, since=str(after.pk))[1] == []


def test_what_nobody_sees_in_the_file_does_not_come_again(world, hr):
    row = make.session(world.leader, world.ada)
    before, _rows = taken(hr)
    row.mark_seen()
    assert taken(hr, since=str(before.pk))[1] == []


def test_rows_written_past_the_verbs_come_too(world, hr):
    row = make.session(world.leader, world.ada, come_back="next-shift")
    before, _rows = taken(hr)
    Session.objects.filter(pk=row.pk).update(note="")
    between, rows = taken(hr, since=str(before.pk))
    assert ids(rows) == [str(row.pk)]
    CheckBack.objects.filter(session=row).update(due_at=timezone.now())
    assert ids(taken(hr, since=str(between.pk))[1]) == [str(row.pk)]


def test_filters_narrow_what_is_new_as_well(world, hr):
    before, _rows = taken(hr)
    mine = make.session(world.leader, world.ada)
    make.session(world.leader, world.ben)
    assert ids(taken(hr, since=str(before.pk), advisor=world.ada.employee_number)[1]) == [str(mine.pk)]


def test_again_says_the_same_of_what_was_new_then(world, hr):
    first, _rows = taken(hr)
    make.session(world.leader, world.ada)
    answer = hr.post(PAGE, ask(since=str(first.pk)))
    content = file(answer)
    make.session(world.leader, world.ben)
    assert file(hr.post(f"/exports/{answer['X-Export']}/again/")) == content


def test_one_tap_asks_for_the_same_but_only_what_is_new(world, hr):
    first, _rows = taken(hr, site=str(world.red.site_id))
    row = make.session(world.leader, world.ada)
    page = hr.get(f"{PAGE}?{first.asks_since}")
    assert f"?{escape(first.asks_since)}" in hr.get(PAGE).content.decode()
    assert page.context["count"] == 1
    assert page.context["first_rows"][0][0] == str(row.pk)
    said = page.context["form"]
    assert (said["site"].value(), said["purpose"].value()) == (str(world.red.site_id), first.purpose)
    assert [column.name for column in page.context["columns"]] == first.columns
    Export.objects.update(finished_at=None, sha256="", stopped_at=timezone.now())
    assert "New since then" not in hr.get(PAGE).content.decode()


@pytest.mark.parametrize("made", [{}, {"finished_at": None, "sha256": ""}, {"until": None}])
def test_only_what_was_complete_can_be_gone_on_from(world, hr, made):
    first, _rows = taken(hr)
    Export.objects.filter(pk=first.pk).update(**made)
    answer = hr.post(PAGE, ask(since=str(first.pk)))
    assert answer.status_code == (422 if made else 200)
    assert (str(first.pk) in hr.get(PAGE).content.decode().split('id="past"')[0]) is not bool(made)


def test_what_came_after_it_was_counted_is_left_to_the_next_one_whatever_clocks_say(world, hr):
    make.session(world.leader, world.ada)
    until, at = Change.up_to(), timezone.now()
    late = make.session(world.leader, world.ben)
    Session.objects.filter(pk=late.pk).update(received_at=at - timedelta(minutes=5))
    rows = Rows(Session.objects.all(), chosen(["session_id"]), at, until=until)
    assert str(late.pk) not in b"".join(rows.csv()).decode()
    ahead = Rows(Session.objects.all(), chosen(["session_id"]), at - timedelta(minutes=5), until=Change.up_to())
    assert str(late.pk) in b"".join(ahead.csv()).decode()


def test_many_changes_are_found_as_few_are(world, hr, monkeypatch):
    monkeypatch.setattr("coaching.models.session.FEW", 1)
    before, _rows = taken(hr)
    made = [make.session(world.leader, world.ada, come_back="none") for _one in range(3)]
    made[0].amend(by=world.leader, next_step="Something else")
    assert ids(taken(hr, since=str(before.pk))[1]) == [str(row.pk) for row in made]
