"""What stands before a picture of somebody's own record: the way in, and what they do there."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def ask_for_link(page: Page, email: str) -> None:
    page.get_by_label("Your work e-mail").fill(email)
    page.get_by_role("button", name="Send me a link").click()


def link_opened(page: Page) -> None:
    """In the demo the letter is not waited for."""
    ask_for_link(page, "ben.hughes@example.com")
    expect(page.get_by_role("heading", level=1, name="Hello Ben")).to_be_visible()


def own_page(page: Page) -> None:
    link_opened(page)
    page.get_by_role("button", name="Open my page").click()
    expect(page.get_by_role("heading", level=1, name="Ben, this is your page")).to_be_visible()


def own_page_of_nothing(page: Page) -> None:
    ask_for_link(page, "una.first@example.com")
    page.get_by_role("button", name="Open my page").click()
    expect(page.get_by_role("heading", name="Nothing written down yet")).to_be_visible()


def refused_address(page: Page) -> None:
    ask_for_link(page, "ben at work")
    expect(page.get_by_text("That doesn't look like an e-mail address.")).to_be_visible()


def adding_words(page: Page) -> None:
    own_page(page)
    page.get_by_role("main").locator("summary").filter(has_text="own words").first.click()
    page.get_by_label("In your own words").first.fill("It felt odd the first time. Less odd now, and the customer laughed.")


def asked_for_three(page: Page) -> None:
    own_page(page)
    for place in (2, 4, 6):
        page.get_by_label("A skill").select_option(index=place)
        page.get_by_role("button", name="Ask for it").click()
        expect(page.get_by_role("button", name="Take back")).to_have_count(place // 2)


def own_story(page: Page) -> None:
    own_page(page)
    page.get_by_role("link", name="The story").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def words_on_the_leaders_phone(page: Page) -> None:
    page.locator("summary").filter(has_text="Add your own words").click()
    page.get_by_label("In your own words").fill("I'd have done it sooner, but the screen was still loading.")
