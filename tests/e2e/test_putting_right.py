"""What was logged can be taken back, put right and withdrawn; nothing of it is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.person import log, save, step, toast
from tests.e2e.server import Server
from tests.e2e.watch import Watch


def test_undo_takes_it_off_the_advisors_page(leader_page: Page, floor: Server):
    page, note = leader_page, "This one goes again"
    log(page, "Ewa", Note=note)
    page.goto("/")
    log(page, "Ewa", Note=note)
    toast(page, "Logged for Ewa").get_by_role("button", name="Undo").tap()
    expect(toast(page, "Undone")).to_be_visible()
    page.goto(rows.advisor(floor, "Ewa Nowak"))
    standing = page.get_by_role("region", name="So far").get_by_role("listitem").filter(has_text=note).filter(has_not_text="Withdrawn")
    expect(standing).to_have_count(1)
    assert floor.rows(
        "SELECT withdrawn_because FROM coaching_session WHERE withdrawn_at IS NOT NULL ORDER BY received_at DESC LIMIT 1"
    ) == [("Undone just after saving",)]


def test_undo_is_gone_after_a_while_but_the_entry_still_offers_a_way(leader_page: Page, floor: Server):
    page = leader_page
    page.clock.install()
    log(page, "Ben")
    page.clock.run_for(9_000)
    expect(toast(page, "Logged for Ben")).to_be_visible()
    page.clock.run_for(2_000)
    expect(toast(page, "Logged for Ben")).to_be_hidden()
    page.goto(rows.latest(floor))
    expect(page.get_by_role("link", name="Withdraw it")).to_be_visible()


def test_undo_too_late_leads_to_withdrawing(leader_page: Page, floor: Server):
    page = leader_page
    log(page, "Ben")
    floor.rows(
        "UPDATE coaching_session SET received_at = datetime(received_at, '-5 minutes') "
        "WHERE id = (SELECT id FROM coaching_session ORDER BY received_at DESC LIMIT 1)"
    )
    toast(page, "Logged for Ben").get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("heading", name="Withdraw it")).to_be_visible()
    assert floor.one("SELECT count(*) FROM coaching_session WHERE withdrawn_because LIKE 'Undone%'") == 0


def test_amending_keeps_what_stood_before(leader_page: Page, floor: Server):
    page = leader_page
    log(page, "Chloe", **{"What will they try?": "First words", "Note": "First note"})
    where = rows.latest(floor)
    page.goto(where)
    page.get_by_role("link", name="Put it right").tap()
    expect(page.get_by_label("What will they try?")).to_have_value("First words")
    page.get_by_label("What will they try?").fill("Second words")
    step(page, "Doing it").tap()
    page.get_by_label("What needed putting right?").fill("Wrong words")
    save(page).tap()
    expect(toast(page, "Put right")).to_be_visible()
    assert page.url == f"{floor.url}{where}"
    expect(page.get_by_text("Second words")).to_be_visible()
    before = page.get_by_role("listitem").filter(has_text="Wrong words")
    expect(before).to_contain_text("First words")
    expect(before).to_contain_text("No step")
    assert floor.rows("SELECT next_step, amended_count FROM coaching_session ORDER BY received_at DESC LIMIT 1") == [("Second words", 1)]


def test_amending_without_a_change_keeps_nothing(leader_page: Page, floor: Server):
    log(leader_page, "Chloe")
    leader_page.goto(f"{rows.latest(floor)}amend/")
    save(leader_page).tap()
    expect(leader_page.get_by_role("heading", level=1, name="Chloe")).to_be_visible()
    assert floor.one("SELECT amended_count FROM coaching_session ORDER BY received_at DESC LIMIT 1") == 0


def test_withdrawing_asks_why_and_leaves_it_on_the_record(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(422)
    page = leader_page
    log(page, "Grace")
    where = rows.latest(floor)
    page.goto(where)
    page.get_by_role("link", name="Withdraw it").tap()
    page.get_by_role("button", name="Withdraw").tap()
    expect(page.get_by_text("Say why in a few words")).to_be_visible()
    assert floor.one("SELECT withdrawn_at IS NULL FROM coaching_session ORDER BY received_at DESC LIMIT 1") == 1
    page.get_by_label("Why?").fill("Wrong person")
    page.get_by_role("button", name="Withdraw").tap()
    expect(toast(page, "Withdrawn")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile("Withdrawn by Priya Nair, today"))
    expect(page.get_by_role("main")).to_contain_text("Wrong person")
    expect(page.get_by_role("link", name="Put it right")).to_have_count(0)
    page.goto(rows.advisor(floor, "Grace Liu"))
    expect(page.get_by_role("listitem").filter(has_text="Withdrawn").first).to_be_visible()


def test_a_withdrawn_moment_takes_its_promise_with_it(leader_page: Page, floor: Server):
    page = leader_page
    log(page, "Harv", card="wait-one-more-beat")
    promise = floor.one(
        "SELECT id FROM coaching_checkback WHERE session_id = (SELECT id FROM coaching_session ORDER BY received_at DESC LIMIT 1)"
    )
    assert promise, "this card comes with a promise"
    page.goto("/check-backs/")
    expect(page.get_by_role("link").filter(has_text="Harv")).to_have_count(1)
    page.goto(f"{rows.latest(floor)}withdraw/")
    page.get_by_label("Why?").fill("By mistake")
    page.get_by_role("button", name="Withdraw").tap()
    expect(toast(page, "Withdrawn")).to_be_visible()
    page.goto("/check-backs/")
    expect(page.get_by_role("link").filter(has_text="Harv")).to_have_count(0)


def test_right_after_saving_the_advisor_is_shown_what_was_written_down(leader_page: Page, floor: Server):
    page = leader_page
    log(page, "Ben", Note="You named it before she did.")
    toast(page, "Logged for Ben").get_by_role("link", name="Show Ben").tap()
    expect(page.get_by_role("heading", level=1, name="Ben, this is what Priya wrote down")).to_be_visible()
    expect(page.get_by_text("You named it before she did.")).to_be_visible()
    page.get_by_role("link", name="Done").tap()
    expect(page).to_have_url(f"{floor.url}/")
