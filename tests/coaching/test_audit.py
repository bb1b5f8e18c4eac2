"""Who did what: put together from every record there is, read and taken out by HR, added to and never changed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.utils import OperationalError
from django.utils import timezone

from accounts.models import Role
from coaching.audit import taking, trail
from coaching.audit.sources import SOURCES
from coaching.models import AuditTaking, Export, Opening
from coaching.personal import retention
from tests import make
from tests.coaching.personal import seed
from tests.ladder import counted

URL = "/people/audit/"
WHY = "The yearly look at it"
# Fields that say who did something, of records that are no line of the trail, and why.
NO_LINE = {
    "accounts.Absence.said_by": "a day away is the team's, shown to the advisor",
    "accounts.Roster.brought_by": "a draft changes nothing",
    "coaching.Barrier.cleared_by": "the doing itself",
    "coaching.CheckBack.answered_by": "the doing itself",
    "coaching.Refusal.settled_by": "the doing itself",
    "coaching.PermissionStory": "each step of one is a StoryAct",
    "cards.Card.retired_by": "a Publication says it",
    "cards.Edition": "a Publication says it",
    "cards.Mindset.retired_by": "a Change says it",
    "cards.Skill.retired_by": "a Change says it",
    "cards.Kind.retired_by": "a Change says it",
    "cards.Practice.retired_by": "a Change says it",
    "cards.Story.published_by": "a Change says it",
    "cards.Trial": "two wordings in play: a Publication says each",
    "coaching.ToPlayBack.kept_by": "kept while it waits, and then nothing says to whom it went",
    "coaching.SavedFilter.owner": "a way to ask again: taking out is the line",
    "coaching.Measure.retired_by": "a Change says it",
}


@pytest.fixture
def hr(world, sign_in):
    seed(world, world.ada, "CANARY")
    return sign_in(world.hr)


def said(**more):
    today = timezone.localdate()
    return {"first": str(today - timedelta(days=30)), "last": str(today), "format": "csv", "purpose": WHY, **more}


def taken(hr, **more) -> bytes:
    answer = hr.post(URL, said(**more))
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def test_whatever_says_who_did_it_is_a_line_or_says_why_not():
    """P16: a record that somebody adds tomorrow fails here until it is in the trail."""
    there = {f"{source.model._meta.label}.{source.by}" for source in SOURCES}
    missing = [
        name
        for app in ("accounts", "cards", "coaching")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name.endswith(("_by", "by", "owner", "reader"))
        for name in [f"{model._meta.label}.{field.name}"]
        if name not in there and name not in NO_LINE and model._meta.label not in NO_LINE
    ]
    assert missing == []


def test_it_says_who_opened_put_right_took_out_and_erased(world, hr):
    """P15 P16: of the person seeded, one line for each thing that was done with their data."""
    Role.grant(world.nobody, Role.Name.DESIGNER, by=world.hr)
    rows = [json.loads(line) for line in taken(hr, format="jsonl").decode().splitlines()]
    did = {row["did"] for row in rows}
    wanted = {"record-opened", "data-handed-over", "export-taken", "session-put-right", "session-withdrawn", "hold-placed", "role-given"}
    assert did >= {*wanted, "hold-ended", "audit-taken"}
    opened = next(row for row in rows if row["did"] == "record-opened")
    assert (opened["who"], opened["whom"], opened["number"]) == (world.leader.name, "Ada Price", world.ada.employee_number)
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)


def test_nothing_that_was_written_about_anybody_is_in_it(world, hr):
    """P15"""
    for words in ("note", "next", "own", "because", "words", "done", "reason", "refused"):
        assert f"CANARY-{words}".encode() not in taken(hr)


def test_the_csv_is_the_same_and_no_cell_is_a_formula(world, hr):
    """S60"""
    Export.objects.create(made_by=world.hr, purpose='=HYPERLINK("http://evil.test")')
    make.advisor(world.red, "+Plus Person")
    rows = list(csv.DictReader(io.StringIO(taken(hr).decode("utf-8-sig"), newline="")))
    objects = [json.loads(line) for line in taken(hr, format="jsonl").decode().splitlines()]
    assert [row["did"] for row in rows] == [row["did"] for row in objects if row["did"] != "audit-taken"] + ["audit-taken"]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]


def test_that_it_was_taken_is_kept_and_shown(world, hr):
    """P16 S62: with a digest once it is whole."""
    content = taken(hr)
    begun, ended = AuditTaking.objects.order_by("pk")
    assert (begun.by, begun.purpose, begun.rows, begun.sha256, begun.ends) == (world.hr, WHY, None, "", None)
    assert (ended.ends, ended.sha256) == (begun, hashlib.sha256(content).hexdigest())
    assert ended.rows == content.count(b"\r\n") - 1
    page = hr.get(URL).content.decode()
    assert WHY in page
    assert ended.sha256 in page


def test_broken_off_it_is_not_called_whole(world, hr):
    parts = hr.post(URL, said())._iterator
    next(parts)
    parts.close()
    begun, ended = AuditTaking.objects.order_by("pk")
    assert (ended.ends, ended.sha256) == (begun, "")
    assert "broken off" in hr.get(URL).content.decode()


def test_where_its_record_cannot_be_written_nothing_goes_out(world, hr, monkeypatch):
    """S14"""

    def away(*_said, **_more):
        raise OperationalError("gone")

    monkeypatch.setattr(AuditTaking.objects, "create", away)
    hr.raise_request_exception = False
    answer = hr.post(URL, said())
    assert answer.status_code == 500
    assert b"CANARY" not in answer.content
    assert b"Ada" not in answer.content


@pytest.mark.parametrize("do", ["update", "delete"])
def test_it_is_only_ever_added_to(world, hr, do):
    """P16: the database itself refuses, in both."""
    taken(hr)
    rows = AuditTaking.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(purpose="Something else") if do == "update" else rows._raw_delete("default")
    assert set(rows.values_list("purpose", flat=True)) == {WHY}


def test_it_goes_by_rule_when_it_is_old(world, settings):
    """P17"""
    old = timezone.now() - timedelta(days=settings.KEEP_LOG_MONTHS * 31 + 5)
    begun = AuditTaking.objects.create(by=world.hr, purpose=WHY, first=old.date(), last=old.date(), at=old)
    begun.end_of_it(3, "0" * 64, at=old)
    young = AuditTaking.objects.create(by=world.hr, purpose="Lately, all of it", first=old.date(), last=old.date())
    assert retention.run().went["who took the trail"] == 1
    assert list(AuditTaking.objects.all()) == [young]


def test_for_hr_and_nobody_else(world, sign_in):
    for user in (world.leader, world.other, world.designer, world.sponsor, world.nobody):
        client = sign_in(user)
        assert (client.get(URL).status_code, client.post(URL, said()).status_code) == (403, 403)
    assert not AuditTaking.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"purpose": "Audit"}, {"purpose": "   "}, {"first": ""}, {"first": "2027-01-01", "last": "2026-01-01"}, {"format": "exe"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world, hr, wrong):
    answer = hr.post(URL, said(**wrong))
    assert answer.status_code == 422
    if "purpose" not in wrong:
        assert WHY in answer.content.decode()
    assert not AuditTaking.objects.exists()


def test_a_file_goes_from_midnight_to_midnight_and_no_line_is_lost_between_two_weeks(world, hr):
    for days in range(40):
        Opening.objects.bulk_create([_opening(world, days)])
    whole = trail.within(trail.BEGAN, timezone.now() + timedelta(days=1))
    today = timezone.localdate()
    assert [line for week in trail.weeks(today - timedelta(days=60), today) for line in week] == whole
    day = [line for week in trail.weeks(today - timedelta(days=9), today - timedelta(days=9)) for line in week]
    assert {timezone.localtime(line.at).date() for line in day} <= {today - timedelta(days=9)}
    assert day


def _opening(world, days: int) -> Opening:
    at = timezone.now() - timedelta(days=days + 1)
    return Opening(advisor=world.ben, reader=world.leader, what="page", on=at.date(), at=at)


def test_pages_follow_each_other_without_a_gap_even_where_many_are_of_one_moment(world, sign_in):
    at = timezone.now() - timedelta(days=2)
    people = [make.advisor(world.red) for _n in range(70)]
    Opening.objects.bulk_create([Opening(advisor=one, reader=world.leader, what="page", on=at.date(), at=at) for one in people])
    Opening.objects.bulk_create([_opening(world, days) for days in range(60)])
    seen, before, pages = [], timezone.now(), 0
    while before:
        lines, before = trail.latest(before, 50)
        seen += [line.which for line in lines if line.did == "record-opened"]
        pages += 1
    assert len(seen) == len(set(seen)) == 130
    assert pages > 1
    client = sign_in(world.hr)
    link = client.get(URL).content.decode().split("?before=")[1].split('"')[0]
    assert parse_qs(urlsplit(f"?before={link}").query)["before"]
    assert "Back to the latest" in client.get(f"{URL}?before={link}").content.decode()


@pytest.mark.parametrize("moment", ["x", "2026-01-01", "2026-01-01T00:00:00", "9999-99-99T00:00:00Z", "1066-01-01T00:00:00Z", "\x00"])
def test_a_moment_that_is_none_is_not_there(world, sign_in, moment):
    assert sign_in(world.hr).get(URL, {"before": moment}).status_code == 404


def test_more_lines_make_no_more_queries(world, sign_in):
    client = sign_in(world.hr)
    client.get(URL)
    with counted() as few:
        client.get(URL)
    Opening.objects.bulk_create([_opening(world, days) for days in range(60)])
    with counted() as many:
        client.get(URL)
    assert len(many) == len(few)


def test_a_large_span_is_read_a_week_at_a_time(world, hr, monkeypatch):
    asked = []
    monkeypatch.setattr(taking, "weeks", lambda first, last: asked.append((first, last)) or iter([[], []]))
    assert taken(hr).startswith(b"\xef\xbb\xbfat,did,who_id")
    assert len(asked) == 1
