"""One advisor's data, as HR sees it; and how data is handled."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen, press
from tests.e2e.screens_own_record import own_page


def found(page: Page) -> None:
    page.get_by_label("Name or employee number").fill("Ben Hughes")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Ben Hughes").click()
    expect(page.get_by_role("heading", level=1, name="Ben Hughes")).to_be_visible()


def to_erase(page: Page) -> None:
    found(page)
    page.get_by_role("link", name="Erase Ben").click()
    expect(page.get_by_role("heading", level=1, name="Erase Ben Hughes?")).to_be_visible()


def erase_refused(page: Page) -> None:
    to_erase(page)
    page.get_by_label("Type their employee number").fill("E-other")
    press("Erase for good", "Nothing was erased")(page)


def who_looked(page: Page) -> None:
    own_page(page)
    page.get_by_role("heading", name="Who looked").scroll_into_view_if_needed()


def audit_refused(page: Page) -> None:
    page.get_by_label("What is it for?").fill("x")
    press("Take it out", "Say in a few words")(page)


def asked(page: Page) -> None:
    page.get_by_label("What is it?").select_option("objection")
    page.get_by_label("Your name").fill("Gone Person")
    page.get_by_label("How can we reach you?").fill("gone@example.com")
    page.get_by_label("What is it about?").fill("Nobody told me that a note would be kept.")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1, name="It has arrived")).to_be_visible()


def one_asked(page: Page) -> None:
    """As HR finds it."""
    asked(page)
    page.goto("/people/requests/")
    page.get_by_role("link", name="Gone Person").click()
    expect(page.get_by_role("heading", name="Two months more")).to_be_visible()


DATA = (
    Screen("data-audit", "/people/audit/", "hr"),
    Screen("data-audit-refused", "/people/audit/", "hr", steps=audit_refused, expects=(422,)),
    Screen("data-ask", "/privacy/ask/", None),
    Screen("data-ask-refused", "/privacy/ask/", None, steps=press("Send it", "This field is required"), expects=(422,)),
    Screen("data-ask-arrived", "/privacy/ask/", None, steps=asked),
    Screen("data-requests", "/people/requests/", "hr"),
    Screen("data-request", "/privacy/ask/", "hr", steps=one_asked),
    Screen("data-search", "/people/data/", "hr"),
    Screen("data-nobody", "/people/data/?q=Zaphod", "hr"),
    Screen("data-advisor", "/people/data/", "hr", steps=found),
    Screen("data-erase", "/people/data/", "hr", steps=to_erase),
    Screen("data-erase-refused", "/people/data/", "hr", steps=erase_refused, expects=(422,)),
    Screen("data-let-go", "/people/retention/", "hr", steps=press("Count what would go now", "Only counted")),
    Screen("data-denied", "/people/data/", "leader", status=403, expects=(403,)),
    Screen("privacy", "/privacy/", "leader"),
    Screen("privacy-nobody", "/privacy/", None),
    Screen("mine-who-looked", "/mine/link/", None, steps=who_looked),
)
