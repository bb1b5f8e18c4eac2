"""Every role, by page, file and API, against every row and column counted plainly again (tests/coaching/export/floor.py)."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from html import unescape
from itertools import chain, combinations

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Role, Scope
from coaching.export import NAMES
from coaching.models import Export, Session
from tests import make
from tests.accounts.test_api_tokens import token_of
from tests.api import results
from tests.coaching.export.floor import build, plainly, seen_by
from tests.site.people import PEOPLE, client_of

PAGE, API, SESSIONS = "/exports/", "/api/v1/exports/sessions.{}", "/api/v1/sessions/"
WHY = "Every role against every row"
FEWER = [name for name in NAMES if name != "note"]
SCOPES = [list(some) for some in chain.from_iterable(combinations(Scope, n) for n in range(1, len(Scope) + 1))]
HR = {"hr": FEWER, "hr-notes": [*NAMES]}
Rows = list[dict[str, str]]


@pytest.fixture
def rows(world, settings) -> list[Session]:
    settings.EXPORTS_A_MINUTE = settings.EXPORTS_AT_ONCE = settings.API_CALLS_A_MINUTE = 1000
    return build(world)


def expected(rows: list[Session], names: list[str], withdrawn: bool = False) -> Rows:
    found = [plainly(row) for row in rows if withdrawn or not row.withdrawn_at]
    return [{name: row[name] for name in names} for row in found]


def parsed(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def preview(client, **said) -> Rows:
    """The first rows as they stand on the screen."""
    found = client.get(PAGE, said, headers={"HX-Request": "true"}).content.decode()
    count, names = re.search(r"<b>(\d+)</b>", found), re.findall(r'<th scope="col">(.*?)</th>', found)
    rows = [re.findall(r"<td>(.*?)</td>", line, re.DOTALL) for line in re.findall(r"<tr>(<td>.*?)</tr>", found, re.DOTALL)]
    assert count
    assert int(count[1]) == len(rows)
    return [dict(zip(names, map(unescape, row), strict=True)) for row in rows]


def nothing_in(content: bytes, rows: list[Session]) -> None:
    for row in rows:
        assert str(row.pk).encode() not in content
        assert row.advisor.employee_number.encode() not in content
    assert b"CANARY" not in content


# Tokens for exports: every set of scopes is tried below.
@pytest.mark.parametrize("person", [person for person in PEOPLE if person not in ("token-exports", "token-notes")])
def test_page_and_file_hold_what_the_role_may_have_row_by_row(world, rows, sign_in, person):
    client = client_of(person, world, sign_in)
    asked = {"column": HR.get(person, [*NAMES]), "purpose": WHY}
    if person not in HR:
        for answer in (client.get(PAGE, asked), client.post(PAGE, asked), client.get(API.format("csv"), {"purpose": WHY})):
            assert answer.status_code in (302, 401, 403), person
            nothing_in(body(answer), rows)
        assert not Export.objects.exists()
        return
    assert preview(client, **asked) == parsed(body(client.post(PAGE, asked))) == expected(rows, HR[person])
    assert preview(client, withdrawn="on", **asked) == expected(rows, HR[person], withdrawn=True)
    lines = body(client.post(PAGE, {**asked, "format": "jsonl"})).decode().splitlines()
    assert [json.loads(line) for line in lines] == expected(rows, HR[person])
    sheet = load_workbook(io.BytesIO(body(client.post(PAGE, {**asked, "format": "xlsx"})))).worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["session_id", *(row["session_id"] for row in expected(rows, FEWER))]
    assert [cell.value for cell in sheet[1]] == HR[person]


def test_hr_without_the_right_gets_no_note_however_it_is_asked_for(world, rows, sign_in):
    client = client_of("hr", world, sign_in)
    for answer in (client.get(PAGE, {"column": ["session_id", "note"]}), client.post(PAGE, {"column": [*NAMES], "purpose": WHY})):
        assert b"CANARY" not in body(answer)
    assert preview(client) == expected(rows, FEWER)


@pytest.mark.parametrize("scopes", SCOPES, ids=lambda scopes: " ".join(scopes))
@pytest.mark.parametrize("right", [True, False], ids=["notes still theirs", "notes taken away"])
def test_a_token_gets_what_its_scopes_and_its_maker_may_have(world, rows, scopes, right):
    role = Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    client = token_of(world.hr, *scopes)[1]
    if not right:
        role.end()
    file = client.get(API.format("csv"), {"purpose": WHY})
    noted = client.get(API.format("csv"), {"purpose": WHY, "columns": ",".join(NAMES), "withdrawn": "any"})
    if Scope.EXPORTS in scopes:
        assert parsed(body(file)) == expected(rows, FEWER)
    else:
        assert file.status_code == 403
        nothing_in(body(file), rows)
    if {Scope.EXPORTS, Scope.NOTES} <= set(scopes) and right:
        assert parsed(body(noted)) == expected(rows, [*NAMES], withdrawn=True)
    else:
        assert noted.status_code == 403
        nothing_in(body(noted), rows)
    listed = client.get(SESSIONS)
    assert (listed.status_code == 200) == (Scope.SESSIONS in scopes)
    assert b"CANARY" not in body(listed)
    if Scope.SESSIONS in scopes:
        assert {row["id"] for row in results(listed)} == {row["session_id"] for row in expected(rows, FEWER)}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_list_of_the_api_holds_the_rows_of_whoever_leads_now_and_their_notes(world, rows, sign_in, person):
    client = client_of(person, world, sign_in)
    answer = client.get(SESSIONS, {"withdrawn": "any"})
    if person in (*HR, "token-sessions"):
        assert {row["id"]: row.get("note") for row in results(answer)} == {str(row.pk): None for row in rows}
    elif person in ("leader", "other", "cover"):
        user = world.other if person == "other" else world.leader  # who covers for somebody sees what they see
        assert {row["id"]: row["note"] for row in results(answer)} == seen_by(user, rows)
    else:
        assert answer.status_code in (401, 403)
        nothing_in(body(answer), rows)


def test_a_new_leader_and_a_former_one_get_their_rows_by_the_day_it_changes(world, rows, sign_in):
    """The same floor, with Red handed over: the rows go with the team, from that moment on and to nobody else."""
    new, row = make.user("New Leader"), world.leader.leaderships.get()
    row.ends_at = timezone.now() - timedelta(minutes=1)
    row.save()
    make.leadership(new, world.red, starts_at=row.ends_at)
    found = {one["id"]: one["note"] for one in results(sign_in(new).get(SESSIONS))}
    assert found == seen_by(new, rows)
    assert found
    assert sign_in(world.leader).get(SESSIONS).status_code == 403


def test_what_somebody_who_moved_said_before_stays_behind_in_every_answer(world, rows, sign_in):
    leader = rows[-1].leader  # of the team they moved to
    shown = {one["id"]: one["note"] for one in results(sign_in(leader).get(SESSIONS, {"withdrawn": "any"}))}
    assert shown == seen_by(leader, rows)
    assert len(shown) == 2
