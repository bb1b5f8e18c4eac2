"""One advisor's record as HR reads it before it is handed over: words about others, and chats in dispute."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.e2e.person import log_it, sheet
from tests.e2e.screen import Screen
from tests.e2e.screens_data import found
from tests.e2e.screens_own_record import own_page
from tests.e2e.server import Server

NOTE = "Ben stayed calm. Priya Nair listened in and said so; Priya Nair was on a late call herself."
WHY = "Ben says it was not his call"


def may_read(server: Server) -> str:
    """HR has the right to notes, and made the file of Ben today; the latest note speaks of a colleague."""
    ben = server.one("SELECT id FROM accounts_advisor WHERE name = 'Ben Hughes'")
    hr = server.one("SELECT id FROM accounts_user WHERE email = 'hr@example.com'")
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
    server.rows("INSERT INTO accounts_role (user_id, name, granted_at) VALUES (?, 'export-notes', ?)", hr, now)
    server.rows(
        "INSERT INTO coaching_datapack (id, advisor_id, made_by_id, made_at, purpose, rows, sha256) VALUES (?, ?, ?, ?, ?, 9, ?)",
        uuid.uuid4().hex, ben, hr, now, "Ben asked for his data on 3 March", "0" * 64,
    )  # fmt: skip
    latest = "SELECT id FROM coaching_session WHERE advisor_id = ? ORDER BY held_at DESC LIMIT 1"
    server.rows(f"UPDATE coaching_session SET note = ? WHERE id = ({latest})", NOTE, ben)
    return f"/people/advisors/{ben}/words/"


def chosen(page: Page) -> None:
    page.get_by_role("link", name="Priya Nair listened").click()
    expect(page.get_by_role("group", name="Tap the words that go")).to_be_visible()


def tapped(page: Page) -> None:
    chosen(page)
    for word in ("Priya", "Nair"):
        page.get_by_role("checkbox", name=word, exact=True).first.check()


def taken_out(page: Page) -> None:
    tapped(page)
    page.get_by_label("Why?").fill("About a colleague")
    page.get_by_role("button", name="Take them out").click()
    expect(page.get_by_role("heading", name="Taken out so far")).to_be_visible()


def refused(page: Page) -> None:
    chosen(page)
    page.get_by_role("button", name="Take them out").click()
    expect(page.get_by_text("Tap at least one word.")).to_be_visible()


def disputing(page: Page) -> None:
    found(page)
    page.get_by_role("listitem").locator("summary").filter(has_text="In dispute?").first.click()
    page.get_by_label("What is in dispute?").first.fill(WHY)


def in_dispute(page: Page) -> None:
    disputing(page)
    page.get_by_role("button", name="Freeze it").first.click()
    expect(page.get_by_text("In dispute since")).to_be_visible()


def not_right(page: Page) -> None:
    own_page(page)
    page.get_by_role("main").locator("summary").filter(has_text="This isn't right").first.click()
    page.get_by_label("What isn't right?").first.fill(WHY)


def disputed_by_me(page: Page) -> None:
    not_right(page)
    page.get_by_role("button", name="Ask HR to look at it").first.click()
    expect(page.get_by_text("in dispute. Nobody changes it")).to_be_visible()


def objected(server: Server) -> str:
    ben, number = server.rows("SELECT id, employee_number FROM accounts_advisor WHERE name = 'Ben Hughes'")[0]
    fields = "kind, advisor_id, name, number, reach, words, received_on, paused_days, extended_because, answer"
    server.rows(
        f"INSERT INTO coaching_datarequest ({fields}) VALUES ('objection', ?, 'Ben Hughes', ?, 'ben.hughes@example.com', "
        "'I object to notes about me being kept.', date('now'), 0, '', '')",
        ben, number,
    )  # fmt: skip
    return f"/people/requests/{server.one('SELECT max(id) FROM coaching_datarequest')}/"


def frozen(page: Page) -> None:
    page.get_by_role("button", name="Freeze their chats").click()
    expect(page.get_by_text("chats are in dispute")).to_be_visible()


def disputed(server: Server) -> str:
    """The latest chat of somebody in the leader's team, as the leader sees it."""
    ben = "SELECT id FROM accounts_advisor WHERE name = 'Ben Hughes'"
    pk = server.one(f"SELECT id FROM coaching_session WHERE advisor_id = ({ben}) ORDER BY held_at DESC LIMIT 1")
    server.rows("UPDATE coaching_session SET disputed_at = datetime('now') WHERE id = ?", pk)
    return f"/sessions/{uuid.UUID(pk)}/"


def private(page: Page) -> None:
    log_it(page).click()
    sheet(page).locator("summary").filter(has_text="Note").click()
    sheet(page).get_by_label("Note", exact=True).fill("Back from a sick note, kept calm")
    expect(sheet(page).locator("fw-gentle")).to_contain_text("sick note")
    sheet(page).locator("fw-gentle").scroll_into_view_if_needed()


RECORD = (
    Screen("record-words", may_read, "hr"),
    Screen("record-words-tapped", may_read, "hr", steps=tapped),
    Screen("record-words-refused", may_read, "hr", steps=refused, expects=(422,)),
    Screen("record-words-taken-out", may_read, "hr", steps=taken_out),
    Screen("record-disputing", "/people/data/", "hr", steps=disputing),
    Screen("record-in-dispute", "/people/data/", "hr", steps=in_dispute),
    Screen("record-request", objected, "hr"),
    Screen("record-request-frozen", objected, "hr", steps=frozen),
    Screen("record-leader", disputed, "leader"),
    Screen("record-mine", "/mine/link/", None, steps=not_right),
    Screen("record-mine-disputed", "/mine/link/", None, steps=disputed_by_me),
    Screen("record-note-private", "/cards/say-it-their-way/", "leader", steps=private),
)
