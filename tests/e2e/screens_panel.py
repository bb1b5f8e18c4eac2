"""What a designer does on the screens of the panel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen
from tests.e2e.server import Server

SLUG = "say-it-their-way"
STEP = "Next time, say the first step in five words."


def card(page: str = "change", slug: str = SLUG) -> Callable[[Server], str]:
    """The address of a page about one card."""

    def address(server: Server) -> str:
        found = server.rows(f"SELECT id FROM cards_card WHERE slug = '{slug}'")[0][0]
        return f"/admin/cards/card/{found}/{page}/"

    return address


def drafted(page: Page) -> None:
    page.get_by_label("Try this").fill(STEP)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("a draft, waits")).to_be_visible()


def checked(page: Page) -> None:
    page.get_by_label("Try this").fill(
        "You must own it and upsell to every customer before the end of the shift, whatever they say or want."
    )
    expect(page.locator("#checks").get_by_text("is a banned word").first).to_be_visible()


def refused(page: Page) -> None:
    checked(page)
    page.get_by_label("Try this").fill("Next time you must own it.")
    page.get_by_role("button", name="Save and publish now").click()
    expect(page.get_by_text("Not published.")).to_be_visible()


def tried(query: str = "") -> Callable[[Page], None]:
    """The draft on a phone."""

    def steps(page: Page) -> None:
        drafted(page)
        page.get_by_role("link", name="On a phone").click()
        if query:
            page.goto(f"{page.url}?{query}")
        expect(page.frame_locator("iframe").first.locator(".card__q")).to_be_visible()

    return steps


def compared(page: Page) -> None:
    drafted(page)
    page.get_by_role("link", name="What changes").click()
    expect(page.locator("ins").first).to_be_visible()


def planning(page: Page) -> None:
    drafted(page)
    page.get_by_role("link", name="Publishing and history").click()
    page.get_by_label("Publish at").fill(f"{datetime.now(UTC).year + 1}-03-02T09:00")
    page.get_by_role("button", name="Publish it then").click()
    expect(page.get_by_role("button", name="Call it off")).to_be_visible()


def published(page: Page) -> None:
    page.get_by_label("Try this").fill(STEP)
    page.get_by_role("button", name="Save and publish now").click()
    expect(page.get_by_text("Leaders see edition 2")).to_be_visible()
    page.get_by_role("link", name="Publishing and history").click()
    expect(page.get_by_role("button", name="Undo: back to edition 1")).to_be_visible()


def throwing_away(page: Page) -> None:
    drafted(page)
    page.get_by_role("link", name="Publishing and history").click()
    page.get_by_text("Throw the draft away").click()
    expect(page.get_by_role("button", name="Throw it away")).to_be_visible()


def taken(page: Page) -> None:
    """A place that another card has."""
    other = page.get_by_label("Skill").locator("option:not(:checked)").nth(2).get_attribute("value")
    page.get_by_label("Skill").select_option(other)
    page.get_by_role("button", name="Save its place").click()
    expect(page.get_by_text("stands there. Tick the box below")).to_be_visible()


PANEL = (
    Screen("panel", "/admin/", "designer"),
    Screen("panel-cards", "/admin/cards/card/", "designer"),
    Screen("panel-cards-nothing", "/admin/cards/card/?q=xylophone", "designer"),
    Screen("panel-card", card(), "designer"),
    Screen("panel-card-draft", card(), "designer", steps=drafted),
    Screen("panel-card-checks", card(), "designer", steps=checked),
    Screen("panel-card-refused", card(), "designer", steps=refused, expects=(422,)),
    Screen("panel-difference", card(), "designer", steps=compared),
    Screen("panel-phone", card(), "designer", steps=tried()),
    Screen("panel-phone-dark-small-full", card(), "designer", steps=tried("size=small&scheme=dark&words=full")),
    Screen("panel-preview", card("preview"), "designer"),
    Screen("panel-planned", card(), "designer", steps=planning),
    Screen("panel-throw-away", card(), "designer", steps=throwing_away),
    Screen("panel-place", card("place"), "designer"),
    Screen("panel-place-taken", card("place"), "designer", steps=taken, expects=(422,)),
    Screen("panel-new-card", "/admin/cards/card/new/", "designer"),
    Screen("panel-published", card(), "designer", steps=published),
)
