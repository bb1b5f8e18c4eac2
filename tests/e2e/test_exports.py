"""HR takes sessions out, in a real browser: what is saved, how far it is, stopping it."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PageAs
from tests.e2e.server import Server

WHY = "The monthly load"
MANY = 250_000


@pytest.fixture
def hr_page(page_as: PageAs) -> Page:
    return page_as("hr", size="desk")


def multiply(floor: Server, wanted: int) -> None:
    """The same chats over and over under new ids, until there are so many; without what would only slow their making."""
    names = [row[1] for row in floor.rows("PRAGMA table_info(coaching_session)") if row[1] != "id"]
    others = (
        "SELECT name FROM sqlite_master WHERE tbl_name = 'coaching_session' AND sql LIKE 'CREATE INDEX%' AND name <> 'session_by_received'"
    )
    for (index,) in floor.rows(others):
        floor.rows(f"DROP INDEX {index}")
    times = wanted // floor.one("SELECT count(*) FROM coaching_session") + 1
    fields = ", ".join(names)
    floor.rows(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times}) INSERT INTO coaching_session (id, {fields}) "
        f"SELECT printf('%08x%s', n.i, substr(id, 9)), {fields} FROM n CROSS JOIN coaching_session"
    )


def ask(page: Page, why: str = WHY) -> None:
    page.goto("/exports/")
    page.get_by_label("What is it for?").fill(why)


def take(page: Page) -> None:
    page.get_by_role("button", name="Export", exact=True).click()


def saved(page: Page, to: Path) -> bytes:
    with page.expect_download() as download:
        take(page)
    download.value.save_as(to)
    return to.read_bytes()


def test_the_file_is_what_the_database_holds_and_its_fingerprint_is_kept(hr_page: Page, floor: Server, tmp_path: Path):
    ask(hr_page)
    content = saved(hr_page, tmp_path / "taken.csv")
    expect(hr_page.locator("fw-taking").locator(".pill").get_by_text("Complete")).to_be_visible()
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    stored = floor.rows("SELECT id FROM coaching_session WHERE withdrawn_at IS NULL ORDER BY received_at, id")
    assert [row["session_id"].replace("-", "") for row in rows] == [pk for (pk,) in stored]
    assert floor.one("SELECT sha256 FROM coaching_export") == hashlib.sha256(content).hexdigest()
    hr_page.reload()
    with hr_page.expect_download() as again:
        hr_page.get_by_role("button", name="Run again").click()
    assert Path(again.value.path()).read_bytes() == content


def test_without_a_purpose_it_says_so_and_keeps_what_was_chosen(hr_page: Page, watch):
    watch.expect(422)
    hr_page.goto("/exports/")
    hr_page.get_by_label("From").fill("2020-01-01")
    hr_page.get_by_role("checkbox", name="advisor_name").uncheck()
    hr_page.get_by_text("JSON Lines").click()
    take(hr_page)
    expect(hr_page.get_by_text("Say in a few words what it is for")).to_be_visible()
    expect(hr_page.get_by_label("From")).to_have_value("2020-01-01")
    expect(hr_page.get_by_role("checkbox", name="advisor_name")).not_to_be_checked()
    expect(hr_page.get_by_role("radio", name="JSON Lines")).to_be_checked()


def test_a_long_one_says_how_far_it_is_and_can_be_stopped(hr_page: Page, floor: Server):
    multiply(floor, MANY)
    ask(hr_page)
    with hr_page.expect_download() as download:
        take(hr_page)
    way = hr_page.locator("fw-taking")
    expect(way.get_by_role("progressbar")).to_be_visible(timeout=60_000)  # they are counted first
    expect(way.get_by_text(" rows").first).to_be_visible()
    way.get_by_role("button", name="Stop it").click()
    expect(way.get_by_text("By ").first).to_be_visible(timeout=60_000)
    expect(way.get_by_text("throw it away")).to_be_visible()
    assert download.value.failure() is not None  # the browser, too, does not call it complete
    rows, state, digest = floor.rows("SELECT rows, because, sha256 FROM coaching_export")[0]
    assert 0 < rows < MANY
    assert (state, digest) == ("stopped", "")
    assert hr_page.url.endswith("/exports/")


def test_without_javascript_the_file_is_saved_all_the_same(page_as: PageAs, floor: Server, tmp_path: Path):
    page = page_as("hr", size="desk", javascript=False)
    ask(page)
    content = saved(page, tmp_path / "taken.csv")
    assert hashlib.sha256(content).hexdigest() == floor.one("SELECT sha256 FROM coaching_export")


def test_the_count_is_said_by_a_place_that_stays_while_the_rest_is_swapped(hr_page: Page):
    hr_page.goto("/exports/")
    place = hr_page.locator("#counted")
    before = place.element_handle()
    hr_page.get_by_role("checkbox", name="advisor_name").uncheck()
    expect(place).to_have_text(re.compile(r"^[\d,]+ rows, 28 columns$"))
    assert before is not None
    assert before.evaluate("node => node.isConnected && node.matches('[role=status]')")
    expect(hr_page.locator("#found #counted")).to_have_count(0)


def test_filters_are_kept_opened_renamed_and_deleted(hr_page: Page):
    hr_page.goto("/exports/")
    hr_page.get_by_label("From").fill("2020-01-01")
    hr_page.get_by_label("Name", exact=True).fill("Monthly load")
    hr_page.get_by_role("button", name="Save the filters").click()
    one = hr_page.get_by_role("link", name="Monthly load")
    expect(one).to_be_visible()
    hr_page.goto("/exports/")
    expect(hr_page.get_by_label("From")).to_have_value("")
    one.click()
    expect(hr_page.get_by_label("From")).to_have_value("2020-01-01")
    hr_page.get_by_text("Change: Monthly load").click()
    hr_page.get_by_label("New name").fill("Quarterly load")
    hr_page.get_by_role("button", name="Rename").click()
    expect(hr_page.get_by_role("link", name="Quarterly load")).to_be_visible()
    expect(hr_page.get_by_label("From")).to_have_value("2020-01-01")
    hr_page.get_by_text("Change: Quarterly load").click()
    hr_page.get_by_role("button", name="Delete").click()
    expect(hr_page.get_by_text("None yet.")).to_be_visible()
