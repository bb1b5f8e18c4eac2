"""The main job: hear a moment, two taps to a card, coach, three taps to log it; and it is on the advisor's page at once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.person import Thumb, has_focus, heard, log_it, people, pick, press_until, save, sheet, step, toast
from tests.e2e.server import Server

LOGGED = "SELECT count(*) FROM coaching_session"
LATEST = (
    "SELECT a.name, s.step, s.come_back, s.next_step, s.note "
    "FROM coaching_session s JOIN accounts_advisor a ON a.id = s.advisor_id ORDER BY s.received_at DESC LIMIT 1"
)


def advisor_url(floor: Server, name: str) -> str:
    return f"/advisors/{floor.one('SELECT id FROM accounts_advisor WHERE name = ?', name)}/"


def test_two_taps_to_the_card_and_three_to_log_it(leader_page: Page, floor: Server):
    page, before = leader_page, floor.one(LOGGED)
    thumb = Thumb(page)
    page.goto("/")
    thumb.tap(heard(page).first)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert thumb.taps <= 2, "more than two taps to the card"

    thumb.tap(log_it(page))  # opens the sheet; what follows is the logging itself
    thumb.taps = 0
    form = sheet(page)
    expect(form).to_be_visible()
    name = people(form).first.evaluate("(radio) => radio.closest('label').querySelector('span:not(.av)').firstChild.textContent")
    thumb.tap(people(form).first)
    thumb.tap(step(form, "Trying it"))
    thumb.tap(save(form))
    assert thumb.taps <= 3, "more than three taps to log it"

    done = toast(page, "Logged for")
    expect(done).to_be_visible()
    expect(done.get_by_role("button", name="Undo")).to_be_visible()
    assert page.url == f"{floor.url}/"
    assert floor.one(LOGGED) == before + 1
    [(advisor, stored_step, *_rest)] = floor.rows(LATEST)
    assert stored_step == 2
    assert advisor.split()[0] == name
    page.goto(advisor_url(floor, advisor))
    newest = page.get_by_role("region", name="So far").get_by_role("listitem").first
    expect(newest).to_contain_text("Today")
    expect(newest).to_contain_text("Trying it")


def test_one_more_tap_by_the_kind_of_moment(leader_page: Page):
    thumb = Thumb(leader_page)
    leader_page.goto("/")
    kinds = leader_page.get_by_role("region", name="What did you just hear?").get_by_role("list").last.get_by_role("link")
    thumb.tap(kinds.first)
    thumb.tap(
        leader_page.get_by_role("main").get_by_role("listitem").filter(has=leader_page.get_by_role("paragraph")).get_by_role("link").first
    )
    expect(log_it(leader_page)).to_be_visible()
    assert thumb.taps == 2


def test_only_a_person_and_a_card_are_needed(leader_page: Page, floor: Server):
    leader_page.goto("/cards/say-it-their-way/")
    log_it(leader_page).tap()
    pick(sheet(leader_page), "Ewa")
    save(sheet(leader_page)).tap()
    expect(toast(leader_page, "Logged for Ewa")).to_be_visible()
    [(name, stored_step, come_back, next_step, note)] = floor.rows(LATEST)
    assert (name, stored_step, note) == ("Ewa Nowak", None, "")
    assert come_back, "when to come back is filled in from the card"
    assert next_step, "what they will try is filled in from the card"


def test_everybody_of_the_team_can_be_picked(leader_page: Page, floor: Server):
    leader_page.goto("/cards/say-it-their-way/")
    log_it(leader_page).tap()
    form = sheet(leader_page)
    expect(people(form)).to_have_count(4)
    form.get_by_role("checkbox", name="Show all 12 people").tap()
    expect(people(form)).to_have_count(12)
    pick(form, "Liam")
    expect(save(form)).to_be_in_viewport()
    save(form).tap()
    expect(toast(leader_page, "Logged for Liam")).to_be_visible()


def test_all_that_can_be_said_is_kept(leader_page: Page, floor: Server):
    leader_page.goto("/cards/say-it-their-way/")
    log_it(leader_page).tap()
    form = sheet(leader_page)
    pick(form, "Ben")
    step(form, "Doing it").tap()
    form.get_by_text("We see it differently").tap()
    form.get_by_role("group", name="How you see it").get_by_role("radio", name=re.compile("^Trying it")).tap()
    expect(form.locator(".says > span").filter(visible=True)).to_have_text(["Did it without a prompt."])
    form.get_by_role("radio", name="This week").tap()
    form.get_by_label("What will they try?").fill("Say the name first")
    form.get_by_text("Note", exact=True).first.tap()
    form.get_by_label("Note", exact=True).fill("He laughed.\nThen he tried it.")
    save(form).tap()
    expect(toast(leader_page, "Check back this week")).to_be_visible()
    [row] = floor.rows("SELECT step, advisor_step, come_back, next_step, note FROM coaching_session ORDER BY received_at DESC LIMIT 1")
    assert row[:4] == (2, 3, "this-week", "Say the name first")
    assert row[4].split() == ["He", "laughed.", "Then", "he", "tried", "it."]


def test_with_the_keyboard_alone(desk_page: Page, floor: Server):
    page, before = desk_page, floor.one(LOGGED)
    page.goto("/")
    press_until(page, "Tab", heard(page).first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cards/"))
    press_until(page, "Tab", log_it(page))
    page.keyboard.press("Enter")
    form = sheet(page)
    expect(form).to_be_visible()
    assert form.evaluate("(dialog) => dialog.contains(document.activeElement)"), "the focus goes into the sheet"

    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    has_focus(log_it(page))

    page.keyboard.press("Enter")
    expect(form).to_be_visible()
    press_until(page, "Tab", people(form).first)
    page.keyboard.press("Space")
    press_until(page, "Tab", form.get_by_role("group", name="Where are you with this?").get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    press_until(page, "Tab", save(form))
    page.keyboard.press("Enter")
    expect(toast(page, "Logged for")).to_be_visible()
    assert floor.one(LOGGED) == before + 1
    assert floor.rows(LATEST)[0][1] == 2, "the arrow moved from the first step to the second"


def test_the_keyboard_stays_in_the_open_sheet(desk_page: Page):
    desk_page.goto("/cards/say-it-their-way/")
    log_it(desk_page).click()
    form = sheet(desk_page)
    expect(form).to_be_visible()
    for _turn in range(40):
        desk_page.keyboard.press("Tab")
        where = desk_page.evaluate(
            "document.activeElement === document.body || document.querySelector('dialog[open]').contains(document.activeElement)"
        )
        assert where, "Tab left the sheet for the page under it"


def test_without_javascript(plain_page: Page, floor: Server):
    page, before = plain_page, floor.one(LOGGED)
    page.goto("/")
    heard(page).first.tap()
    log_it(page, javascript=False).tap()
    expect(page.get_by_role("heading", level=1, name="Log it")).to_be_visible()
    people(page).first.tap()
    step(page, "Trying it").tap()
    save(page).tap()
    expect(toast(page, "Logged for")).to_be_visible()
    assert page.url == f"{floor.url}/"
    assert floor.one(LOGGED) == before + 1
    toast(page, "Logged for").get_by_role("button", name="Undo").tap()
    expect(toast(page, "Undone")).to_be_visible()


def test_the_sheet_closes_without_saving(leader_page: Page, floor: Server):
    before = floor.one(LOGGED)
    leader_page.goto("/cards/say-it-their-way/")
    log_it(leader_page).tap()
    people(sheet(leader_page)).first.tap()
    sheet(leader_page).get_by_role("link", name="Close without saving").tap()
    expect(sheet(leader_page)).to_be_hidden()
    has_focus(log_it(leader_page))
    log_it(leader_page).tap()
    expect(sheet(leader_page)).to_be_visible()
    leader_page.touchscreen.tap(195, 10)  # the page behind it
    expect(sheet(leader_page)).to_be_hidden()
    assert floor.one(LOGGED) == before


def test_the_card_for_somebody_shaken_asks_for_no_step(leader_page: Page, floor: Server):
    [(slug,)] = floor.rows("SELECT slug FROM cards_card WHERE care_first")
    leader_page.goto(f"/cards/{slug}/")
    log_it(leader_page).tap()
    form = sheet(leader_page)
    expect(form.get_by_text("Care comes first")).to_be_visible()
    expect(form.get_by_role("group", name="Where are you with this?")).to_have_count(0)
    pick(form, "Ben")
    save(form).tap()
    expect(toast(leader_page, "Logged for Ben")).to_be_visible()
    assert floor.rows(LATEST)[0][1] is None


def test_a_double_tap_on_save_makes_one(leader_page: Page, floor: Server):
    before = floor.one(LOGGED)
    leader_page.goto("/cards/say-it-their-way/")
    log_it(leader_page).tap()
    pick(sheet(leader_page), "Ben")
    save(sheet(leader_page)).dblclick(no_wait_after=True)
    expect(toast(leader_page, "Logged for Ben")).to_be_visible()
    assert floor.one(LOGGED) == before + 1
