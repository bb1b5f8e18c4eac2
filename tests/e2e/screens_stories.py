"""Screens of permission stories."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen
from tests.e2e.server import Server


def story(like: str, panel: bool = False) -> Callable[[Server], str]:
    """The address of the story whose customer said something like that."""

    def address(server: Server) -> str:
        found = server.rows(f"SELECT id FROM coaching_permissionstory WHERE said LIKE '%{like}%'")[0][0]
        plain = f"{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}" if "-" not in found else found
        return f"/admin/stories/{plain}/" if panel else f"/stories/{plain}/"

    return address


def left_in_card(server: Server) -> str:
    """As if somebody had taken a story back after a card was made of it and published."""
    server.rows(
        "UPDATE coaching_permissionstory SET usually = '', did = '', permission = '', said = '', as_told = '{}', week_of = NULL,"
        " state = 'withdrawn', withdrawn_at = datetime('now'), carded_id = (SELECT current_id FROM cards_card WHERE slug = 'am-i-allowed')"
        " WHERE said LIKE '%leave%' AND state = 'published'"
    )
    return "/admin/stories/"


def refused(page: Page) -> None:
    page.get_by_label("What they did").fill("Read the notes out loud. " * 20)
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_text("There is room for")).to_be_visible()


def safe_lines(page: Page) -> None:
    page.get_by_text("Our safe lines").click()


def reworded(page: Page) -> None:
    page.get_by_label("What they did").fill("Somebody in the team drew it as two columns in the chat.")
    page.get_by_role("button", name="Save the words").click()
    expect(page.locator("ins").first).to_be_visible()


STORIES = (
    Screen("stories", "/stories/"),
    Screen("stories-none", "/stories/?skill=look-ahead&practice=go-first"),
    Screen("stories-safe-lines", "/stories/new/", steps=safe_lines),
    Screen("stories-new", "/stories/new/"),
    Screen("stories-new-refused", "/stories/new/", steps=refused, expects=(422,)),
    Screen("stories-one", story("talking to a person")),
    Screen("stories-yours", story("it was the fish")),
    Screen("stories-wall", "/stories/wall/"),
    Screen("panel-stories", "/admin/stories/", "designer"),
    Screen("panel-stories-left", left_in_card, "designer"),
    Screen("panel-stories-one", story("Is that all", panel=True), "designer", steps=reworded),
    Screen("panel-stories-published", story("Nobody rings", panel=True), "designer"),
)
