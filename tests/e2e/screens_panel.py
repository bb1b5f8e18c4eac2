"""What a designer does on the screens of the panel."""

from __future__ import annotations

from collections.abc import Callable

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


PANEL = (
    Screen("panel", "/admin/", "designer"),
    Screen("panel-cards", "/admin/cards/card/", "designer"),
    Screen("panel-cards-nothing", "/admin/cards/card/?q=xylophone", "designer"),
    Screen("panel-card", card(), "designer"),
    Screen("panel-card-draft", card(), "designer", steps=drafted),
    Screen("panel-card-checks", card(), "designer", steps=checked),
    Screen("panel-card-refused", card(), "designer", steps=refused, expects=(422,)),
)
