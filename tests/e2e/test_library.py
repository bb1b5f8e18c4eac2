"""What everybody reads, and where those who lead no team land."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server
from tests.e2e.watch import Watch

HOMES = {"designer": "Tom", "hr": "Hannah", "sponsor": "Marcus"}


def test_nine_things_leaders_do_one_after_another(leader_page: Page):
    page = leader_page
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Toolkit").tap()
    nine = page.get_by_role("main").get_by_role("list").last.get_by_role("link")
    expect(nine).to_have_count(9)
    nine.first.tap()
    for number in range(1, 10):
        expect(page.get_by_text(f"{number} of 9", exact=True)).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        following = page.get_by_role("navigation", name="Other things leaders do").get_by_role("link", name=re.compile("^Next:"))
        if number < 9:
            following.tap()
    expect(following).to_have_count(0)


def test_from_a_practice_to_its_cards(leader_page: Page):
    page = leader_page
    page.goto("/toolkit/give-permission/")
    page.get_by_role("heading", name="Cards that go with it").scroll_into_view_if_needed()
    page.get_by_role("main").get_by_role("list").last.get_by_role("link").first.tap()
    expect(page.get_by_role("link", name="Log it").first).to_be_visible()


def test_the_story_is_read(leader_page: Page):
    page = leader_page
    page.goto("/toolkit/")
    page.get_by_role("link", name="Our Compelling Story").tap()
    expect(page.get_by_role("heading", name="Why now")).to_be_visible()
    expect(page.get_by_role("heading", name="What we are here to do")).to_be_visible()
    assert page.get_by_role("term").count() == 3, "customers, business, people"


@pytest.mark.parametrize("role", HOMES)
def test_whoever_leads_no_team_has_a_home_and_no_team(page_as, floor: Server, watch: Watch, role: str):
    watch.expect(403)
    page = page_as(role)
    page.goto("/")
    expect(page.get_by_role("heading", level=1, name=f"Hello, {HOMES[role]}")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Team")).to_have_count(0)
    for path in ("/team/", "/check-backs/", "/in-the-way/", "/sessions/new/?card=say-it-their-way"):
        response = page.goto(path)
        assert response
        assert response.status == 403, path
        expect(page.get_by_role("heading", level=1, name="Not yours to open")).to_be_visible()
    page.get_by_role("link", name="Back to the start").tap()
    expect(page.get_by_role("heading", level=1, name=f"Hello, {HOMES[role]}")).to_be_visible()


@pytest.mark.parametrize("role", HOMES)
def test_they_read_the_library(page_as, role: str, watch: Watch):
    page = page_as(role)
    for path in ("/cards/", "/cards/say-it-their-way/", "/cards/draw/", "/toolkit/", "/toolkit/give-permission/", "/story/", "/me/"):
        response = page.goto(path)
        assert response
        assert response.status == 200, path


@pytest.mark.parametrize("role", HOMES)
def test_a_card_offers_them_nothing_they_may_not_do(page_as, role: str, watch: Watch):
    """A card is the same bytes for everyone. Whoever may not log is told so as a page, never by a dead sheet."""
    watch.expect(403, "Response Status Error Code 403")
    page = page_as(role)
    page.goto("/cards/say-it-their-way/")
    log_it = page.get_by_role("link", name="Log it").first
    if log_it.is_visible():
        log_it.tap()
        expect(page.get_by_text(re.compile("That didn't go through|Not yours to open|don't lead a team")).last).to_be_visible()


def test_the_theme_is_kept_on_this_phone(leader_page: Page, floor: Server):
    page = leader_page
    page.goto("/me/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("radio", name=re.compile("Dark")).check(force=True)
    page.get_by_role("button", name="Set the colours").tap()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_the_last_tab_is_one_thumb_away_from_everything(leader_page: Page):
    """The tab bar is on every page but those that ask one thing."""
    page = leader_page
    for path, here in (
        ("/", "Today"),
        ("/cards/", "Cards"),
        ("/team/", "Team"),
        ("/toolkit/", "Toolkit"),
        ("/story/", "Toolkit"),
        ("/check-backs/", "Today"),
        ("/in-the-way/", "Today"),
    ):
        page.goto(path)
        current = page.get_by_role("navigation", name="Main").locator("[aria-current=page]")
        expect(current).to_have_count(1)
        expect(current).to_contain_text(here)
