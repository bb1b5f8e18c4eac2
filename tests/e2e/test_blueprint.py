"""The blueprint as a screen reader has it, and by keyboard alone: a table with its headers, words in every place, one after the other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.conftest import PageAs
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe

MINDSETS = ["Curious", "Accountable", "Brave"]
SKILLS = "SELECT name FROM cards_skill ORDER BY number"
BLANK = "Not looked at yet"
LOOKED = re.compile(r"(Talking about it|Trying it|Doing it|Passing it on), (today|yesterday|\w+day|\d+ \w{3}( \d{4})?)")
TABLE = re.compile("^The latest look at each skill by way of each mindset")
# Where the focus is: its row, its column and its words; empty outside of the table.
AT = """() => {
  const at = document.activeElement, cell = at?.closest("table.bp td");
  return cell ? [cell.parentElement.querySelector("th").textContent.trim(), cell.cellIndex, at.textContent.trim()] : null;
}"""


class Tree:
    """The accessibility tree of a page, as Chromium hands it to a screen reader; what it leaves out is left out here."""

    def __init__(self, page: Page) -> None:
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        self.by_id = {node["nodeId"]: node for node in nodes}

    def role(self, node: dict[str, Any]) -> str:
        return "" if node.get("ignored") else node["role"]["value"]

    def name(self, node: dict[str, Any]) -> str:
        return " ".join(node.get("name", {}).get("value", "").split())

    def within(self, node: dict[str, Any], *roles: str) -> list[dict[str, Any]]:
        """Those of these roles below it, in the order they are read; none inside of another."""
        found = []
        for child in (self.by_id[pk] for pk in node.get("childIds", []) if pk in self.by_id):
            found += [child] if self.role(child) in roles else self.within(child, *roles)
        return found

    def said(self, node: dict[str, Any]) -> str:
        """All that is read out below it."""
        return " ".join(" ".join(self.name(text) for text in self.within(node, "StaticText")).split())

    def table(self, name: re.Pattern[str]) -> dict[str, Any]:
        [found] = [node for node in self.by_id.values() if self.role(node) == "table" and name.match(self.name(node))]
        return found


@pytest.fixture
def ben(page_as: PageAs, floor: Server) -> Page:
    page = page_as("leader", size="desk")
    page.goto(rows.advisor(floor, "Ben Hughes"))
    return page


def test_a_screen_reader_has_a_table_with_its_headers_and_words_in_every_place(ben: Page, floor: Server):
    tree = Tree(ben)
    first, *lines = tree.within(tree.table(TABLE), "row")
    assert [tree.role(cell) for cell in tree.within(first, "columnheader", "cell")] == ["columnheader"] * 4
    assert [tree.said(cell) for cell in tree.within(first, "columnheader")] == ["Skill", *MINDSETS]

    heads = [[tree.said(cell) for cell in tree.within(line, "rowheader")] for line in lines]
    assert heads == [[name] for (name,) in floor.rows(SKILLS)] + [["Permission"]]
    places = [[tree.said(cell) for cell in tree.within(line, "cell")] for line in lines]
    assert [len(line) for line in places] == [3] * 9 + [1]
    words = [place.replace(" ,", ",") for line in places for place in line]
    assert [word for word in words if word != BLANK and not LOOKED.fullmatch(word)] == []
    looked = sum(word != BLANK for word in words[:27])
    expect(ben.get_by_text(f"{looked} of 27 places looked at")).to_be_visible()
    assert 0 < looked < 27  # some of both, or this would read nothing


def test_it_is_read_as_it_is_seen(ben: Page):
    """Row by row from the left: what comes later in the tree never stands above or before what comes first."""
    boxes = [cell.bounding_box() for cell in ben.locator("table.bp :is(th, td)").all()]
    places = [(round(box["y"] + box["height"] / 2), round(box["x"])) for box in boxes if box]
    lines = sorted({y for y, _x in places})
    assert len(lines) == 11
    assert places == sorted(places, key=lambda place: (place[0], place[1]))


def test_every_look_is_reached_with_tab_alone_in_the_order_it_is_read(ben: Page):
    seen: list[list[Any]] = []
    for _stop in range(90):
        ben.keyboard.press("Tab")
        at = ben.evaluate(AT)
        if at:
            seen.append(at)
        elif seen:
            break
    assert len(seen) == ben.locator("table.bp td a").count() > 3
    order = [row for row, _column, _words in seen]
    assert order == sorted(order, key=order.index)  # a row is done with before the next one begins
    assert all(LOOKED.fullmatch(words) for *_place, words in seen)


def test_enter_opens_the_look_and_back_returns_to_it(ben: Page):
    link = ben.locator("table.bp td a").first
    words = link.inner_text()
    link.focus()
    ben.keyboard.press("Enter")
    ben.wait_for_url(re.compile("/sessions/"))
    expect(ben.get_by_role("main")).to_contain_text(words.split(",")[0].strip())
    ben.go_back()
    ben.wait_for_url(re.compile("/advisors/"))
    expect(ben.locator("table.bp td a").first).to_be_visible()


def test_marks_say_it_without_colour(ben: Page):
    """Each step has a mark of its own beside its words: in forced colours, and in grey, it is still told apart."""
    marks = ben.locator("table.bp td a").evaluate_all(
        "(links) => links.map((link) => [link.dataset.level, link.querySelector('use').getAttribute('href').split('#')[1]])"
    )
    by_step: dict[str, set[str]] = {}
    for step, mark in marks:
        by_step.setdefault(step, set()).add(mark)
    assert all(len(found) == 1 for found in by_step.values())
    assert len(set().union(*by_step.values())) == len(by_step) >= 3


EVERY_SUIT_AND_STEP = """(link) => {
  for (const suit of ["curious", "accountable", "brave", "permission"]) for (const level of [1, 2, 3, 4]) {
    const one = link.cloneNode(true);
    Object.assign(one.dataset, { suit, level });
    link.after(one);
  }
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_every_suit_at_every_step(page_as: PageAs, floor: Server, scheme: str):
    page = page_as("leader", size="desk", scheme=scheme)
    page.goto(rows.advisor(floor, "Ben Hughes"))
    page.locator("table.bp td a").first.evaluate(EVERY_SUIT_AND_STEP)
    assert page.locator("table.bp td a").count() > 16
    assert [one for one in axe(page) if "contrast" in one] == []


def test_a_page_with_nothing_on_it_says_so_in_every_place(page_as: PageAs, floor: Server):
    page = page_as("beginner")
    page.goto(rows.advisor(floor, "Una First"))
    tree = Tree(page)
    _head, *lines = tree.within(tree.table(TABLE), "row")
    assert {tree.said(cell) for line in lines for cell in tree.within(line, "cell")} == {BLANK}
