"""HR answers a data request in a real browser, with no manual; without JavaScript as well."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PageAs
from tests.e2e.screens_data import found
from tests.e2e.server import Server

HERE = "SELECT count(*) FROM accounts_advisor WHERE name = 'Ben Hughes'"


@pytest.mark.parametrize("javascript", [True, False])
def test_hr_finds_ben_sends_the_link_and_erases_him_for_a_reason(page_as: PageAs, floor: Server, javascript: bool):
    page = page_as("hr", size="desk", javascript=javascript)
    page.goto("/people/data/")
    found(page)
    expect(page.get_by_role("heading", name="Chats")).to_be_visible()
    expect(page.get_by_role("button", name="Send Ben a link to take it")).to_be_visible()
    page.get_by_role("link", name="Erase Ben").click()
    number = floor.one("SELECT employee_number FROM accounts_advisor WHERE name = 'Ben Hughes'")
    page.get_by_label("Type their employee number").fill(str(number))
    page.get_by_role("textbox", name="Why?").fill("Objection upheld, case 12")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("heading", level=1, name="One advisor's data")).to_be_visible()
    assert floor.one(HERE) == 0
