"""Screens of the culture half of the toolkit: telling the story, practising, going first."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen, press
from tests.e2e.server import Server


def filmed(server: Server) -> str:
    """As if a designer had entered a film."""
    server.rows("UPDATE cards_story SET film = 'https://films.example.org/our-story'")
    return "/story/"


def asked(server: Server) -> str:
    """A practice chosen a good week ago."""
    chosen(server, days_ago=8)
    return "/practising/"


def running(server: Server) -> str:
    chosen(server, days_ago=1)
    return "/practising/"


def chosen(server: Server, days_ago: int) -> None:
    server.rows(
        "INSERT INTO coaching_practising (leader_id, practice_id, team_id, began_on, asks_on, outcome, done)"
        " SELECT u.id, p.id, l.team_id, date('now', ?), date('now', ?), '', '[]'"
        " FROM accounts_user u JOIN accounts_leadership l ON l.leader_id = u.id AND l.ends_at IS NULL, cards_practice p"
        " WHERE u.email = 'leader@example.com' AND p.slug = 'notice' LIMIT 1",
        f"-{days_ago} days", f"{7 - days_ago} days",
    )  # fmt: skip


def answered(page: Page) -> None:
    page.get_by_role("radio", name="Tried it, not there yet").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What you practised before")).to_be_visible()


def ticked(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Before your first break")).click()
    expect(page.get_by_role("button", name=re.compile("^Before your first break"))).to_have_attribute("aria-pressed", "true")


def without_a_signal(page: Page) -> None:
    page.get_by_label("What will you do?").fill("Take one call where all can hear")
    page.get_by_label("By when?").fill(page.evaluate("new Date(Date.now() + 4 * 864e5).toISOString().slice(0, 10)"))
    page.context.route("**/commitments/", lambda route: route.abort())
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("This needs a signal")).to_be_visible()


def small_things(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Your practice this week").click()
    expect(page.get_by_text("Change it, or stop")).to_be_visible()


def on_today(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("your practice this week")).to_be_visible()


def commit(page: Page) -> None:
    for words in ("Sit with one whole contact a day, and thank the person who let me", "Handle one call myself where the team can hear it"):
        page.get_by_label("What will you do?").fill(words)
        page.get_by_label("By when?").fill(page.evaluate("new Date(Date.now() + 4 * 864e5).toISOString().slice(0, 10)"))
        page.get_by_label("What will you do?").press("Enter")  # no toast in the way of a key
        expect(page.get_by_role("listitem").filter(has_text=words)).to_be_visible()
    page.get_by_role("button", name="I did it").first.click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()


CULTURE = (
    Screen("story-film", filmed),
    Screen("story-tell", "/story/tell/"),
    Screen("story-tell-why", "/story/tell/#step-2"),
    Screen("story-tell-objective", "/story/tell/#step-3"),
    Screen("story-tell-changes", "/story/tell/#step-6"),
    Screen("story-tell-end", "/story/tell/#step-9"),
    Screen("story-told", "/story/told/"),
    Screen("story-booklet", "/story/booklet/"),
    Screen("practising-none", "/practising/"),
    Screen("practising", running),
    Screen("practising-ticked", running, steps=ticked),
    Screen("practising-asks", asked),
    Screen("practising-refused", asked, steps=press("Save", "Tap the one that fits."), expects=(422,)),
    Screen("practising-answered", asked, steps=answered),
    Screen("today-practising", running, steps=small_things),
    Screen("today-practising-asks", asked, steps=on_today),
    Screen("commitments-none", "/commitments/"),
    Screen("commitments", "/commitments/", steps=commit),
    Screen("commitments-no-signal", "/commitments/", steps=without_a_signal, expects=("ERR_FAILED", "htmx:sendError", "htmx:afterRequest")),
    Screen("commitments-refused", "/commitments/", steps=press("Write it down", "Say what you will do."), expects=(422,)),
)
