"""A designer reads how the cards are used, from their home to the words that changed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import PageAs
from tests.e2e.watch import Watch


def test_a_designer_finds_which_cards_nobody_uses_and_what_a_new_wording_did(page_as: PageAs):
    page = page_as("designer", size="desk")
    page.goto("/")
    page.get_by_role("link", name="How the cards are used").click()
    expect(page.get_by_role("heading", level=1, name="How the cards are used")).to_be_visible()
    expect(page.get_by_role("region", name="Cards nobody used").get_by_role("link")).not_to_have_count(0)
    table = page.get_by_role("table", name="Every card and its use")
    expect(table.get_by_role("row")).to_have_count(29)
    table.get_by_role("link", name="Logged").click()
    expect(page).to_have_url(re.compile("sort=logged"))
    expect(table.get_by_role("columnheader", name="Logged")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="26 weeks").click()
    expect(page).to_have_url(re.compile("sort=logged"))
    table.get_by_role("link", name="Played it back").click()
    expect(page.get_by_role("heading", name="Edition 2 In play")).to_be_visible()
    expect(page.get_by_text(re.compile(r"About \d+ in 10 said it helped \(\d+ of \d+; could be anywhere from"))).not_to_have_count(0)
    expect(page.get_by_role("insertion").filter(has_text="Play me back how you said it")).to_be_visible()


def test_a_leader_may_not(page_as: PageAs, watch: Watch):
    watch.expect(403)
    page = page_as("leader")
    answer = page.goto("/insight/")
    assert answer
    assert answer.status == 403
