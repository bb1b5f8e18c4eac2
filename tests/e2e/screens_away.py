"""What somebody does on the screens about being away: an advisor, and a leader who hands a team over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect


def gone_away(page: Page) -> None:
    page.get_by_text("Ben is away", exact=True).click()
    page.get_by_label("Until").fill(soon())
    page.get_by_role("button", name="Away", exact=True).click()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_visible()


def refused_days(page: Page) -> None:
    page.get_by_text("Ben is away", exact=True).click()
    page.get_by_label("Until").fill("2020-01-02")
    page.get_by_role("button", name="Away", exact=True).click()
    expect(page.get_by_text("This is before the first day.")).to_be_visible()


def on_today(before: Callable[[Page], None]) -> Callable[[Page], None]:
    def steps(page: Page) -> None:
        before(page)
        page.goto("/")

    return steps


def handed_over(page: Page) -> None:
    page.get_by_label("Who stands in?").select_option(index=1)
    page.get_by_label("From").fill(soon())
    page.get_by_label("Until").fill(soon(14))
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("button", name=re.compile("^End it"))).to_be_visible()


def soon(days: int = 7) -> str:
    return str((datetime.now(UTC) + timedelta(days=days)).date())
