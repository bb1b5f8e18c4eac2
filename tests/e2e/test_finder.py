"""Finding a card: by what happened, by a word, by its place, by luck; and turning it over."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import rows
from tests.e2e.person import log_it, pick, press_until, save, sheet, toast
from tests.e2e.server import Server


def cards_in(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").get_by_role("link")


def question(page: Page) -> Locator:
    return page.get_by_role("heading", level=2).first


@pytest.mark.parametrize("javascript", [True, False])
def test_by_kind_of_moment(page_as, javascript: bool):
    page = page_as("leader", javascript=javascript)
    page.goto("/cards/")
    expect(page.get_by_role("heading", level=1, name="28 cards")).to_be_visible()
    kinds = page.get_by_role("region", name="What just happened?").get_by_role("link")
    expect(kinds).to_have_count(6)
    kinds.nth(2).tap()
    expect(page).to_have_url(re.compile(r"\?kind="))
    cards_in(page).filter(has=page.locator("p")).first.tap()
    expect(log_it(page, javascript)).to_be_visible()


def test_search_as_you_type(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    box = page.get_by_role("searchbox", name="Search the cards")
    box.press_sequentially("the system won't let me", delay=20)
    expect(page.get_by_role("heading", level=1)).to_contain_text("the system won't let me")
    assert 1 <= cards_in(page).count() <= 28
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d+ cards?"))).to_have_count(1)
    expect(page).to_have_url(re.compile("q=the"))
    expect(box).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("the system won't let me")
    cards_in(page).first.tap()
    expect(log_it(page)).to_be_visible()


def test_search_works_on_when_the_signal_goes(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    box = page.get_by_role("searchbox", name="Search the cards")
    with page.expect_response("**/cards/finder/*.json"):
        box.focus()
    page.wait_for_load_state("networkidle")  # whatever else it loads is there before the signal goes
    page.context.set_offline(True)
    box.fill("never looked at history")
    expect(cards_in(page).first).to_contain_text("Already in the notes")
    page.context.set_offline(False)


def test_a_sentence_shows_why_each_card_is_there(leader_page: Page):
    leader_page.goto("/cards/")
    leader_page.get_by_role("searchbox").fill("custmer gave ref number in the chat alredy")
    first = cards_in(leader_page).first
    expect(first).to_contain_text("Already in the notes")
    expect(first.locator("mark").or_(first.get_by_text("You said"))).not_to_have_count(0)


def test_what_was_found_is_still_there_on_the_way_back(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("searchbox").fill("never looked at history")
    expect(page).to_have_url(re.compile("q=never"))
    found = [link.inner_text() for link in cards_in(page).all()]
    cards_in(page).first.tap()
    expect(log_it(page)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("never looked at history")
    assert [link.inner_text() for link in cards_in(page).all()] == found


def test_found_cards_are_reached_by_keyboard_and_the_count_is_said_once_the_typing_stops(desk_page: Page):
    page = desk_page
    page.goto("/cards/")
    press_until(page, "Tab", page.get_by_role("searchbox"))
    page.keyboard.type("talked over the customer", delay=10)
    said = page.get_by_role("status").filter(has_text=re.compile(r"^\s*\d+ cards?$"))
    expect(said).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=talked"))
    press_until(page, "Shift+Tab", cards_in(page).first)
    page.keyboard.press("Enter")
    expect(log_it(page)).to_be_visible()


def test_harm_brings_the_safety_route_before_any_card(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("searchbox").fill("she said she wants to end it all")
    expect(page.get_by_role("region", name="People first")).to_contain_text("999")
    expect(page.get_by_role("main").locator(".rows").get_by_role("link").first).to_contain_text("Ask for two minutes")
    expect(page.get_by_role("status").filter(has_text="People first")).to_have_count(1)
    page.get_by_role("searchbox").fill("never looked at history")
    expect(page.get_by_role("region", name="People first")).to_have_count(0)


def test_a_search_that_came_to_nothing_is_counted_and_one_that_ended_in_a_log_is_not(leader_page: Page, page_as, floor: Server):
    page = leader_page
    later = (
        "localStorage.setItem('fw-looking', JSON.stringify({ ...JSON.parse(localStorage.getItem('fw-looking')), at: Date.now() - 3600e3 }))"
    )
    page.goto("/cards/")
    page.get_by_role("searchbox").fill("the customer asked for a song")
    expect(page).to_have_url(re.compile("q=the"))
    page.evaluate(later)
    with page.expect_response("**/cards/looked-for/") as told:
        page.goto("/cards/")
    assert told.value.status == 204
    page.get_by_role("searchbox").fill("never looked at history")
    expect(page).to_have_url(re.compile("q=never"))
    cards_in(page).first.tap()
    log_it(page).tap()
    pick(sheet(page), "Ben")
    save(sheet(page)).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    page.goto("/cards/")
    assert page.evaluate("localStorage.getItem('fw-looking')") is None
    designer = page_as("designer")
    designer.goto("/cards/no-card/")
    rows_there = designer.get_by_role("main").get_by_role("listitem")
    expect(rows_there).to_have_count(1)
    expect(rows_there).to_contain_text("the customer asked for a song")


def test_search_without_javascript(plain_page: Page):
    plain_page.goto("/cards/")
    plain_page.get_by_role("searchbox").fill("sorry")
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("sorry")
    assert cards_in(plain_page).count() >= 1


def test_no_card_says_that(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("searchbox").fill("xylophone")
    expect(page.get_by_role("heading", name="No card fits that")).to_be_visible()
    page.get_by_role("link", name="All 28 cards").tap()
    expect(page.get_by_role("heading", level=1, name="28 cards")).to_be_visible()


def test_what_was_searched_for_is_shown_as_words(leader_page: Page):
    leader_page.goto("/cards/?q=<img src=x onerror=alert(1)>")
    expect(leader_page.get_by_role("heading", level=1)).to_contain_text("<img src=x")


def test_filters_narrow_and_can_be_taken_off(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("navigation", name="By mindset").get_by_role("link", name="Brave").tap()
    expect(page.get_by_role("heading", level=1, name="Brave")).to_be_visible()
    expect(page.get_by_text("10 cards", exact=True)).to_be_visible()  # nine of the suit, and the wild one
    page.get_by_role("navigation", name="By mindset").get_by_role("link", name="Curious").tap()
    expect(page.get_by_role("heading", level=1, name="Curious")).to_be_visible()
    page.get_by_role("link", name=re.compile("All 28 cards")).tap()
    expect(page.get_by_role("heading", level=1, name="28 cards")).to_be_visible()


def test_draw_one(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("link", name="Draw one").tap()
    down = page.get_by_role("link", name=re.compile("face-down card"))
    expect(down).to_have_count(3)
    drawn = {tuple(link.get_attribute("href") for link in down.all())}
    for _shuffle in range(3):
        page.get_by_role("link", name="Shuffle again").tap()
        drawn.add(tuple(link.get_attribute("href") for link in down.all()))
    assert len(drawn) > 1, "the same three every time"
    down.first.tap(position={"x": 20, "y": 80})  # the part that shows beside the one on top
    expect(log_it(page)).to_be_visible()


@pytest.mark.parametrize("motion", [True, False])
def test_a_card_turns_over_by_touch(page_as, floor: Server, motion: bool):
    page = page_as("leader", motion=motion)
    page.goto(rows.card(floor, "curious"))
    asked = question(page).inner_text()
    page.get_by_role("link", name="Turn over").first.tap()
    expect(page.get_by_role("heading", name="Try this").first).to_be_visible()
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    expect(page.get_by_role("heading", level=2).filter(has_text=asked).first).to_be_hidden()
    page.get_by_role("link", name="Turn back").first.tap()
    expect(page.get_by_role("heading", name="Try this").first).to_be_hidden()
    expect(question(page)).to_have_text(asked)
    expect(question(page)).to_be_focused()


def test_a_card_turns_over_by_keyboard(desk_page: Page, floor: Server):
    page = desk_page
    page.goto(rows.card(floor, "brave"))
    press_until(page, "Tab", page.get_by_role("link", name="Turn over").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try this").first).to_be_visible()
    press_until(page, "Tab", page.get_by_role("link", name="Turn back").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try this").first).to_be_hidden()


def test_a_card_turns_over_without_javascript(plain_page: Page, floor: Server):
    page = plain_page
    page.goto(rows.card(floor, "accountable"))
    page.get_by_role("link", name="Turn over").first.tap()
    expect(page.get_by_role("heading", name="Try this").first).to_be_visible()
    page.get_by_role("link", name="Turn back").first.tap()
    expect(page.get_by_role("heading", name="Try this").first).to_be_hidden()


def test_turning_is_not_a_step_for_the_back_button(leader_page: Page, floor: Server):
    page = leader_page
    page.goto("/cards/")
    page.goto(rows.card(floor, "curious"))
    for side in ("Turn over", "Turn back", "Turn over"):
        page.get_by_role("link", name=side).first.tap()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="28 cards")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_previous_and_next_go_round_the_hand(page_as, floor: Server, javascript: bool):
    page = page_as("leader", javascript=javascript)
    page.goto("/cards/?mindset=brave")
    cards_in(page).filter(has=page.locator("p")).first.tap()
    place = page.get_by_text(re.compile(r"^\d+ of 10$"))
    expect(place).to_have_text("1 of 10")
    page.get_by_role("link", name="Next card").tap()
    expect(place).to_have_text("2 of 10")
    page.get_by_role("link", name="Previous card").tap()
    expect(place).to_have_text("1 of 10")
    page.get_by_role("link", name="Previous card").tap()
    expect(place).to_have_text("10 of 10")
    here = page.url
    page.reload()
    expect(place).to_have_text("10 of 10")
    assert page.url == here


def test_swiping_changes_the_place_and_the_address(leader_page: Page):
    page = leader_page
    page.goto("/cards/?mindset=curious")
    cards_in(page).filter(has=page.locator("p")).first.tap()
    first = page.url
    page.get_by_role("list", name="Cards in your hand").evaluate("(list) => list.scrollBy({ left: list.clientWidth, behavior: 'instant' })")
    expect(page.get_by_text("2 of 10", exact=True)).to_be_visible()
    assert page.url != first
    expect(page).to_have_title(re.compile("^Curious 2: "))


def test_a_card_picked_for_somebody_has_them_chosen_in_the_form(leader_page: Page, floor: Server):
    page = leader_page
    page.goto(rows.advisor(floor, "Liam Byrne"))
    page.get_by_role("link", name="Pick a card for Liam").tap()
    page.get_by_role("region", name="What just happened?").get_by_role("link").first.tap()
    cards_in(page).filter(has=page.locator("p")).first.tap()
    log_it(page).tap()
    expect(page.get_by_role("dialog").get_by_role("radio", name=re.compile(r"^Liam\b"))).to_be_checked()
