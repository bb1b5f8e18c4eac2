"""An advisor and their own record, by touch, by keyboard and without JavaScript; and Ben's words on Priya's phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.conftest import PageAs
from tests.e2e.person import log, press_until, toast
from tests.e2e.screens_own_record import own_page
from tests.e2e.server import Server

SPOKEN = "SELECT count(*) FROM coaching_session WHERE own_words = 'It felt odd the first time.'"


@pytest.mark.parametrize("javascript", [True, False])
def test_ben_opens_his_page_says_he_has_seen_a_chat_and_adds_words(page_as: PageAs, floor: Server, javascript: bool):
    page = page_as(None, javascript=javascript)
    page.goto("/mine/link/")
    own_page(page)
    entry = page.get_by_role("region", name="So far").get_by_role("listitem").filter(has_text="I've seen this").first
    words = entry.get_by_role("heading").inner_text()
    entry.get_by_role("button", name="I've seen this").click()
    first = page.get_by_role("region", name="So far").get_by_role("listitem").filter(has_text=words).first
    expect(first.get_by_text("Seen", exact=True)).to_be_visible()
    first.locator("summary").filter(has_text="your own words").click()
    first.get_by_label("In your own words").fill("It felt odd the first time.")
    first.get_by_role("button", name="Put it beside this chat").click()
    expect(page.get_by_text("“It felt odd the first time.”")).to_be_visible()
    assert floor.one(SPOKEN) == 1


def test_what_ben_asks_for_comes_first_for_priya(page_as: PageAs, floor: Server):
    ben = page_as(None)
    ben.goto("/mine/link/")
    own_page(ben)
    ben.get_by_label("A skill").select_option(label="Hold steady")
    ben.get_by_role("button", name="Ask for it").click()
    expect(toast(ben, "Asked")).to_be_visible()
    priya = page_as("leader")
    priya.goto(rows.advisor(floor, "Ben Hughes"))
    expect(priya.get_by_text("Ben asked to work on this: Hold steady")).to_be_visible()


def test_by_keyboard_alone(page_as: PageAs, floor: Server):
    page = page_as(None, size="desk")
    page.goto("/mine/link/")
    own_page(page)
    press_until(page, "Tab", page.get_by_role("button", name="I've seen this").first)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Seen", exact=True).first).to_be_visible()


def test_back_after_closing_shows_nothing_of_theirs(page_as: PageAs, floor: Server):
    page = page_as(None)
    page.goto("/mine/link/")
    own_page(page)
    page.get_by_role("button", name="Close my page").tap()
    expect(page.get_by_role("heading", level=1, name="Read your own page")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Read your own page")).to_be_visible()
    expect(page.get_by_text("Ben, this is your page")).to_have_count(0)


def test_right_after_saving_ben_adds_his_words_on_priyas_phone(leader_page: Page, floor: Server):
    page = leader_page
    log(page, "Ben")
    toast(page, "Logged for Ben").get_by_role("link", name="Show Ben").tap()
    expect(page.get_by_role("heading", level=1, name="Ben, this is what Priya wrote down")).to_be_visible()
    page.locator("summary").filter(has_text="Add your own words").tap()
    page.get_by_label("In your own words, Ben").fill("It felt odd the first time.")
    page.get_by_role("button", name="Put it beside this").tap()
    expect(page.get_by_text("“It felt odd the first time.”")).to_be_visible()
    expect(page.get_by_text("Add your own words")).to_have_count(0)
    assert floor.one(SPOKEN) == 1
