"""A leader practises one of the nine for a week, and goes first, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.kept import KV, until
from tests.e2e.screens_culture import asked, running
from tests.e2e.server import Server
from tests.e2e.watch import Watch

TYPED = f"{KV}.then((all) => all.some(([key, value]) => key.startsWith('typed-commitment:') && value))"
LOADED = "(async () => Boolean(customElements.get('fw-bar') && customElements.get('fw-keep')))()"  # what a page fetches by itself
COUNT = "SELECT count(*) FROM coaching_practising"


def test_it_is_chosen_in_the_toolkit_and_comes_back_on_today(page_as: Callable[..., Page], floor: Server) -> None:
    page = page_as("leader")
    page.goto("/toolkit/notice/")
    page.get_by_role("button", name="Practise it for a week").click()
    expect(page.get_by_role("button", name="Stop practising it")).to_be_visible()
    page.goto("/")
    page.get_by_text("Your practice this week").click()
    expect(page.get_by_text("Finish the sentence")).to_be_visible()
    page.get_by_role("link", name="Change it, or stop").click()
    page.get_by_role("button", name="This week Go first").click()
    expect(page.get_by_role("heading", level=1, name="Go first")).to_be_visible()
    page.get_by_role("button", name="Stop practising it").click()
    expect(page.get_by_role("heading", level=1, name="Practise one thing this week")).to_be_visible()
    assert floor.rows(COUNT) == [(0,)]


def test_after_a_week_it_asks_how_it_is_going(page_as: Callable[..., Page], floor: Server, watch: Watch) -> None:
    watch.expect(422)
    page = page_as("leader")
    asked(floor)
    page.goto("/")
    page.get_by_role("link", name="How is it going?").filter(has_text="your practice this week").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Tap the one that fits.")).to_be_visible()
    page.get_by_text("It helped", exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What you practised before")).to_be_visible()
    expect(page.get_by_role("link", name="Notice what works").filter(has_text="It helped")).to_be_visible()
    assert floor.rows("SELECT outcome FROM coaching_practising") == [("helped",)]


def test_without_javascript_it_is_chosen_and_answered(plain_page: Page, floor: Server) -> None:
    asked(floor)
    plain_page.goto("/practising/")
    plain_page.get_by_text("No chance yet", exact=True).click()
    plain_page.get_by_role("button", name="Save").click()
    plain_page.get_by_role("button", name="This week Notice what works").click()
    expect(plain_page.get_by_role("heading", level=1, name="Notice what works")).to_be_visible()
    assert floor.rows(COUNT) == [(2,)]


def test_without_a_signal_nothing_pretends_to_work(ready_phone: Page, floor: Server, watch: Watch) -> None:
    watch.expect("htmx:sendError", "htmx:afterRequest", "net::ERR_INTERNET_DISCONNECTED")
    page = ready_phone
    page.goto("/toolkit/notice/")
    expect(page.get_by_role("button", name="Practise it for a week")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Practise it for a week").click()
    expect(page.get_by_text("That didn't go through")).to_be_visible()
    page.goto("/toolkit/notice/")
    expect(page.get_by_text("With a signal, a leader can choose it for a week.")).to_be_visible()
    expect(page.get_by_role("button", name="Practise it for a week")).to_have_count(0)
    assert floor.rows(COUNT) == [(0,)]


def test_going_first_is_written_down_done_and_taken_back(page_as: Callable[..., Page], floor: Server) -> None:
    page = page_as("leader")
    page.goto("/toolkit/")
    page.get_by_role("link", name="Go first What you will do yourself").click()
    day = page.evaluate("new Date(Date.now() + 4 * 864e5).toISOString().slice(0, 10)")
    for words in ("Take one call where all can hear", "Thank the night team"):
        page.get_by_label("What will you do?").fill(words)
        page.get_by_label("By when?").fill(day)
        page.get_by_label("What will you do?").press("Enter")  # no toast in the way of a key
        expect(page.get_by_role("listitem").filter(has_text=words)).to_be_visible()
    page.get_by_role("button", name="I did it Take one call").click()
    expect(page.get_by_role("button", name="Not done yet Take one call")).to_be_visible()
    page.get_by_role("button", name="Take it back Thank the night team").click()
    expect(page.get_by_text("Nothing of it is kept.")).to_be_visible()
    assert floor.rows("SELECT words FROM coaching_commitment") == [("Take one call where all can hear",)]


def test_without_a_signal_a_promise_stays_typed_until_it_can_go(page_as: Callable[..., Page], floor: Server, watch: Watch) -> None:
    """Said beside the words; there again when the phone had closed the page; and gone from there once it went."""
    watch.expect("htmx:sendError", "htmx:afterRequest", "net::ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page, words = page_as("leader"), "Take one call where all can hear"
    page.goto("/commitments/")
    page.get_by_label("What will you do?").fill(words)
    page.get_by_label("By when?").fill(page.evaluate("new Date(Date.now() + 4 * 864e5).toISOString().slice(0, 10)"))
    until(page, TYPED)
    until(page, LOADED)
    page.context.set_offline(True)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert").filter(has_text="This needs a signal")).to_be_focused()
    expect(page.get_by_text("That didn't go through")).to_have_count(0)
    page.context.set_offline(False)
    page.goto("/toolkit/")
    page.goto("/commitments/")
    expect(page.get_by_label("What will you do?")).to_have_value(words)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("listitem").filter(has_text=words)).to_be_visible()
    expect(page.get_by_label("What will you do?")).to_have_value("")
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text=words)).to_be_visible()
    expect(page.get_by_label("What will you do?")).to_have_value("")
    assert floor.rows("SELECT words FROM coaching_commitment") == [(words,)]


def test_a_tick_without_a_signal_says_so_and_stays_as_it_was(page_as: Callable[..., Page], floor: Server, watch: Watch) -> None:
    watch.expect("htmx:sendError", "htmx:afterRequest", "net::ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page = page_as("leader")
    page.goto(running(floor))
    first = page.get_by_role("button", name=re.compile("^Before your first break"))
    until(page, LOADED)
    page.context.set_offline(True)
    first.click()
    expect(page.get_by_text("This needs a signal")).to_be_visible()
    expect(first).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("This needs a signal")).to_be_hidden()


def test_small_things_are_ticked_by_keyboard_and_without_javascript(plain_page: Page, floor: Server) -> None:
    plain_page.goto(running(floor))
    plain_page.get_by_role("button", name=re.compile("^Before the week ends")).focus()
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_role("button", name=re.compile("^Before the week ends"))).to_have_attribute("aria-pressed", "true")
