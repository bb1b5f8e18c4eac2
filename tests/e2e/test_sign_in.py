"""Getting in, getting out, and what happens when a session ends while somebody works."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.kept import SENT, until
from tests.e2e.person import log_it, pick, save, sheet
from tests.e2e.server import PASSWORD, Server
from tests.e2e.watch import Watch

HOME = {"Team leader": "Check-backs|check-back|Nothing due", "Designer": "Hello, Tom", "HR": "Hello, Hannah", "Sponsor": "Hello, Marcus"}


def fill_in(page: Page, email: str, password: str) -> None:
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(email)
    page.get_by_label(re.compile("^Password")).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_and_out(page_as, floor: Server, javascript: bool):
    page = page_as(None, javascript=javascript)
    page.goto("/")
    assert page.url == f"{floor.url}/accounts/login/?next=/"
    fill_in(page, "leader@example.com", PASSWORD)
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Today")).to_be_visible()
    assert page.url == f"{floor.url}/"
    page.goto("/me/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    page.goto("/team/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


@pytest.mark.parametrize(("email", "password"), [("leader@example.com", "not the one"), ("nobody@example.com", PASSWORD)])
def test_a_refusal_keeps_the_address_and_does_not_say_which_was_wrong(page_as, email: str, password: str):
    page = page_as(None)
    page.goto("/accounts/login/")
    fill_in(page, email, password)
    refusal = page.get_by_role("alert")
    expect(refusal).to_be_visible()
    said = refusal.inner_text()
    assert "correct" in said or "don't" in said.lower() or "not" in said
    assert email not in said
    expect(page.get_by_label(re.compile("e-?mail", re.IGNORECASE))).to_have_value(email)
    expect(page.get_by_label(re.compile("^Password"))).to_have_value("")


def test_both_refusals_say_the_same(page_as):
    said = []
    for email, password in (("leader@example.com", "not the one"), ("nobody@example.com", PASSWORD)):
        page = page_as(None)
        page.goto("/accounts/login/")
        fill_in(page, email, password)
        said.append(page.get_by_role("alert").inner_text())
    assert said[0] == said[1]


@pytest.mark.parametrize("who", HOME)
def test_a_demo_button_opens_that_persons_own_home(page_as, who: str):
    page = page_as(None)
    page.goto("/accounts/login/")
    page.get_by_role("button", name=who, exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(HOME[who]))


def test_next_is_kept_and_never_leads_elsewhere(page_as, floor: Server):
    page = page_as(None)
    page.goto("/cards/?mindset=brave&q=sorry")
    assert "next=" in page.url
    fill_in(page, "leader@example.com", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("sorry")
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=https://elsewhere.example/")
    fill_in(page, "leader@example.com", PASSWORD)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    assert page.url == f"{floor.url}/"


def end_the_session(floor: Server) -> None:
    floor.rows("DELETE FROM django_session")


def test_an_ended_session_leads_to_sign_in_as_a_whole_page(leader_page: Page, floor: Server):
    """Never the sign-in form inside the sheet. And after signing in, the form that was asked for."""
    page = leader_page
    page.goto("/cards/wait-one-more-beat/")
    end_the_session(floor)
    log_it(page).tap()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert page.url.startswith(f"{floor.url}/accounts/login/?next=")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.doctype !== null && document.querySelectorAll('main').length === 1")
    fill_in(page, "leader@example.com", PASSWORD)
    expect(page.get_by_role("heading", level=1, name="Log it")).to_be_visible()


def test_an_ended_session_at_save_loses_nothing_and_sends_it_after_signing_in(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(401)
    page, before = leader_page, rows.logged(floor)
    page.goto("/cards/wait-one-more-beat/")
    log_it(page).tap()
    pick(sheet(page), "Ben")
    end_the_session(floor)
    save(sheet(page)).tap()
    page.get_by_role("link", name="1 waiting: sign in to send").tap()
    page.get_by_role("button", name="Team leader").tap()
    expect(page.get_by_role("heading", level=2, name="What did you just hear?")).to_be_visible()
    until(page, SENT)
    assert rows.logged(floor) == before + 1


def test_back_never_shows_a_bare_fragment(leader_page: Page, floor: Server):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("searchbox").fill("sorry")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sorry")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.tap()
    expect(log_it(page)).to_be_visible()
    log_it(page).tap()
    expect(sheet(page)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sorry")
    whole(page)
    page.go_forward()
    expect(log_it(page)).to_be_visible()
    whole(page)
    page.reload()
    whole(page)


def test_after_an_ended_session_back_shows_whole_pages_only(leader_page: Page, floor: Server):
    page = leader_page
    page.goto("/cards/")
    page.goto("/cards/wait-one-more-beat/")
    end_the_session(floor)
    log_it(page).tap()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    page.go_back()
    page.wait_for_load_state()
    whole(page)
    assert page.get_by_role("button", name="Sign in", exact=True).count() or log_it(page).count()


# S39
def test_after_signing_out_back_shows_nothing_of_people(leader_page: Page, floor: Server):
    """`no-store`: the browser asks again, and is sent to sign in."""
    page = leader_page
    page.goto(rows.advisor(floor, "Ben Hughes"))
    page.goto("/me/")
    page.get_by_role("button", name="Sign out", exact=True).tap()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    page.go_back()
    page.go_back()
    page.wait_for_load_state()
    expect(page.get_by_text("Ben Hughes")).to_have_count(0)


# S39
def test_nothing_personal_is_kept_in_the_browsers_own_storage(leader_page: Page, floor: Server):
    page = leader_page
    for path in ("/", "/team/", rows.advisor(floor, "Ben Hughes"), "/cards/?q=sorry"):
        page.goto(path)
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "Ben" not in kept
    assert "htmx-history-cache" not in kept


def whole(page: Page) -> None:
    assert page.evaluate("document.doctype !== null && document.title !== '' && document.querySelectorAll('main').length === 1"), (
        f"{page.url} is a bare fragment"
    )
    assert page.evaluate("[...document.styleSheets].length") >= 1


def test_guessing_is_slowed_down(page_as, floor: Server, watch: Watch):
    watch.expect(429)
    page = page_as(None)
    page.goto("/accounts/login/")
    for _guess in range(12):
        fill_in(page, "leader@example.com", "not the one")
        if "too many" in page.get_by_role("main").inner_text().lower():
            break
    else:
        raise AssertionError("twelve guesses, and still no stop")
    whole(page)
