"""What customers said; the first look around; practice."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.person import pick
from tests.e2e.screen import Screen

FILE = """site,week,words,tone
Harbourside,2026-01-07,"Ben rang back on 07700 900123, about order 4711",good
Harbourside,2026-01-07,"A long wait, and then a clear answer",mixed
"""
WRONG = "site,week,words,tone\nNowhere,2026-01-07,Kind words,good\n"


def looked_at(page: Page, words: str = FILE) -> None:
    site = page.locator("#columns-h ~ ul li").first.inner_text().split(":")[1].split(",")[0].strip()
    page.get_by_label("The file").set_input_files(
        {"name": "comments.csv", "mimeType": "text/csv", "buffer": words.replace("Harbourside", site).encode()}
    )
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("region", name="Lines of the file")).to_be_visible()


def refused(page: Page) -> None:
    looked_at(page, WRONG)


def played_back(page: Page) -> None:
    page.get_by_role("link", name="Play it back").first.click()
    expect(page.get_by_role("textbox", name="Note", exact=True)).to_be_visible()


VOICE = (
    Screen("voice", "/voice/"),
    Screen("voice-quiet", "/voice/?page=40"),
    Screen("voice-sheet", "/voice/", steps=played_back),
    Screen("voice-designer", "/voice/", "designer"),
    Screen("voice-bring", "/voice/bring/", "designer"),
    Screen("voice-looked-at", "/voice/bring/", "designer", steps=looked_at),
    Screen("voice-refused", "/voice/bring/", "designer", steps=refused, expects=(422,)),
)


def practised(page: Page) -> None:
    pick(page.get_by_role("main"), "Sasha")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Practised with Sasha")).to_be_visible()


def practice_refused(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Who was it? Tap a name.")).to_be_visible()


def helped(page: Page) -> None:
    for what in ("What are the steps?", "What is coming back?"):
        page.locator("summary").filter(has_text=what).click()
    expect(page.get_by_text("A promise to one person")).to_be_visible()


BEGINNING = (
    Screen("log-help", "/sessions/new/?card=say-it-their-way", steps=helped),
    Screen("tour-hear", "/tour/"),
    Screen("tour-find", "/tour/find/"),
    Screen("tour-coach", "/tour/coach/"),
    Screen("tour-log", "/tour/log/"),
    Screen("rehearse", "/rehearse/"),
    Screen("rehearse-card", "/rehearse/cards/say-it-their-way/"),
    Screen("rehearse-log", "/rehearse/cards/say-it-their-way/log/"),
    Screen("rehearse-refused", "/rehearse/cards/say-it-their-way/log/", steps=practice_refused),
    Screen("rehearse-done", "/rehearse/cards/say-it-their-way/log/", steps=practised),
)
