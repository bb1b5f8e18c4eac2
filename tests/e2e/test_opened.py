"""What a phone counts of the cards opened on it, with a signal and without, and how it tells."""

from __future__ import annotations

import time

from playwright.sync_api import Page, Request, expect

from tests.e2e.conftest import PageAs
from tests.e2e.kept import until
from tests.e2e.person import log, toast
from tests.e2e.saving import CARD
from tests.e2e.server import Server
from tests.e2e.watch import Watch

ONE = "JSON.parse(localStorage.getItem('fw-opened') ?? '[]').length === 1"
SLUG = CARD.strip("/").split("/")[1]
TOLD = "localStorage.getItem('fw-opened') === null && localStorage.getItem('fw-tally') === null && localStorage.getItem('fw-tally-told')"
SUM = f"SELECT coalesce(sum(times), 0) FROM cards_cardopened JOIN cards_card ON cards_card.id = card_id WHERE slug = '{SLUG}'"


def opened(floor: Server) -> int:
    return int(floor.rows(SUM)[0][0])


def tell_now(page: Page) -> None:
    """As ten minutes later."""
    page.evaluate("localStorage.removeItem('fw-tally-told')")


def test_an_open_card_is_told_at_the_next_page(leader_page: Page, floor: Server):
    before = opened(floor)
    leader_page.goto(CARD)
    until(leader_page, ONE)
    assert opened(floor) == before
    leader_page.goto("/")
    until(leader_page, TOLD)
    assert opened(floor) == before + 1


def test_leafing_past_is_no_opening(leader_page: Page):
    leader_page.goto(CARD)
    until(leader_page, ONE)
    for _again in range(3):
        leader_page.get_by_role("link", name="Next card").click()
        time.sleep(0.1)
    until(leader_page, "JSON.parse(localStorage.getItem('fw-opened')).length === 2")
    time.sleep(1.2)
    slugs = leader_page.evaluate("JSON.parse(localStorage.getItem('fw-opened')).map((line) => line[0])")
    assert len(slugs) == 2


def test_cards_opened_without_a_signal_are_told_when_there_is_one(ready_phone: Page, floor: Server):
    before = opened(floor)
    ready_phone.context.set_offline(True)
    for _time in range(2):
        ready_phone.goto(CARD)
        time.sleep(1.4)
    assert ready_phone.evaluate("JSON.parse(localStorage.getItem('fw-opened'))[0][3]") == 2
    assert opened(floor) == before
    tell_now(ready_phone)
    ready_phone.context.set_offline(False)
    until(ready_phone, TOLD)
    assert opened(floor) == before + 2


def test_a_tally_whose_answer_is_lost_counts_once(leader_page: Page, floor: Server, watch: Watch):
    watch.expect("ERR_FAILED")
    before = opened(floor)
    leader_page.goto(CARD)
    until(leader_page, ONE)

    def lose(route) -> None:
        route.fetch()
        route.abort()

    leader_page.route("**/cards/opened/", lose)
    with leader_page.expect_event("requestfailed", lambda request: request.url.endswith("/cards/opened/")):
        leader_page.goto("/")
    assert opened(floor) == before + 1
    leader_page.unroute("**/cards/opened/")
    tell_now(leader_page)
    leader_page.goto("/")
    until(leader_page, TOLD)
    assert opened(floor) == before + 1


def test_a_server_that_will_not_count_holds_up_nothing_that_is_saved(leader_page: Page, watch: Watch):
    watch.expect(500)
    leader_page.route("**/cards/opened/", lambda route: route.fulfill(status=500))
    leader_page.goto(CARD)
    until(leader_page, ONE)
    log(leader_page, "Ben")
    expect(toast(leader_page, "Logged for Ben")).to_be_visible()


def test_what_is_told_names_nobody(leader_page: Page):
    told: list[Request] = []
    leader_page.on("request", lambda request: told.append(request) if request.url.endswith("/cards/opened/") else None)
    leader_page.goto(CARD)
    until(leader_page, ONE)
    leader_page.goto("/")
    until(leader_page, TOLD)
    [request] = told
    said = request.post_data_json
    assert set(said) == {"id", "opened"}
    [(slug, edition, monday, times)] = said["opened"]
    assert (slug, edition, times) == (SLUG, 1, 1)
    assert time.strptime(monday, "%Y-%m-%d").tm_wday == 0


def test_without_javascript_nothing_is_counted(page_as: PageAs, floor: Server):
    before = opened(floor)
    page = page_as("leader", javascript=False)
    page.goto(CARD)
    page.goto("/")
    assert opened(floor) == before
