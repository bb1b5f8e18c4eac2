"""The deck on paper, as a printer gets it: read back from the PDF, and measured in the browser as it is laid out for print."""

from __future__ import annotations

import io
import json
import math
import re
from collections import defaultdict

import pytest
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from config.ui import typeset
from tests.e2e.conftest import PageAs
from tests.e2e.server import Server

URL = "/cards/print/"
MM = 72 / 25.4
DECK = """SELECT e.title, e.moment, e.open_with, e.try_this, e.check_back_ask FROM cards_card c JOIN cards_edition e ON e.id = c.current_id
          WHERE c.retired_at IS NULL ORDER BY c.number"""
# As long as the rubric and the columns allow, in words that are longer than most.
WORDS = [
    "Which", "understandable", "conversation", "with", "the", "customer", "would", "you", "rather", "straightforwardly", "carry",
    "through", "together", "before", "misunderstandings", "become", "uncomfortable", "for", "everybody", "waiting", "in", "between",
]  # fmt: skip
LIMITS = {
    "title": 28, "moment": 88, "open_with": 72, "try_this": 85, "say_permission": 86, "why_it_matters": 90, "avoid": 80,
    "check_back_ask": 60, "when_you_hear_it": 85, "elsewhere": 85, "safety_note": 110,
}  # fmt: skip
LISTS = {"follow_ons": 42, "listen_for": 38}
ALL = sum(LIMITS.values()) - 28 - 88 - 72 + 3 * sum(LISTS.values())  # on a back, where title, moment and question are not counted

# Whatever sticks out of its card, lies on what comes next, or is set smaller than 8 pt.
CUT_OFF = """() => {
  const found = [], say = (card, what) => found.push(`${card.closest(".leaf__place").dataset.place} ${card.className}: ${what}`);
  const ends = (element) => element?.getBoundingClientRect().bottom ?? 0;
  for (const card of document.querySelectorAll(".leaf .card")) {
    const box = card.getBoundingClientRect();
    for (const part of card.querySelectorAll("*:not(svg *, .sr)")) {
      const at = part.getBoundingClientRect();
      const out = at.top < box.top - 1 || at.left < box.left - 1 || at.bottom > box.bottom + 1 || at.right > box.right + 1;
      if (out) say(card, `${part.outerHTML.slice(0, 60)} sticks out by ${Math.round(at.bottom - box.bottom)}`);
      if (parseFloat(getComputedStyle(part).fontSize) < 8 * 96 / 72 - .01) say(card, `${part.outerHTML.slice(0, 60)} is small print`);
    }
    const flow = [...card.querySelectorAll(".face > *, .card__body > *")];
    flow.slice(1).forEach((part, at) => {
      if (ends(flow[at]) > part.getBoundingClientRect().top + 1) say(card, `${part.outerHTML.slice(0, 60)} is covered`);
    });
    const body = card.querySelector(".card__body");
    if (body && ends(body.lastElementChild) > ends(body) - parseFloat(getComputedStyle(body).paddingBlockEnd) + 1) say(card, "is full");
  }
  return found;
}"""

# Each page's cards: title, row, column and which way up, by where things are drawn.
LIE = """() => [...document.querySelectorAll(".leaf")].map((leaf) => [...leaf.querySelectorAll(".card")].map((card) => {
  const sheet = leaf.getBoundingClientRect(), box = card.getBoundingClientRect();
  const top = card.querySelector(".card__top").getBoundingClientRect(), below = card.lastElementChild.getBoundingClientRect();
  const row = Number(box.top > sheet.top + sheet.height / 2 - 1), column = Number(box.left > sheet.left + sheet.width / 2 - 1);
  const title = card.querySelector(".what b") ?? card.querySelector(".what");
  return [title.textContent, row, column, top.top < below.top ? "upright" : "upside down"];
}))"""


def full(characters: int, start: int = 0) -> str:
    """Words up to exactly that many characters."""
    return " ".join((WORDS[start % len(WORDS) :] + WORDS) * 2)[: characters - 1].rstrip().ljust(characters, "?")


