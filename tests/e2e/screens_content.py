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


def lately(page: Page) -> None:
    changed(page)
    page.goto("/admin/lately/")
    expect(page.get_by_text("Give them room").first).to_be_visible()


def looked(page: Page) -> None:
    """The deck's own files, looked at: one of them with other words."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="The deck A file").click()
    page.get_by_label("A zip of such files").set_input_files(coming.value.path())
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_role("heading", name="What it would change")).to_be_visible()


def retiring(page: Page) -> None:
    page.get_by_text("Retire it", exact=True).click()
    expect(page.get_by_role("button", name="Yes, retire it")).to_be_visible()


PRACTICE = "/admin/cards/practice/8/change/"
CONTENT = [
    Screen("content-practices", "/admin/cards/practice/", "designer"),
    Screen("content-practice", PRACTICE, "designer"),
    Screen("content-practice-refused", PRACTICE, "designer", steps=refused),
    Screen("content-practice-history", PRACTICE, "designer", steps=history),
    Screen("content-practice-clash", PRACTICE, "designer", steps=clash),
    Screen("content-kinds", "/admin/cards/kind/", "designer"),
    Screen("content-mindsets", "/admin/cards/mindset/", "designer"),
    Screen("content-skills", "/admin/cards/skill/", "designer"),
    Screen("content-skill", "/admin/cards/skill/1/change/", "designer"),
    Screen("content-phrases", "/admin/cards/heardas/", "designer"),
    Screen("content-phrase", "/admin/cards/heardas/1/change/", "designer"),
    Screen("content-files", "/admin/files/", "designer"),
    Screen("content-files-preview", "/admin/files/", "designer", steps=looked),
    Screen("content-lately", PRACTICE, "designer", steps=lately),
    Screen("content-skill-retire", "/admin/cards/skill/2/change/", "designer"),
    Screen("content-new-kind", "/admin/cards/kind/add/", "designer"),
    Screen("content-measures", "/admin/coaching/measure/", "designer"),
    Screen("content-measure", "/admin/coaching/measure/1/change/", "designer", steps=retiring),
    Screen("content-readings", "/admin/coaching/reading/", "designer"),
    Screen("content-new-reading", "/admin/coaching/reading/add/", "designer"),
    Screen("content-stories", "/admin/cards/story/", "designer"),
    Screen("content-story", "/admin/cards/story/1/change/", "designer"),
    Screen("content-placeholders", "/admin/cards/placeholder/", "designer"),
    Screen("content-placeholder", "/admin/cards/placeholder/1/change/", "designer"),
]
