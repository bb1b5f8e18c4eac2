"""What a designer does in the panel beside the cards."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen


def refused(page: Page) -> None:
    page.get_by_label("Name").fill("A name that is much too long for the line it has to stand on, on a phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("at most 40 characters")).to_be_visible()


def changed(page: Page) -> None:
    page.get_by_label("Name").fill("Give them room")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Give them room")).to_be_visible()


def history(page: Page) -> None:
    changed(page)
    page.goto("/admin/cards/practice/8/history/")


def clash(page: Page) -> None:
    second = page.context.new_page()
    second.goto(page.url)
    changed(second)
    second.close()
    page.get_by_label("Name").fill("Leave them room")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody changed this while you wrote")).to_be_visible()


PRACTICE = "/admin/cards/practice/8/change/"
CONTENT = [
    Screen("content-practices", "/admin/cards/practice/", "designer"),
    Screen("content-practice", PRACTICE, "designer"),
    Screen("content-practice-refused", PRACTICE, "designer", steps=refused),
    Screen("content-practice-history", PRACTICE, "designer", steps=history),
    Screen("content-practice-clash", PRACTICE, "designer", steps=clash),
    Screen("content-kinds", "/admin/cards/kind/", "designer"),
    Screen("content-mindsets", "/admin/cards/mindset/", "designer"),
    Screen("content-skill", "/admin/cards/skill/1/change/", "designer"),
    Screen("content-phrases", "/admin/cards/heardas/", "designer"),
    Screen("content-phrase", "/admin/cards/heardas/1/change/", "designer"),
    Screen("content-files", "/admin/files/", "designer"),
    Screen("content-stories", "/admin/cards/story/", "designer"),
    Screen("content-story", "/admin/cards/story/1/change/", "designer"),
    Screen("content-placeholders", "/admin/cards/placeholder/", "designer"),
    Screen("content-placeholder", "/admin/cards/placeholder/1/change/", "designer"),
]
