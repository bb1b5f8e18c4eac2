"""Saving, as a leader meets it: on the phone first, sent when it can be; nothing lost, doubled, or under another name."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.kept import DRAFT, DROP_PACK, KV, until
from tests.e2e.person import log, log_it, pick, save, sheet, toast
from tests.e2e.saving import CARD, OWNER, log_moment, send_now, signal_back, signed_in
from tests.e2e.server import PEOPLE, Server
from tests.e2e.watch import Watch

LATEST = """SELECT s.id, a.name, s.step, s.made_offline
FROM coaching_session s JOIN accounts_advisor a ON a.id = s.advisor_id ORDER BY s.received_at DESC LIMIT 1"""


def test_without_a_signal_a_moment_is_saved_and_arrives_once_when_it_is_back(ready_phone: Page, floor: Server):
    before = rows.logged(floor)
    ready_phone.context.set_offline(True)
    ready_phone.goto(CARD)
    log_moment(ready_phone, "Ewa")
    expect(toast(ready_phone, "Saved on this phone")).to_contain_text("1 waiting to send")
    expect(ready_phone.get_by_text("No signal. Carry on.")).to_be_visible()
    expect(ready_phone.get_by_role("link", name="1 saved on this phone, waiting to send")).to_be_visible()
    assert rows.logged(floor) == before
    signal_back(ready_phone)
    expect(ready_phone.get_by_role("link", name="1 saved on this phone")).to_have_count(0)
    assert rows.logged(floor) == before + 1
    [(_pk, name, stored, offline)] = floor.rows(LATEST)
    assert (name, stored, offline) == ("Ewa Nowak", 3, 1)


def test_todays_check_backs_are_there_without_a_signal_and_can_be_answered(ready_phone: Page, floor: Server):
    due = ready_phone.request.get("/api/v1/pack/").json()["check_backs"][0]
    ready_phone.context.set_offline(True)
    ready_phone.goto("/")
    expect(ready_phone.get_by_role("heading", level=1)).to_have_text(re.compile("check-backs? today$"))
    expect(ready_phone.get_by_text(re.compile(r"As it stood \d\d:\d\d"))).to_be_visible()
    row = ready_phone.locator(f"a[href='/check-backs/{due['id']}/']")
    row.tap()
    expect(ready_phone.get_by_role("heading", level=1, name=due["ask"])).to_be_visible()
    ready_phone.get_by_role("radio", name="It helped").check()
    ready_phone.get_by_role("group", name="Where are you with it now?").get_by_role("radio", name=re.compile("^Doing it")).check()
    save(ready_phone).tap()
    expect(toast(ready_phone, "Saved on this phone")).to_be_visible()
    expect(ready_phone.get_by_text("No signal. Carry on.")).to_be_visible()
    expect(row).to_have_count(0)
    ready_phone.goto(f"/check-backs/{due['id']}/")
    expect(ready_phone.get_by_text("You answered this one")).to_be_visible()
    assert floor.one("SELECT answered_at FROM coaching_checkback WHERE id = ?", due["id"].replace("-", "")) is None
    ready_phone.context.set_offline(False)
    ready_phone.goto("/waiting/")
    send_now(ready_phone)
    assert floor.rows("SELECT outcome, step FROM coaching_checkback WHERE id = ?", due["id"].replace("-", "")) == [("helped", 3)]


def test_the_log_forms_own_page_works_without_a_signal(ready_phone: Page, floor: Server):
    ready_phone.context.set_offline(True)
    ready_phone.goto("/sessions/new/?card=say-it-their-way")
    pick(ready_phone, "Grace")
    save(ready_phone).tap()
    expect(toast(ready_phone, "Saved on this phone")).to_be_visible()
    signal_back(ready_phone)
    expect(ready_phone.get_by_role("link", name="1 saved on this phone")).to_have_count(0)
    assert floor.rows(LATEST)[0][1] == "Grace Liu"


def test_it_says_who_is_logging_and_how_to_begin_where_the_team_is_not_there(ready_phone: Page):
    ready_phone.goto(CARD)
    log_it(ready_phone).tap()
    expect(sheet(ready_phone).get_by_text("You are logging as Priya Nair.")).to_be_visible()
    ready_phone.context.set_offline(True)
    ready_phone.evaluate(DROP_PACK)
    ready_phone.goto("/")
    expect(ready_phone.get_by_text("Your team is not on this phone yet")).to_be_visible()


def test_signed_out_meanwhile_it_waits_and_asks_to_sign_in(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(401)
    page, before = leader_page, rows.logged(floor)
    page.goto(CARD)
    log_it(page).tap()
    pick(sheet(page), "Ben")
    floor.rows("DELETE FROM django_session")
    save(sheet(page)).tap()
    expect(page.get_by_role("link", name="1 waiting: sign in to send")).to_be_visible()
    assert rows.logged(floor) == before


def test_words_typed_and_not_saved_are_there_when_the_page_comes_back(leader_page: Page, floor: Server):
    page, before = leader_page, rows.logged(floor)
    page.goto(CARD)
    log_it(page).tap()
    pick(sheet(page), "Ben")
    sheet(page).get_by_label("What will they try?").fill("Half a thou")
    until(page, f"{KV}.then((all) => JSON.stringify(all).includes('Half a thou'))")
    page.reload()
    form = sheet(page)
    expect(form).to_be_visible()
    expect(form.get_by_label("What will they try?")).to_have_value("Half a thou")
    expect(form.get_by_role("radio", name=re.compile("^Ben"))).to_be_checked()
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert rows.logged(floor) == before + 1
    page.goto(CARD)
    expect(log_it(page)).to_be_visible()
    expect(sheet(page)).to_be_hidden()


def test_closed_on_purpose_they_are_gone(leader_page: Page):
    leader_page.goto(CARD)
    log_it(leader_page).tap()
    sheet(leader_page).get_by_label("What will they try?").fill("Never mind")
    until(leader_page, DRAFT)
    sheet(leader_page).get_by_role("link", name="Close without saving").tap()
    expect(sheet(leader_page)).to_be_hidden()
    until(leader_page, f"{DRAFT}.then((there) => !there)")
    leader_page.reload()
    expect(sheet(leader_page)).to_be_hidden()


def test_another_persons_page_never_saves_as_the_one_before(page_as: Callable[..., Page], floor: Server):
    """The phone knew the last leader; this page was made for the next one."""
    page = page_as("leader")
    log(page, "Ben")
    signed_in(page, floor, "two-teams")
    team = floor.rows(
        "SELECT id, known_as FROM accounts_advisor WHERE team_id NOT IN (SELECT id FROM accounts_team WHERE name = 'Lighthouse')"
    )
    page.goto("/sessions/new/?card=say-it-their-way")
    name = page.get_by_role("group", name="Who was it?").get_by_role("radio").first
    assert int(name.get_attribute("value") or 0) in {pk for pk, _name in team}
    name.check()
    save(page).tap()
    expect(toast(page, "Logged for")).to_be_visible()
    owner = floor.one(OWNER)
    assert owner == PEOPLE["two-teams"]


def test_where_nothing_can_be_kept_the_form_goes_to_the_server(page_as: Callable[..., Page], floor: Server):
    page = page_as("leader")
    page.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    before = rows.logged(floor)
    page.goto(CARD)
    log_it(page).tap()
    expect(page).to_have_url(re.compile("/sessions/new/"))
    pick(page, "Ben")
    save(page).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert rows.logged(floor) == before + 1
    page.goto("/waiting/")
    expect(page.get_by_text("This browser cannot keep anything safely")).to_be_visible()


def test_a_team_of_nobody_is_told_so_and_saves_nothing(page_as: Callable[..., Page], floor: Server):
    page, before = page_as("newcomer"), rows.logged(floor)
    page.goto(CARD)
    log_it(page).tap()
    expect(sheet(page).get_by_text("There is nobody in your team yet")).to_be_visible()
    save(sheet(page)).tap()
    expect(sheet(page).get_by_text("Who was it? Tap a name.")).to_be_visible()
    assert rows.logged(floor) == before
