"""What HR takes out."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen, press


def narrowed(page: Page) -> None:
    """One column fewer, and the count follows by itself."""
    page.get_by_role("checkbox", name="advisor_name").uncheck()
    expect(page.get_by_text("28 columns")).to_be_visible()


EXPORTS = (
    Screen("exports", "/exports/", "hr"),
    Screen("exports-narrowed", "/exports/", "hr", steps=narrowed),
    Screen("exports-nothing", "/exports/?first=2001-01-01&last=2001-01-02", "hr"),
    Screen("exports-refused", "/exports/", "hr", steps=press("Export", "Say in a few words"), expects=(422,)),
    Screen("exports-denied", "/exports/", "leader", status=403, expects=(403,)),
)
