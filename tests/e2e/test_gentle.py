"""P03: at words about health, family or a union the line beside the box says so; nothing is stopped, and no word leaves the phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PageAs
from tests.e2e.person import log_it, pick, save, sheet, step, toast
from tests.e2e.server import Server
from tests.e2e.watch import Watch

STILL = "Please leave out health, family and union matters."


def note_of(page: Page) -> tuple[Locator, Locator]:
    """The box, and the line beside it, in the log sheet."""
    page.goto("/cards/say-it-their-way/")
    log_it(page).click()
    sheet(page).locator("summary").filter(has_text="Note").click()
    return sheet(page).get_by_label("Note", exact=True), sheet(page).locator("fw-gentle")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("She brought a sick note", "sick note"),
        ("Told me she is Pregnant.", "Pregnant"),
        ("He is our union rep", "union rep"),
        ("Her Mum’s funeral", "Her Mum"),
        ("Diagnosed last week", "Diagnosed"),
    ],
)
def test_it_says_so_at_such_words_and_stops_when_they_go(leader_page: Page, typed: str, word: str):
    """P03."""
    box, line = note_of(leader_page)
    expect(line).to_have_text(STILL)
    box.press_sequentially(typed)
    expect(line).to_contain_text(f"“{word}” may be about health, family or a union.")
    box.fill("Stayed calm and read the form out. A reunion of GPS units.")
    expect(line).to_have_text(STILL)


def test_nothing_is_asked_for_while_it_is_typed(leader_page: Page, watch: Watch):
    """P03: not the words, nor anything else: the list of them is there before a thumb is."""
    box, line = note_of(leader_page)
    box.fill("pregnant")
    expect(line).to_contain_text("pregnant")
    leader_page.wait_for_load_state("networkidle")
    before = len(watch.requests)
    box.fill("")
    box.press_sequentially("a sick note from the union rep, pregnant", delay=10)
    expect(line).to_contain_text("sick note")
    assert [request.url for request in watch.requests[before:] if "/whoami/" not in request.url] == []


def test_it_stops_nobody_from_saving(leader_page: Page, floor: Server):
    box, _line = note_of(leader_page)
    box.fill("On a sick note")
    pick(sheet(leader_page), "Ewa")
    step(sheet(leader_page), "Trying it").check()
    save(sheet(leader_page)).click()
    expect(toast(leader_page, "Logged for Ewa")).to_be_visible()
    assert floor.one("SELECT note FROM coaching_session ORDER BY received_at DESC LIMIT 1") == "On a sick note"


def test_what_they_will_try_is_looked_at_too(leader_page: Page):
    _box, line = note_of(leader_page)
    sheet(leader_page).get_by_label("What will they try?").fill("Ask her GP")
    expect(line).to_contain_text("GP")


def test_without_javascript_the_line_is_there(page_as: PageAs):
    """P03."""
    page = page_as("leader", javascript=False)
    page.goto("/sessions/new/?card=say-it-their-way")
    page.locator("summary").filter(has_text="Note").click()
    expect(page.get_by_text(STILL)).to_be_visible()
