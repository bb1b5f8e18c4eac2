"""The Compelling Story told at a huddle: by tap, by key, without JavaScript, without a signal; and on paper."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from config.ui import typeset
from tests.e2e.server import Server

URL, PAPER = "/story/tell/", "/story/booklet/"
MM = 72 / 25.4
STICKS_OUT = """() => [...document.querySelectorAll(".tell")].filter((step) => step.checkVisibility()).flatMap((step) =>
  [...step.querySelectorAll("h2, p, li, .btn")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.left < -1 || box.right > innerWidth + 1;
  }).map((part) => part.outerHTML.slice(0, 60)))"""
CUT_OFF = """() => [...document.querySelectorAll(".fold__page")].flatMap((page) => {
  const sheet = page.getBoundingClientRect(), edge = page.dataset.page === "front" ? 0 : 12 * 96 / 25.4;
  return [...page.querySelectorAll("h2, h3, p, li")].filter((part) => {
    const box = part.getBoundingClientRect(), size = parseFloat(getComputedStyle(part).fontSize);
    return box.bottom > sheet.bottom - edge || box.right > sheet.right - edge + 2 || size < 8 * 96 / 72 - .01;
  }).map((part) => `${page.dataset.page}: ${part.outerHTML.slice(0, 70)}`);
})"""
LETTERS = ".tell h2, .tell article > p, .tell .points li"
SMALLEST = """(which) => Math.min(...[...document.querySelectorAll(which)].filter((one) => one.checkVisibility())
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def said(page: Page) -> str:
    """What stands in large type just now: one step, and no other."""
    shown = page.locator(".tell:visible")
    expect(shown).to_have_count(1)
    return shown.locator("h2").first.inner_text()


def to_the_end(page: Page) -> list[str]:
    heads = [said(page)]
    while page.get_by_role("link", name="Next").count():
        page.get_by_role("link", name="Next").click()
        heads.append(said(page))
    return heads


def test_a_leader_tells_it_step_by_step_and_writes_down_that_they_did(page_as: Callable[..., Page], floor: Server) -> None:
    page = page_as("leader")
    page.goto("/story/")
    page.get_by_role("link", name="Tell it aloud").click()
    expect(page.get_by_text("1 of 9")).to_be_visible()
    heads = to_the_end(page)
    assert heads[1:8] == ["Why now", "Customers", "The business", "Us", "What changes", "What stays", "What you can ask of us"]
    page.get_by_role("link", name="Back", exact=True).click()
    assert said(page) == "What you can ask of us"
    page.go_forward()
    page.go_back()
    expect(page.get_by_text("9 of 9")).to_be_visible()
    page.get_by_role("link", name="I told my team").click()
    page.get_by_label("What did they ask?").fill("What about Fridays?")
    page.get_by_role("button", name="They have heard it").click()
    expect(page.get_by_text("What about Fridays?")).to_be_visible()
    assert floor.rows("SELECT count(*) FROM cards_storytold WHERE asked = 'What about Fridays?'") == [(1,)]


def test_keys_and_a_tap_anywhere_go_on(page_as: Callable[..., Page]) -> None:
    page = page_as("leader", size="desk")
    page.goto(URL)
    for key, at in (("ArrowRight", 2), (" ", 3), ("PageDown", 4), ("ArrowLeft", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        expect(page.get_by_text(f"{at} of 9")).to_be_visible()
    page.locator(".tell:visible article").click()
    expect(page.get_by_text("3 of 9")).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_step_is_large_and_fits_across(page_as: Callable[..., Page], size: str) -> None:
    page = page_as("leader", size=size)
    page.goto(URL)
    for step in range(1, 10):
        page.goto(f"{URL}#step-{step}")
        expect(page.get_by_text(f"{step} of 9")).to_be_visible()
        assert page.evaluate(STICKS_OUT) == []
        smallest = page.evaluate(SMALLEST, LETTERS)
        assert smallest >= 22


def test_it_is_told_without_javascript(plain_page: Page) -> None:
    plain_page.goto(URL)
    assert len(to_the_end(plain_page)) == 9
    expect(plain_page.get_by_role("link", name="I told my team")).to_be_visible()


def test_it_is_told_without_a_signal(ready_phone: Page) -> None:
    page = ready_phone
    page.context.set_offline(True)
    page.goto("/story/")
    page.get_by_role("link", name="Tell it aloud").click()
    assert len(to_the_end(page)) == 9
    page.get_by_role("link", name="I told my team").click()
    expect(page.get_by_role("heading", level=1, name="This page needs signal")).to_be_visible()


def printed(page: Page, query: str = "") -> list[PageObject]:
    page.goto(PAPER + query)
    page.evaluate("document.fonts.ready.then(() => true)")
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[:]


def letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", typeset(text).lower())


def halves(page: PageObject) -> tuple[str, str]:
    """The letters left and right of the fold."""
    found = ["", ""]

    def note(text, transformed, matrix, *_font) -> None:
        a, _b, c, _d, e, _f = transformed
        found[int(matrix[4] * a + matrix[5] * c + e > page.mediabox.width / 2)] += letters(text)

    page.extract_text(visitor_text=note)
    return found[0], found[1]


def test_the_booklet_is_one_sheet_that_folds_into_its_order(page_as: Callable[..., Page], floor: Server) -> None:
    [(headline, why, changes, question)] = floor.rows(
        "SELECT headline, why_now, what_changes, closing_question FROM cards_story WHERE published_at IS NOT NULL"
    )
    outside, inside = printed(page_as("leader", size="desk"))
    for page in (outside, inside):
        assert (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) == (297, 210)
    assert letters(question) in halves(outside)[0]
    assert letters(headline) in halves(outside)[1]
    assert letters(why) in halves(inside)[0]
    assert all(letters(line) in halves(inside)[1] for line in json.loads(changes))
    words = outside.extract_text() + inside.extract_text()
    for screen_only in ("Short edge", "Outside", "Toolkit", "grow old"):
        assert screen_only not in words


def test_over_the_long_edge_the_inside_lies_upside_down(page_as: Callable[..., Page]) -> None:
    page = page_as("leader", size="desk")
    assert len(printed(page, "?flip=long")) == 2
    page.emulate_media(media="print")
    lie = page.evaluate("""() => [...document.querySelectorAll(".fold__page")].map((page) => {
      const box = page.getBoundingClientRect(), head = page.querySelector("h2").getBoundingClientRect();
      return [page.dataset.page, box.left > 400, head.top - box.top < box.height / 2];
    })""")
    assert lie[2:] == [["why", True, False], ["what", False, False]]


@pytest.mark.parametrize(("points", "long"), [(4, 60), (4, 110), (6, 110), (8, 110)])
def test_what_is_written_fits_on_its_page(page_as: Callable[..., Page], floor: Server, points: int, long: int) -> None:
    words = "which customers would rather hear together than carry through "
    line = (words * 10)[:long]
    objectives = [{"for": "The business", "text": (words * 3)[:110], "how_we_will_know": (words * 3)[:110]}] * 3
    floor.rows(
        "UPDATE cards_story SET what_changes = ?, what_stays = ?, objectives = ?, why_now = ?, headline = ?, you_can_ask_of_us = ?,"
        " closing_question = ?",
        json.dumps([line] * points), json.dumps([line] * points), json.dumps(objectives), (words * 9)[:480], (words * 2)[:70],
        (words * 3)[:140], (words * 2)[:79] + "?",
    )  # fmt: skip
    page = page_as("leader", size="desk")
    page.emulate_media(media="print")
    page.goto(PAPER)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate(CUT_OFF) == []
