"""What HR takes out."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen, press


def narrowed(page: Page) -> None:
    """One column fewer, and the count follows by itself."""
    page.get_by_role("checkbox", name="advisor_name").uncheck()
    expect(page.locator("#found").get_by_text("28 columns").last).to_be_visible()


def made_token(page: Page) -> None:
    page.get_by_label("What is it for?").fill("Nightly load into the HR system")
    page.get_by_role("checkbox", name="Read sessions").check()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("heading", name="Your new token")).to_be_visible()


def some_tokens(page: Page) -> None:
    """One that stands, and one that was revoked."""
    for _ in range(2):
        made_token(page)
        page.get_by_role("link", name="I have it").click()
    page.get_by_role("button", name="Revoke").first.click()
    expect(page.get_by_text("is revoked").first).to_be_visible()


def kept(page: Page, name: str = "Monthly load, Harbourside") -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Save the filters").click()


def some_kept(page: Page) -> None:
    """Two, and what can be done with one of them."""
    for name in ("Monthly load, Harbourside", "Quarterly review"):
        kept(page, name)
        expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_text("Change", exact=False).first.click()


def kept_twice(page: Page) -> None:
    kept(page)
    expect(page.get_by_role("link", name="Monthly load, Harbourside")).to_be_visible()
    kept(page)
    expect(page.get_by_role("region", name="Keep these filters").get_by_text("You have a saved filter")).to_be_visible()


EXPORTS = (
    Screen("exports-kept", "/exports/", "hr", steps=some_kept),
    Screen("exports-kept-twice", "/exports/", "hr", steps=kept_twice, expects=(422,)),
    Screen("exports-left-out", "/exports/?left=team&left=note", "hr"),
    Screen("exports", "/exports/", "hr"),
    Screen("exports-narrowed", "/exports/", "hr", steps=narrowed),
    Screen("exports-nothing", "/exports/?first=2001-01-01&last=2001-01-02", "hr"),
    Screen("exports-refused", "/exports/", "hr", steps=press("Export", "Say in a few words"), expects=(422,)),
    Screen("tokens", "/exports/tokens/", "hr"),
    Screen("tokens-some", "/exports/tokens/", "hr", steps=some_tokens),
    Screen("tokens-made", "/exports/tokens/", "hr", steps=made_token),
    Screen("tokens-refused", "/exports/tokens/", "hr", steps=press("Make the token", "Tick at least one"), expects=(422,)),
    Screen("api-docs", "/api/v1/docs/", "hr"),
    Screen("exports-denied", "/exports/", "leader", status=403, expects=(403,)),
)
