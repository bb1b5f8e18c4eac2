"""How is it going? A promise is kept, moved, or something got in the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import rows
from tests.e2e.person import save, toast
from tests.e2e.server import Server
from tests.e2e.watch import Watch


def due(page: Page) -> Locator:
    """Promises on Today."""
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=re.compile("Late|Today")).get_by_role("link")


def outcome(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="What did they say?").get_by_role("radio", name=name)


def open_promises(floor: Server) -> int:
    return int(floor.one(f"SELECT count(*) FROM coaching_checkback WHERE {rows.HERS} AND answered_at IS NULL"))


@pytest.mark.parametrize("javascript", [True, False])
def test_answering_one_from_today(page_as, floor: Server, javascript: bool):
    page, before = page_as("leader", javascript=javascript), open_promises(floor)
    page.goto("/")
    shown = due(page).count()
    assert shown >= 1, "the demo world has promises due on any day"
    due(page).first.tap()
    expect(page.get_by_role("group", name="What did they say?")).to_be_visible()
    outcome(page, "It helped").tap()
    page.get_by_role("group", name="Where are you with it now?").get_by_role("radio", name=re.compile("^Doing it")).tap()
    save(page).tap()
    expect(toast(page, "it helped")).to_be_visible()
    assert page.url == f"{floor.url}/"
    assert open_promises(floor) == before - 1
    [(said, stored_step)] = floor.rows("SELECT outcome, step FROM coaching_checkback ORDER BY received_at DESC LIMIT 1")
    assert (said, stored_step) == ("helped", 3)


def test_not_there_yet_makes_the_next_promise(leader_page: Page, floor: Server):
    page, before = leader_page, open_promises(floor)
    page.goto(rows.check_back(floor))
    outcome(page, "Tried it, not there yet").tap()
    page.get_by_role("group", name="Shall I come back again?").get_by_role("radio", name="This week").tap()
    save(page).tap()
    expect(toast(page, "Check back this week")).to_be_visible()
    assert open_promises(floor) == before, "one answered, one promised"


def test_a_promise_can_be_moved(leader_page: Page, floor: Server):
    page, where = leader_page, rows.check_back(floor)
    page.goto(where)
    page.get_by_text("Not now: move it").tap()
    page.get_by_role("button", name="This week").tap()
    expect(toast(page, "Moved")).to_be_visible()
    assert floor.one("SELECT max(moved_count) FROM coaching_checkback WHERE answered_at IS NULL") == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_something_in_the_way_goes_on_the_list_and_off_it(page_as, floor: Server, javascript: bool, watch: Watch):
    page = page_as("leader", javascript=javascript)
    page.goto(rows.check_back(floor))
    outcome(page, "Something got in the way").tap()
    page.get_by_role("group", name="What was it?").get_by_role("radio", name="A tool or system").tap()
    page.get_by_label("In a few words").fill("The old screen hangs")
    save(page).tap()
    expect(toast(page, "list of things to clear")).to_be_visible()

    page.goto("/in-the-way/")
    hurdle = page.get_by_role("listitem").filter(has_text="The old screen hangs")
    expect(hurdle).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Four things in the way"))
    hurdle.get_by_text("Clear it").tap()
    hurdle.get_by_label("What was done?").fill("Asked for the new one")
    hurdle.get_by_role("button", name="Cleared").tap()
    expect(toast(page, "Cleared")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Three things in the way"))

    cleared = page.get_by_role("region", name="Cleared").get_by_role("listitem").filter(has_text="The old screen hangs")
    expect(cleared).to_contain_text("Asked for the new one")
    cleared.get_by_role("button", name="Put back").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Four things in the way"))


def test_what_was_in_the_way_is_not_on_the_advisors_record(leader_page: Page, floor: Server):
    page = leader_page
    page.goto("/in-the-way/")
    words = page.locator(".hurdle > p").first.inner_text()
    page.get_by_role("listitem").filter(has_text=words).get_by_role("link").last.tap()
    expect(page.get_by_role("heading", name="Blueprint").or_(page.get_by_role("heading", name="So far")).first).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text(words)


def test_an_answer_needs_its_outcome_and_a_hurdle_its_kind(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(422)
    page, before = leader_page, open_promises(floor)
    page.goto(rows.check_back(floor))
    save(page).tap()
    expect(page.get_by_text("Tap the one that fits.")).to_be_visible()
    expect(outcome(page, "It helped")).to_be_focused()
    outcome(page, "Something got in the way").tap()
    page.get_by_label("In a few words").fill("Kept while I look")
    save(page).tap()
    expect(page.get_by_text("Tap what it was")).to_be_visible()
    expect(page.get_by_label("In a few words")).to_have_value("Kept while I look")
    assert open_promises(floor) == before


def test_answering_twice_changes_nothing(page_as, floor: Server, watch: Watch):
    """Two tabs, or a colleague who covers: the first answer stands, and the second is kept for its leader to look at."""
    watch.expect(409)
    first, second = page_as("leader"), page_as("leader")
    where = rows.check_back(floor)
    for page in (first, second):
        page.goto(where)
    outcome(first, "It helped").tap()
    save(first).tap()
    expect(toast(first, "it helped")).to_be_visible()
    outcome(second, "No chance yet").tap()
    save(second).tap()
    second.get_by_role("link", name="Needs your attention: 1").tap()
    expect(second.get_by_role("listitem").filter(has_text="no chance yet")).to_contain_text("Both are kept")
    second.goto(where)
    expect(second.get_by_role("heading", level=1, name="It helped")).to_be_visible()


def test_earlier_moments_come_in_below(leader_page: Page, floor: Server):
    """The history is paged. The next page is fetched into this one, and the focus goes to where it begins."""
    [(name, many)] = floor.rows(
        "SELECT a.name, count(*) FROM coaching_session s JOIN accounts_advisor a ON a.id = s.advisor_id "
        f"WHERE s.{rows.HERS} GROUP BY a.id ORDER BY 2 DESC LIMIT 1"
    )
    leader_page.goto(rows.advisor(floor, name))
    moments = leader_page.get_by_role("region", name="So far").locator("ol > li")
    shown = moments.count()
    if shown < many:
        leader_page.get_by_role("link", name="Earlier moments").tap()
        expect(moments.nth(shown)).to_be_visible()
        expect(moments).to_have_count(min(many, shown * 2))
