"""Two wordings of a card on leaders' phones: on the page, on paper, in the copy for no signal, and in what is logged."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from coaching.demo.use import TRIED, TRY_WITH
from tests.e2e import rows
from tests.e2e.conftest import PageAs
from tests.e2e.kept import READY, until
from tests.e2e.person import log_it, save, sheet, toast
from tests.e2e.saving import signal_back
from tests.e2e.server import Server
from tests.e2e.watch import Watch

CARD = f"/cards/{TRIED}/"
LOGGED = (
    """SELECT e.number, s.flags FROM coaching_session s JOIN cards_edition e ON e.id = s.edition_id ORDER BY s.received_at DESC LIMIT 1"""
)

SERVED = """(async () => {
  const answer = await fetch("/cards/kept.json", { headers: { "X-Plain": "1" } });
  return (await answer.json()).version === localStorage.getItem("fw-kept");
})()"""


def log_somebody(page: Page) -> None:
    log_it(page).tap()
    form = sheet(page)
    form.get_by_role("radio").first.check()
    save(form).tap()
    expect(toast(page, "Logged for")).to_be_visible()


def shows_second(page: Page) -> bool:
    return TRY_WITH in page.locator(f"#{TRIED} .card__q").first.inner_text().replace("’", "'")


@pytest.mark.parametrize(("role", "second"), [("two-teams", True), ("leader", False)])
def test_each_half_sees_its_wording_and_logs_its_number(page_as: PageAs, floor: Server, role: str, second: bool):
    page = page_as(role)
    page.goto(CARD)
    assert shows_second(page) is second
    log_somebody(page)
    assert floor.rows(LOGGED) == [(2 if second else 1, "[]")]


def test_the_copy_for_no_signal_follows_at_the_next_look_and_logs_what_it_showed(page_as: PageAs, floor: Server, watch: Watch):
    watch.expect("net::ERR", "Failed to fetch", "ERR_CONNECTION_REFUSED")
    page = page_as("two-teams", worker=True)
    page.goto("/")
    until(page, "localStorage.getItem('fw-kept') !== null")
    page.goto("/me/")
    until(page, READY)
    page.evaluate("localStorage.removeItem('fw-looked')")  # as half an hour later
    page.goto("/me/")
    until(page, SERVED)
    page.context.set_offline(True)
    page.goto(CARD)
    assert shows_second(page)
    log_it(page).tap()
    form = sheet(page)
    form.get_by_role("radio").first.check()
    save(form).tap()
    expect(page).to_have_url(re.compile("/$"))
    before = rows.logged(floor)
    signal_back(page)
    assert rows.logged(floor) == before + 1
    assert floor.rows(LOGGED) == [(2, "[]")]