def fill(floor: Server, share: float = 1.0, without: tuple[str, ...] = ()) -> None:
    """Every card with every field at that share of its limit, but for those left empty."""
    values = {name: "" if name in without else full(int(limit * share), at) for at, (name, limit) in enumerate(LIMITS.items())}
    lists = {name: [] if name in without else [full(int(limit * share), at) for at in (0, 3, 6)] for name, limit in LISTS.items()}
    values |= {name: json.dumps(lines) for name, lines in lists.items()}
    floor.rows(f"UPDATE cards_edition SET {', '.join(f'{name} = ?' for name in values)}", *values.values())


def printed(page: Page, query: str = "") -> list[PageObject]:
    page.goto(URL + query)
    page.evaluate("document.fonts.ready.then(() => true)")
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[:]


def letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", typeset(text).lower())


def quarters(page: PageObject) -> dict[tuple[int, int], str]:
    """The letters in each quarter of the sheet, by (row, column) from its top left."""
    found: dict[tuple[int, int], str] = defaultdict(str)

    def note(text, transformed, matrix, *_font) -> None:
        a, b, c, d, e, f = transformed
        x, y = matrix[4] * a + matrix[5] * c + e, matrix[4] * b + matrix[5] * d + f
        found[int(y < page.mediabox.height / 2), int(x > page.mediabox.width / 2)] += letters(text)

    page.extract_text(visitor_text=note)
    return {place: text for place, text in found.items() if text}


def laid_out(page: Page, wider: str = "") -> list[str]:
    """What does not fit when the page is laid out for print."""
    page.emulate_media(media="print")
    page.goto(URL)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("(by) => document.querySelectorAll('.leaf').forEach((leaf) => { leaf.style.letterSpacing = by })", wider)
    found: list[str] = page.evaluate(CUT_OFF)
    return found


