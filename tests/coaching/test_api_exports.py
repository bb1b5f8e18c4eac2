"""GET /api/v1/exports/: what HR's page hands over, for a system with a token; each leaves its record."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Role, Scope
from coaching.export import NAMES
from coaching.models import Export, Session
from tests import make
from tests.accounts.test_api_tokens import token_of
from tests.api import is_problem, refuses_other_methods, results

pytestmark = pytest.mark.django_db
LIST, CSV = "/api/v1/exports/", "/api/v1/exports/sessions.csv"
WHY = {"purpose": "The nightly load into the HR system"}


def file(answer) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def lines(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(answer).decode("utf-8-sig"), newline="")))


@pytest.fixture
def machine(world, settings):
    settings.EXPORTS_A_MINUTE = 100
    return token_of(world.hr, Scope.EXPORTS)[1]


@pytest.fixture
def two(world) -> list[Session]:
    return [make.session(world.leader, world.ada, note="Her mother is ill"), make.session(world.other, world.cleo, step=2)]


def test_the_same_bytes_as_the_pages_and_a_record_of_its_own(world, machine, two, sign_in):
    answer = machine.get(CSV, WHY)
    whole = file(answer)
    page = file(sign_in(world.hr).post("/exports/", {"column": [n for n in NAMES if n != "note"], **WHY}))
    assert whole == page
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    export = Export.objects.order_by("made_at").first()
    assert (export.made_by, export.purpose, export.rows, export.format) == (world.hr, WHY["purpose"], 2, "csv")
    assert export.sha256 == hashlib.sha256(whole).hexdigest()
    assert set(export.advisors.all()) == {world.ada, world.cleo}
    assert answer["X-Export"] == str(export.pk)


def test_json_lines_and_a_workbook(machine, two):
    rows = [json.loads(line) for line in file(machine.get(CSV.replace("csv", "jsonl"), WHY)).decode().splitlines()]
    assert [row["session_id"] for row in rows] == [str(session.pk) for session in two]
    book = load_workbook(io.BytesIO(file(machine.get(CSV.replace("csv", "xlsx"), WHY, headers={"Accept": "application/zip"}))))
    assert [cell.value for cell in book.worksheets[0][1]] == [name for name in NAMES if name != "note"]
    assert [export.format for export in Export.objects.order_by("made_at")] == ["jsonl", "xlsx"]


@pytest.mark.parametrize("said", [{}, {"purpose": "HR"}, {"purpose": "          "}, {"purpose": "x" * 141}])
def test_no_purpose_no_file_and_no_record(machine, two, said):
    is_problem(machine.get(CSV, said), 422, "invalid", "purpose")
    assert not Export.objects.exists()


def test_notes_only_with_the_right_and_the_scope(world, machine, two):
    asked = {**WHY, "columns": "session_id,note"}
    is_problem(machine.get(CSV, asked), 403, "forbidden")
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    is_problem(machine.get(CSV, asked), 403, "forbidden")
    client = token_of(world.hr, Scope.EXPORTS, Scope.NOTES)[1]
    assert [row["note"] for row in lines(client.get(CSV, asked))] == ["Her mother is ill", ""]
    assert Export.objects.get().notes is True
    assert "note" not in lines(client.get(CSV, WHY))[0]
    world.hr.roles.get(name=Role.Name.EXPORT_NOTES).end()
    is_problem(client.get(CSV, asked), 403, "forbidden")


def test_narrowed_as_asked_and_run_again_by_hand_to_the_same_bytes(world, machine, two, sign_in):
    day = timezone.localdate()
    for asked, expected in (
        ({"team": world.blue.pk}, [two[1]]),
        ({"site": world.red.site_id, "card": "say-it-their-way"}, two),
        ({"advisor": world.ada.pk, "held_from": day - timedelta(days=2), "held_to": day + timedelta(days=1)}, [two[0]]),
        ({"received_to": day - timedelta(days=2)}, []),
        ({"received_from": day - timedelta(days=2)}, two),
    ):
        whole = file(machine.get(CSV, {**WHY, **asked}))
        found = list(csv.DictReader(io.StringIO(whole.decode("utf-8-sig"), newline="")))
        assert [row["session_id"] for row in found] == [str(session.pk) for session in expected], asked
        export = Export.objects.latest("made_at")
        assert file(sign_in(world.hr).post(f"/exports/{export.pk}/again/")) == whole


def test_since_an_earlier_one_only_what_came_or_changed(world, machine, two):
    first = machine.get(CSV, WHY)
    assert len(lines(first)) == 2
    again = machine.get(CSV, {**WHY, "since": first["X-Export"]})
    assert lines(again) == []
    two[0].withdraw(world.leader, "Wrong person")
    new = make.session(world.leader, world.ben)
    third = lines(machine.get(CSV, {**WHY, "since": again["X-Export"]}))
    assert {(row["session_id"], row["withdrawn"]) for row in third} == {(str(two[0].pk), "yes"), (str(new.pk), "no")}
    assert Export.objects.latest("made_at").follows_id == Export.objects.get(pk=again["X-Export"]).pk


def test_those_taken_back_only_when_asked_for(world, machine, two):
    two[0].withdraw(world.leader, "Wrong person")
    assert len(lines(machine.get(CSV, WHY))) == 1
    assert {row["withdrawn"] for row in lines(machine.get(CSV, {**WHY, "withdrawn": "any"}))} == {"yes", "no"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("columns", "session_id,password"), ("withdrawn", "yes"), ("page_size", "5"), ("changed_from", "2026-01-01T00:00:00Z"),
        ("advisor", "99999999"), ("team", "99999999"), ("colour", "red"), ("held_from", "yesterday"), ("cursor", "x"), ("column", "note"),
        ("since", "x"),
        ("since", "0b1c7c0e-6c1b-4a53-9c3e-0d5f2f6a7b11"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_name(machine, two, name, value):
    """S08"""
    is_problem(machine.get(CSV, {**WHY, name: value}), 422, "invalid", name)
    assert not Export.objects.exists()


def test_both_kinds_of_days_at_once(machine):
    is_problem(machine.get(CSV, {**WHY, "held_from": "2026-01-01", "received_to": "2026-01-31"}), 422, "invalid", "received_from")


def test_people_take_theirs_from_the_page(world, sign_in, client, machine):
    """S36: no link that somebody is led to makes an export in their name."""
    is_problem(sign_in(world.hr).get(CSV, WHY), 403, "forbidden")
    is_problem(sign_in(world.leader).get(CSV, WHY), 403, "forbidden")
    is_problem(client.get(CSV, WHY), 401, "signed_out")
    is_problem(token_of(world.hr, Scope.SESSIONS)[1].get(CSV, WHY), 403, "forbidden")
    assert machine.head(CSV, WHY).status_code == 405
    assert not Export.objects.exists()


def test_the_list_of_what_went_out(world, machine, two, sign_in):
    file(machine.get(CSV, {**WHY, "team": world.blue.pk}))
    for client in (machine, sign_in(world.hr)):
        (row,) = results(client.get(LIST))
        assert (row["purpose"], row["rows"], row["state"], row["format"]) == (WHY["purpose"], 1, "complete", "csv")
        assert row["filters"] == {"by": "held", "team": str(world.blue.pk)}
        assert row["made_by"] == {"id": world.hr.pk, "name": world.hr.name}
        assert len(row["sha256"]) == 64
    for who in ("leader", "designer", "sponsor", "nobody"):
        is_problem(sign_in(getattr(world, who)).get(LIST), 403, "forbidden")
    refuses_other_methods(sign_in(world.hr), LIST)


def test_the_list_is_paged_and_its_queries_do_not_grow(world, machine):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert machine.get(LIST).status_code == 200
        return len(queries)

    machine.get(LIST)
    few = count()
    for _ in range(12):
        Export.objects.create(made_by=world.hr, purpose="The monthly load")
    assert count() == few
    body = machine.get(LIST, {"page_size": 5}).json()
    assert len(body["results"]) == 5
    assert len(machine.get(body["next"]).json()["results"]) == 5


def test_page_size_is_capped(machine):
    """S74"""
    is_problem(machine.get(LIST, {"page_size": 201}), 422, "invalid", "page_size")
    is_problem(machine.get(LIST, {"limit": 5, "offset": 10**9}), 422, "invalid", "limit", "offset")


def test_a_pull_by_changes_leaves_nothing_out_and_ends_with_each_as_it_is(world, two):
    """The recipe of docs/hr-api.md: all since a little before the last pull, told apart by id."""
    client, url = token_of(world.hr)[1], "/api/v1/sessions/"
    Session.objects.update(received_at=timezone.now() - timedelta(days=3))
    kept: dict[str, dict] = {}

    def pull(since) -> set[str]:
        asked = {"changed_from": since.isoformat(), "withdrawn": "any", "page_size": 1}
        answer = client.get(url, asked).json()
        rows = list(answer["results"])
        while answer["next"]:
            answer = client.get(answer["next"]).json()
            rows += answer["results"]
        assert len({row["id"] for row in rows}) == len(rows)
        kept.update({row["id"]: row for row in rows})
        return {row["id"] for row in rows}

    assert len(pull(timezone.now() - timedelta(days=9))) == 2
    last = timezone.now()
    assert pull(last) == set()
    new = make.session(world.leader, world.ben)
    two[0].withdraw(world.leader, "Wrong person")
    assert pull(last) == {str(new.pk), str(two[0].pk)}
    assert kept[str(two[0].pk)]["withdrawn_at"] is not None
    assert len(kept) == Session.objects.count()


# S63
def test_too_many_in_a_minute_is_said_with_when_to_come_back(machine, two, settings):
    settings.EXPORTS_A_MINUTE = 2
    file(machine.get(CSV, WHY))
    file(machine.get(CSV, WHY))
    refused = machine.get(CSV, WHY)
    is_problem(refused, 429, "slow_down")
    assert int(refused["Retry-After"]) >= 60
    assert Export.objects.count() == 2
