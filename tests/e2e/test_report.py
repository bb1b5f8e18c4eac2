"""How long logging takes is measured on the phone: from the opening of the form, not of the page; nothing is made up."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.conftest import PageAs
from tests.e2e.kept import DRAFT, until
from tests.e2e.person import log_it, pick, save, sheet, toast
from tests.e2e.saving import CARD
from tests.e2e.server import Server

TOOK = "SELECT took_ms, payload FROM coaching_session ORDER BY received_at DESC LIMIT 1"


def test_it_is_measured_from_the_opening_of_the_form_to_save(leader_page: Page, floor: Server):
    leader_page.goto(CARD)
    expect(log_it(leader_page)).to_be_visible()
    time.sleep(1.5)  # reading the card is no logging
    opened = time.monotonic()
    log_it(leader_page).tap()
    pick(sheet(leader_page), "Ben")
    time.sleep(0.5)
    save(sheet(leader_page)).tap()
    longest = (time.monotonic() - opened) * 1000
    expect(toast(leader_page, "Logged for Ben")).to_be_visible()
    [(took, payload)] = floor.rows(TOOK)
    assert 500 <= took <= longest
    assert payload == 2


def test_a_form_taken_up_again_measures_nothing(ready_phone: Page, floor: Server):
    """The phone had closed the page: when it was first opened, nobody knows any more."""
    ready_phone.goto(CARD)
    log_it(ready_phone).tap()
    pick(sheet(ready_phone), "Ewa")
    until(ready_phone, DRAFT)
    ready_phone.reload()
    expect(sheet(ready_phone).get_by_role("radio", name=re.compile("^Ewa"))).to_be_checked()
    before = rows.logged(floor)
    save(sheet(ready_phone)).tap()
    expect(toast(ready_phone, "Logged for Ewa")).to_be_visible()
    assert rows.logged(floor) == before + 1
    assert floor.rows(TOOK) == [(None, 2)]


def test_without_javascript_nothing_is_measured(page_as: PageAs, floor: Server):
    page = page_as("leader", javascript=False)
    page.goto("/sessions/new/?card=say-it-their-way")
    pick(page, "Ben")
    save(page).click()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert floor.rows(TOOK) == [(None, 1)]


def test_the_bars_are_a_table_of_weeks_in_words(leader_page: Page):
    leader_page.goto("/team/")
    leader_page.get_by_role("link", name="Your last weeks, in two minutes").tap()
    expect(leader_page.get_by_role("heading", level=1, name="Your last weeks")).to_be_visible()
    chats = leader_page.get_by_role("table", name="Chats you logged")
    expect(chats.get_by_role("rowheader")).to_have_count(5)
    expect(chats.get_by_role("rowheader").first).to_have_text("This week so far")
    for cell in chats.get_by_role("cell").all():
        assert re.fullmatch(r"\d+", cell.inner_text().strip())
