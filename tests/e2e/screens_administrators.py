"""What an administrator does on the screens of the panel, and what HR finds there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen
from tests.e2e.server import Server


def found(server: Server, table: str, column: str, value: str) -> int:
    return int(server.rows(f"SELECT id FROM accounts_{table} WHERE {column} = '{value}'")[0][0])


def account(email: str) -> Callable[[Server], str]:
    """The page of one account."""
    return lambda server: f"/admin/accounts/user/{found(server, 'user', 'email', email)}/change/"


def team(name: str, page: str = "leaders") -> Callable[[Server], str]:
    return lambda server: f"/admin/accounts/team/{found(server, 'team', 'name', name)}/{page}/"


def given(page: Page) -> None:
    page.get_by_role("checkbox", name="Sponsor").check()
    page.get_by_role("button", name="Save what they may do").click()
    expect(page.get_by_text("Saved: what")).to_be_visible()


def notes_alone(page: Page) -> None:
    page.get_by_role("checkbox", name="HR: export notes").check()
    page.get_by_role("button", name="Save what they may do").click()
    expect(page.get_by_text("goes with HR")).to_be_visible()


def told(page: Page) -> None:
    given(page)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", name="Role given")).to_be_visible()


def off(page: Page) -> None:
    page.get_by_text("Switch this account off").click()
    page.get_by_role("button", name="Yes, switch it off").click()
    expect(page.get_by_role("button", name="Switch it on again")).to_be_visible()


def put(page: Page) -> None:
    page.get_by_label("Who?").fill("stranger@example.com")
    page.get_by_role("button", name="Put them there").click()
    expect(page.get_by_text("Saved: who leads")).to_be_visible()


def unclear(page: Page) -> None:
    page.get_by_label("Who?").fill("somebody else")
    page.get_by_label("As", exact=True).select_option("1")
    page.get_by_role("button", name="Put them there").click()
    expect(page.get_by_text("Nobody with an account in use")).to_be_visible()


def ending(page: Page) -> None:
    page.get_by_text("End it").first.click()
    expect(page.get_by_role("button", name="Save the end").first).to_be_visible()


ADMINISTRATORS = (
    Screen("administrator", "/admin/", "administrator"),
    Screen("administrator-hr", "/admin/", "hr"),
    Screen("administrator-accounts", "/admin/accounts/user/", "administrator"),
    Screen("administrator-accounts-nothing", "/admin/accounts/user/?q=xylophone", "administrator"),
    Screen("administrator-account", account("leader@example.com"), "administrator", steps=given),
    Screen("administrator-account-refused", account("leader@example.com"), "administrator", steps=notes_alone, expects=(422,)),
    Screen("administrator-account-own", account("administrator@example.com"), "administrator"),
    Screen("administrator-account-off", account("sponsor@example.com"), "administrator", steps=off),
    Screen("administrator-account-history", account("leader@example.com"), "administrator", steps=told),
    Screen("administrator-sites", "/admin/accounts/site/", "administrator"),
    Screen("administrator-site-new", "/admin/accounts/site/add/", "administrator"),
    Screen("administrator-teams", "/admin/accounts/team/", "administrator"),
    Screen("administrator-team", team("Anchor", "change"), "administrator"),
    Screen("administrator-leaders", team("Anchor"), "administrator", steps=ending),
    Screen("administrator-leaders-put", team("Fresh"), "administrator", steps=put),
    Screen("administrator-leaders-unclear", team("Fresh"), "administrator", steps=unclear, expects=(422,)),
    Screen("administrator-trail", "/admin/trail/", "administrator"),
)
