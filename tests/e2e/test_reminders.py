"""Reminders, as a leader meets them: what they set under You, the link to their calendar, the number on the app."""

from __future__ import annotations

import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.conftest import PageAs
from tests.e2e.kept import PACKS, until
from tests.e2e.person import save, toast
from tests.e2e.server import Server

# Chromium without a home screen draws none, and says nothing: what it was asked for last.
COUNTED = """(() => {
  const note = (n) => { localStorage.setItem("test-badge", n); return Promise.resolve(); };
  Object.defineProperty(navigator, "setAppBadge", { value: note, configurable: true });
  Object.defineProperty(navigator, "clearAppBadge", { value: () => note(0), configurable: true });
})()"""
DUE = """SELECT count(*) FROM coaching_checkback JOIN coaching_session ON session_id = coaching_session.id
  WHERE coaching_checkback.answered_at IS NULL AND withdrawn_at IS NULL AND due_on <= date('now')
  AND coaching_checkback.team_id = (SELECT id FROM accounts_team WHERE name = 'Lighthouse')"""


def number(page: Page, n: int) -> None:
    until(page, f"localStorage.getItem('test-badge') === '{n}'")


def test_what_is_set_stays_set_without_javascript_too(plain_page: Page):
    plain_page.goto("/me/")
    plain_page.get_by_label("An e-mail when your shift starts").uncheck()
    plain_page.get_by_role("button", name="Set your reminders").click()
    expect(toast(plain_page, "Reminders set")).to_be_visible()
    expect(plain_page.get_by_label("An e-mail when your shift starts")).not_to_be_checked()
    expect(plain_page.get_by_label("A number on the app")).to_be_checked()


def test_who_leads_nobody_is_asked_nothing(page_as: PageAs):
    page = page_as("hr")
    page.goto("/me/")
    expect(page.get_by_role("heading", name="Reminders")).to_have_count(0)


def test_a_calendar_link_is_made_copied_and_switched_off(desk_page: Page):
    desk_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk_page.goto("/me/")
    desk_page.get_by_role("button", name="Make a calendar link").click()
    address = desk_page.get_by_label("Link", exact=True).input_value()
    phone = desk_page.get_by_role("link", name="Add it here").get_attribute("href")
    assert phone == address.replace("http:", "webcal:")
    desk_page.get_by_role("button", name="Copy").click()
    expect(desk_page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert desk_page.evaluate("navigator.clipboard.readText()") == address
    with urllib.request.urlopen(address) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")
    desk_page.get_by_role("link", name="Back to your settings").or_(desk_page.get_by_role("link", name="You", exact=True)).first.click()
    expect(desk_page.get_by_text("Your link was made today")).to_be_visible()
    desk_page.get_by_role("button", name="Switch the link off").click()
    expect(toast(desk_page, "Calendar link switched off")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)


def test_without_javascript_the_link_is_there_to_be_copied_by_hand(plain_page: Page):
    plain_page.goto("/me/")
    plain_page.get_by_role("button", name="Make a calendar link").click()
    expect(plain_page.get_by_label("Link", exact=True)).to_have_value(re.compile(r"/calendar/[\w-]{43}\.ics$"))
    expect(plain_page.get_by_role("button", name="Copy")).to_be_hidden()


def test_the_number_on_the_app_follows_what_is_due(leader_page: Page, floor: Server):
    due = int(floor.one(DUE))
    assert due > 0
    leader_page.context.add_init_script(COUNTED)
    leader_page.goto("/")
    number(leader_page, due)
    leader_page.goto(rows.check_back(floor))
    leader_page.get_by_role("radio", name="It helped").check()
    save(leader_page).click()
    number(leader_page, due - 1)
    leader_page.goto("/me/")
    leader_page.get_by_label("A number on the app").uncheck()
    leader_page.get_by_role("button", name="Set your reminders").click()
    expect(toast(leader_page, "Reminders set")).to_be_visible()
    number(leader_page, 0)
    leader_page.get_by_label("A number on the app").check()
    leader_page.get_by_role("button", name="Set your reminders").click()
    number(leader_page, due - 1)


def test_the_number_goes_when_they_sign_out(leader_page: Page, floor: Server):
    leader_page.context.add_init_script(COUNTED)
    leader_page.goto("/me/")
    until(leader_page, f"{PACKS}.then((all) => all.length === 1)")
    number(leader_page, int(floor.one(DUE)))
    leader_page.get_by_role("button", name="Sign out", exact=True).click()
    expect(leader_page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    number(leader_page, 0)
