"""A sponsor in a real browser: from their start to the programme, by site and span, the tables, the paper; and HR who brings results."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import PageAs
from tests.e2e.server import Server
from tests.e2e.watch import Watch


def opened(page_as: PageAs, role: str = "sponsor") -> Page:
    page = page_as(role, size="desk")
    page.goto("/")
    page.get_by_role("link", name="Programme", exact=True).click()
    expect(page).to_have_url(re.compile("/programme/$"))
    return page


def test_a_sponsor_finds_it_narrows_it_and_reads_the_numbers(page_as: PageAs, floor: Server):
    page = opened(page_as)
    expect(page.get_by_role("heading", level=1)).to_contain_text("in the latest four weeks")
    weeks = page.get_by_role("region", name="Chats each week").first
    expect(weeks.get_by_role("table")).to_be_hidden()
    weeks.get_by_text("Show the numbers").click()
    expect(weeks.get_by_role("row")).to_have_count(27)
    page.get_by_label("Site", exact=True).select_option("Harbourside")
    page.get_by_label("How far back").select_option("12 weeks")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?site=\d+&weeks=12$"))
    expect(page.get_by_text("Harbourside, 12 weeks")).to_be_visible()
    assert not floor.rows("SELECT 1 FROM accounts_advisor WHERE instr(?, name)", page.content())


def test_a_leader_has_no_way_to_it_and_is_told_why(page_as: PageAs, watch: Watch):
    watch.expect(403)
    page = page_as("leader", size="desk")
    page.goto("/")
    expect(page.get_by_role("link", name="Programme", exact=True)).to_have_count(0)
    assert page.goto("/programme/").status == 403  # type: ignore[union-attr]


def test_on_paper_it_is_a_report_without_buttons(page_as: PageAs, floor: Server):
    page = opened(page_as)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Print this report")).to_be_hidden()
    expect(page.get_by_role("heading", name="Results")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_headline_results_print_to_one_page(page_as: PageAs, floor: Server, scheme: str):
    """All five, the coaching that went with them and what they do not show, on one A4 sheet."""
    page = page_as("sponsor", size="desk", scheme=scheme)
    page.goto("/programme/results/headline/")
    page.evaluate("document.fonts.ready.then(() => true)")
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
    said = re.sub(r"\W+", "", sheet.extract_text())
    headings = [heading.inner_text() for heading in page.get_by_role("heading").all()]
    measures = [name for (name,) in floor.rows("SELECT name FROM coaching_measure WHERE retired_at IS NULL ORDER BY number LIMIT 5")]
    for words in (*headings, *measures):
        assert re.sub(r"\W+", "", words) in said, words
    assert len(measures) == 5
    assert "Printthisreport" not in said


def test_results_stand_site_by_site_beside_the_chats(page_as: PageAs, floor: Server):
    page = opened(page_as)
    page.get_by_role("link", name="Each result site by site").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(["Bayfront", "Harbourside", "Kingsway"])
    page.get_by_text("Only some sites").click()
    page.get_by_role("checkbox", name="Kingsway").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", level=3)).to_have_text(["Kingsway"])
    page.get_by_text("Show the numbers").click()
    expect(page.get_by_role("columnheader", name="Chats")).to_be_visible()


def test_hr_brings_in_a_file_and_sees_it_on_the_page(page_as: PageAs, floor: Server):
    page = opened(page_as, "hr")
    page.get_by_role("link", name="Bring in results").click()
    words = b"measure,site,first,last,value,n\ninteraction-nps,Kingsway,2027-01-01,2027-01-31,77,420\n"
    page.get_by_label("The file").set_input_files({"name": "readings.csv", "mimeType": "text/csv", "buffer": words})
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="1 reading, ready to take in")).to_be_visible()
    page.get_by_role("button", name="Take them in").click()
    expect(page).to_have_url(re.compile("/programme/$"))
    expect(page.get_by_role("row", name=re.compile("^Kingsway .* 77 of 420, to Jan 2027"))).to_be_visible()
