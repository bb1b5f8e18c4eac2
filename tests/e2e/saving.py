"""Saving on a phone: what a leader does, and what stands in the way."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from tests.e2e.person import log_it, pick, save, sheet, step
from tests.e2e.server import Server

CARD = "/cards/say-it-their-way/"
# Of the moment that arrived last.
OWNER = "SELECT email FROM accounts_user WHERE id = (SELECT leader_id FROM coaching_session ORDER BY received_at DESC LIMIT 1)"


def log_moment(page: Page, name: str) -> None:
    log_it(page).tap()
    pick(sheet(page), name)
    step(sheet(page), "Doing it").tap()
    save(sheet(page)).tap()


def mended(page: Page) -> None:
    page.context.unroute_all()


def signed_in(page: Page, floor: Server, role: str) -> None:
    """Somebody else takes the phone, and lands on their own Today."""
    page.context.clear_cookies()
    cookies = floor.prepared.cookies[role]
    page.context.add_cookies([{"name": name, "value": value, "url": floor.url} for name, value in cookies.items()])
    page.goto("/")
    expect(page.get_by_role("heading", level=2, name="What did you just hear?")).to_be_visible()


def refuse(page: Page, status: int, code: str) -> None:
    """The server takes no moment in, and says so in its own words."""
    words = {"status": status, "code": code}
    page.context.route(
        "**/api/v1/sessions/*/", lambda route: route.fulfill(status=status, json=words, content_type="application/problem+json")
    )


def signal_back(page: Page) -> None:
    """On Today, which comes back by itself with the signal: what waited is sent. To go anywhere meanwhile could cut that short."""
    with page.expect_response("**/api/v1/sessions/*/"):
        page.context.set_offline(False)
    expect(page.get_by_text("No signal. Carry on.")).to_have_count(0)


def send_now(page: Page) -> None:
    """If it has not gone by itself."""
    with suppress(Error):
        page.get_by_role("button", name="Try now").tap(timeout=2000)
    expect(page.get_by_role("heading", level=1, name="All sent")).to_be_visible()
