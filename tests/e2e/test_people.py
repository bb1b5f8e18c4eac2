"""HR brings in a roster, with no manual: takes it out, changes it as a spreadsheet would, looks, takes it in, thinks again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PageAs
from tests.e2e.server import Server
from tests.e2e.watch import Watch

TEAM = "SELECT t.name FROM accounts_advisor a JOIN accounts_team t ON t.id = a.team_id WHERE a.employee_number = 'FW1002'"


def choose(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("The file", exact=True).set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Look at it first").click()


def changed(path: Path) -> bytes:
    """Ben moves to Tide, somebody joins; saved with semicolons and in Windows-1252, as a spreadsheet here does it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    number, team = rows[0].index("employee_number"), rows[0].index("team")
    [ben] = [row for row in rows if row[number] == "FW1002"]
    ben[team] = "Tide"
    room = io.StringIO()
    csv.writer(room, delimiter=";").writerows([row for row in rows if row is ben or row is rows[0]])
    return (room.getvalue() + "advisor;FW9001;Zoë Löw;;;Harbourside;Tide;;\r\n").encode("cp1252")


@pytest.mark.parametrize("javascript", [True, False])
def test_taken_out_changed_looked_at_taken_in_and_undone(page_as: PageAs, floor: Server, tmp_path: Path, javascript: bool):
    page = page_as("hr", size="desk", javascript=javascript)
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="People").click()
    with page.expect_download() as taken_out:
        page.get_by_role("button", name="Take the roster out").click()
    taken_out.value.save_as(tmp_path / "roster.csv")
    choose(page, "mine.csv", changed(tmp_path / "roster.csv"))
    expect(page.get_by_role("heading", name="What this roster would do")).to_be_visible()
    expect(page.get_by_text("Read as: Windows-1252, semicolons")).to_be_visible()
    expect(page.get_by_text("Zoë Löw")).to_be_visible()
    page.get_by_role("link", name="Moved 1").click()
    expect(page.get_by_text("Moves from Harbourside · Lighthouse to Harbourside · Tide")).to_be_visible()
    assert floor.rows(TEAM) == [("Lighthouse",)]
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", name="What it did")).to_be_visible()
    assert floor.rows(TEAM) == [("Tide",)]
    page.get_by_role("button", name="Undo this roster").click()
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    assert floor.rows(TEAM) == [("Lighthouse",)]
    page.get_by_label("Look for a name").fill("FW1002")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("row", name="Ben Hughes")).to_contain_text("Lighthouse")


def test_a_wrong_file_says_why_where_it_was_chosen(page_as: PageAs, watch: Watch):
    watch.expect(422)
    page = page_as("hr", size="desk")
    page.goto("/people/")
    choose(page, "photo.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0")
    expect(page.get_by_role("alert").get_by_text("neither a CSV file nor an Excel workbook")).to_be_visible()
