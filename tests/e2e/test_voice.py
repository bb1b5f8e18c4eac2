"""A customer's words from the file to praise: brought in masked, passed on, played back, sent like every session, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.kept import DRAFT, SENT, until
from tests.e2e.person import pick, save, toast
from tests.e2e.screens_voice import looked_at
from tests.e2e.server import Server

STARTS = re.compile("^A customer said: “")


def test_a_comment_is_brought_in_passed_on_played_back_and_withdrawn(page_as: Callable[..., Page], floor: Server) -> None:
    hr = page_as("hr", size="desk")
    hr.goto("/voice/bring/")
    looked_at(hr)
    expect(hr.get_by_role("cell", name="[name] rang back on [number], about order [number]")).to_be_visible()
    hr.get_by_label("I have read them").check()
    hr.get_by_role("button", name="Take them in").click()
    expect(toast(hr, "Brought in")).to_be_visible()
    leader = page_as("leader")
    leader.goto("/")
    leader.get_by_role("link", name="One customer's words to play back").click()
    waiting = leader.get_by_role("region", name="To play back")
    words = waiting.get_by_role("blockquote").inner_text().strip("“”")
    site = waiting.get_by_role("paragraph").inner_text().split(" · ")[0]
    waiting.get_by_role("link", name="Play it back").click()
    expect(leader.get_by_role("textbox", name="Note", exact=True)).to_have_value(f"A customer said: “{words}”")
    pick(leader.get_by_role("main"), "Ben")
    save(leader).click()
    expect(toast(leader, "Logged for Ben")).to_be_visible()
    until(leader, SENT)
    kept = floor.rows("SELECT note FROM coaching_session ORDER BY received_at DESC LIMIT 1")[0][0]
    assert words.replace("’", "'") in kept.replace("’", "'")
    leader.goto("/voice/")
    leader.get_by_role("button", name="Off my list").click()
    expect(toast(leader, "Off your list")).to_be_visible()
    expect(leader.get_by_role("region", name="To play back")).to_have_count(0)
    hr.goto(f"/voice/?site={site}")
    line = hr.locator("article").filter(has_text=words)
    line.get_by_role("button", name="Withdraw").click()
    expect(toast(hr, "Withdrawn")).to_be_visible()
    leader.goto("/voice/")
    expect(leader.get_by_text(words)).to_have_count(0)


def test_it_works_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/voice/")
    plain_page.get_by_role("button", name="Keep for later").first.click()
    expect(plain_page.get_by_text("It shows on Today until it is played back")).to_be_visible()
    plain_page.get_by_role("link", name="Play it back").first.click()
    expect(plain_page.get_by_role("textbox", name="Note", exact=True)).to_have_value(STARTS)
    pick(plain_page.get_by_role("main"), "Ben")
    save(plain_page).click()
    expect(plain_page.get_by_text("Logged for Ben")).to_be_visible()


def test_words_of_one_comment_are_not_offered_for_another(leader_page: Page) -> None:
    """What was typed over one is a draft of that one: opened from another comment, the sheet has that one's words."""
    leader_page.goto("/voice/")
    links = leader_page.locator("#page").get_by_role("link", name="Play it back")
    first, second = links.nth(0).get_attribute("href"), links.nth(1).get_attribute("href")
    note = leader_page.get_by_role("textbox", name="Note", exact=True)
    leader_page.goto(str(first))
    note.fill("Changed by me")
    until(leader_page, DRAFT)
    leader_page.goto(str(second))
    expect(note).to_have_value(STARTS)
    leader_page.goto(str(first))
    expect(note).to_have_value("Changed by me")