def test_every_back_is_printed_behind_its_front(page_as: PageAs, floor: Server):
    deck = floor.rows(DECK)
    pages = printed(page_as("leader", size="desk"))
    assert len(pages) == 2 * math.ceil(len(deck) / 4)
    for n, (title, moment, question, step, come_back) in enumerate(deck):
        front, back = (quarters(pages[n // 4 * 2 + side]) for side in (0, 1))
        row, column = divmod(n % 4, 2)
        for words in (title, moment, question):
            assert letters(words) in front[row, column], f"{title} on page {n // 4 * 2 + 1}: {front}"
        for words in (title, step, come_back):
            assert letters(words) in back[row, 1 - column], f"{title} on page {n // 4 * 2 + 2}: {back}"


def test_over_the_short_edge_it_lies_there_upside_down(page_as: PageAs, floor: Server):
    """Measured in the page: a turned card goes into the PDF as a drawing of its own, and pypdf loses where that is put."""
    page = page_as("leader", size="desk")
    assert len(printed(page, "?flip=short")) == 14
    page.emulate_media(media="print")
    lie = page.evaluate(LIE)
    for n, (title, *_words) in enumerate(floor.rows(DECK)):
        row, column = divmod(n % 4, 2)
        assert [title, row, column, "upright"] in lie[n // 4 * 2]
        assert [title, 1 - row, column, "upside down"] in lie[n // 4 * 2 + 1]


def test_every_page_is_a4_to_the_millimetre(page_as: PageAs):
    for page in printed(page_as("leader", size="desk")):
        assert (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) == (210, 297)
        assert not page.get("/Rotate")


def test_a_last_sheet_with_empty_places_keeps_its_order(page_as: PageAs, floor: Server):
    floor.rows("UPDATE cards_card SET retired_at = '2026-01-01' WHERE number > 9")
    pages = printed(page_as("leader", size="desk"))
    assert [len(quarters(page)) for page in pages] == [4, 4, 4, 4, 1, 1]
    assert list(quarters(pages[4])) == [(0, 0)]
    assert list(quarters(pages[5])) == [(0, 1)]


def test_fronts_only_are_one_page_a_sheet(page_as: PageAs):
    assert len(printed(page_as("leader", size="desk"), "?sides=faces")) == 7


def test_nothing_of_the_screen_is_printed(page_as: PageAs):
    words = " ".join(page.extract_text() for page in printed(page_as("leader", size="desk")))
    for word in ("The deck on paper", "Toolkit", "Show these", "Sheet 1", "Turn over", "Log it"):
        assert word not in words


def test_every_card_of_the_deck_fits(page_as: PageAs):
    assert laid_out(page_as("leader", size="desk")) == []


@pytest.mark.parametrize(
    ("size", "share", "without"),
    [
        (4, 1, ()),
        (3, 740 / ALL, ()),
        (3, 1, ("safety_note",)),
        (2, 680 / ALL, ()),
        (2, 780 / (ALL - 110), ("safety_note",)),
        (1, 680 / (ALL - 110), ("safety_note",)),
        (1, 1, ("follow_ons", "listen_for", "why_it_matters", "avoid")),
    ],
)
def test_the_longest_back_of_each_size_fits(page_as: PageAs, floor: Server, size: int, share: float, without: tuple[str, ...]):
    """In the sans of this machine, and in one that runs wider: each computer prints in its own."""
    fill(floor, share, without)
    page = page_as("leader", size="desk")
    assert laid_out(page) == []
    assert set(page.locator(".leaf__place").evaluate_all("(all) => all.map((place) => place.dataset.size)")) == {str(size)}
    assert laid_out(page, wider=".03em") == []


def test_four_a6_cards_lie_in_the_white_that_printers_leave(page_as: PageAs):
    page = page_as("leader", size="desk")
    assert laid_out(page) == []
    mm = 96 / 25.4
    for leaf in page.locator(".leaf").all():
        sheet = leaf.bounding_box()
        boxes = leaf.evaluate("(leaf) => [...leaf.querySelectorAll('.card')].map((card) => card.getBoundingClientRect().toJSON())")
        assert sheet
        for box, (row, column) in zip(boxes, ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True):
            assert (box["left"] - sheet["x"]) / mm == pytest.approx(105 * column + 5, abs=0.2)
            assert (box["top"] - sheet["y"]) / mm == pytest.approx(148.5 * row + 5, abs=0.2)
            assert (box["width"] / mm, box["height"] / mm) == pytest.approx((95, 138.5), abs=0.2)


def test_print_asks_the_browser_to(page_as: PageAs):
    page = page_as("leader")
    page.add_init_script("window.print = () => { window.asked = true; }")
    page.goto(URL)
    page.get_by_role("button", name="Print", exact=True).tap()
    page.wait_for_function("window.asked")
    expect(page.get_by_text("your browser's own Print")).to_be_hidden()


def test_without_javascript_a_line_says_how(plain_page: Page):
    page = plain_page
    page.goto(URL)
    expect(page.get_by_text("your browser's own Print")).to_be_visible()
    expect(page.get_by_role("button", name="Print", exact=True)).to_have_count(0)


def test_from_the_deck_to_the_cards_of_one_mindset(leader_page: Page):
    page = leader_page
    page.goto("/cards/")
    page.get_by_role("link", name="Print the deck").tap()
    expect(page.get_by_role("heading", level=1, name="The deck on paper")).to_be_visible()
    page.get_by_role("link", name="Short edge").tap()
    page.get_by_text("Only some of the cards").tap()
    page.get_by_label("Mindset").select_option("Brave")
    page.get_by_role("button", name="Show these").tap()
    expect(page.get_by_text("10 cards on 3 sheets of paper")).to_be_visible()
    expect(page.get_by_role("link", name="Short edge")).to_have_attribute("aria-current", "page")


def test_the_preview_is_the_sheet_made_smaller(page_as: PageAs):
    """White in the dark as well, and as wide as its place at any width."""
    page = page_as("leader", scheme="dark")
    page.goto(URL)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        place, sheet = (page.locator(css).first.bounding_box() for css in (".leaf", ".leaf__paper"))
        assert place
        assert sheet
        assert sheet["width"] == pytest.approx(place["width"], abs=1)
        assert sheet["height"] == pytest.approx(place["width"] * 297 / 210, abs=1.5)
    assert page.locator(".leaf").first.evaluate("(leaf) => getComputedStyle(leaf).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".leaf .back").first.evaluate("(back) => getComputedStyle(back).backgroundColor") == "rgb(255, 255, 255)"
