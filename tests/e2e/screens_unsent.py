"""Steps to screens that show what is saved on a phone and not sent, or not saved."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.person import log, log_it, pick, save, sheet, toast

CARD = "/cards/say-it-their-way/"


def unsaved_sheet(page: Page) -> None:
    """The phone has no room left."""
    log_it(page).click()
    pick(sheet(page), "Ben")
    page.evaluate("void (IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError') })")
    save(sheet(page)).click()
    expect(page.get_by_role("alert").filter(has_text="NOT SAVED")).to_be_visible()


def unsent(page: Page) -> None:
    """Two moments that cannot go, then the list of them."""
    page.route("**/api/v1/sessions/*/", lambda route: route.abort())
    for name in ("Ben", "Ewa"):
        page.goto(CARD)
        log_it(page).click()
        pick(sheet(page), name)
        sheet(page).get_by_role("radio", name=re.compile("^Trying it")).first.check()
        save(sheet(page)).click()
        expect(toast(page, "Saved on this phone")).to_be_visible()
    page.goto("/waiting/")
    expect(page.get_by_role("heading", level=1, name="2 waiting to send")).to_be_visible()


def unsent_card(page: Page) -> None:
    """A card, while something waits."""
    unsent(page)
    page.goto(CARD)
    expect(page.get_by_role("link", name="2 saved on this phone")).to_be_visible()


def refused_rows(page: Page) -> None:
    """A moment that the server would not take."""
    log_it(page).click()
    pick(sheet(page), "Ben")
    page.route(
        "**/api/v1/sessions/*/",
        lambda route: route.fulfill(status=404, json={"status": 404, "code": "not_found"}, content_type="application/problem+json"),
    )
    with page.expect_response("**/api/v1/sessions/*/"):  # to leave before would be to leave before it was saved
        save(sheet(page)).click()
    page.goto("/waiting/")
    expect(page.get_by_role("heading", level=1, name="1 needs your attention")).to_be_visible()


def leaving_with_unsent(page: Page) -> None:
    unsent(page)
    page.goto("/me/")
    page.get_by_role("main").get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("dialog", name="2 not sent")).to_be_visible()


def offered(page: Page) -> None:
    """An iPhone in Safari, with two moments logged."""
    page.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    for name in ("Ben", "Ewa"):
        log(page, name)
    page.goto("/")
    expect(page.get_by_role("dialog", name="Keep it one tap away")).to_be_visible()


def leaving_without_a_signal(page: Page) -> None:
    """Signing out while the server is away, their people already off the phone."""
    page.context.route("**/api/v1/**", lambda route: route.abort())
    page.get_by_role("main").get_by_role("button", name="Sign out", exact=True).click()
    asked = page.get_by_role("dialog", name="No signal")
    asked.get_by_role("button", name="Take them off").click()
    expect(asked.get_by_role("status")).to_be_visible()
