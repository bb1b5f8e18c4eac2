"""HR answers a data request in a real browser, with no manual; without JavaScript as well."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PageAs
from tests.e2e.screens_data import found
from tests.e2e.screens_record import disputed_by_me, may_read, taken_out
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


@pytest.mark.parametrize("javascript", [True, False])
def test_hr_takes_words_about_a_colleague_out_by_tapping_them_and_puts_them_back(page_as: PageAs, floor: Server, javascript: bool):
    """P07: by touch, without JavaScript as well."""
    address = may_read(floor)
    page = page_as("hr", javascript=javascript)
    page.goto(address)
    taken_out(page)
    expect(page.get_by_text("[taken out] listened in and said so")).to_be_visible()
    assert floor.one("SELECT taken_out FROM coaching_redaction") == "Priya Nair"
    page.get_by_role("button", name=re.compile("^Put back")).click()
    expect(page.get_by_text("Priya Nair listened in and said so")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_ben_says_that_a_chat_is_not_right_and_hr_settles_it(page_as: PageAs, floor: Server, javascript: bool):
    """P11: from the advisor's own page to HR's, and back into what counts."""
    own = page_as(None, javascript=javascript)
    own.goto("/mine/link/")
    disputed_by_me(own)
    assert floor.one("SELECT count(*) FROM coaching_session WHERE disputed_at IS NOT NULL") == 1
    hr = page_as("hr", size="desk", javascript=javascript)
    hr.goto("/people/requests/")
    hr.get_by_role("link", name="Ben Hughes: Put something right").first.click()
    expect(hr.get_by_text("One chat is in dispute")).to_be_visible()
    hr.get_by_role("region", name="Until it is settled").get_by_label("In a few words").fill("Both say that it stands")
    hr.get_by_role("button", name="It is settled: let them count again").click()
    expect(hr.get_by_role("button", name="Freeze their chats")).to_be_visible()
    assert floor.one("SELECT count(*) FROM coaching_session WHERE disputed_at IS NOT NULL") == 0
