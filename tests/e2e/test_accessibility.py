"""Every screen can be used by everyone: axe finds nothing, in light and dark, and neither do our own measures."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import PageAs
from tests.e2e.screen import Screen, nothing
from tests.e2e.screens import SCREENS, by_name
from tests.e2e.server import Server
from tests.e2e.watch import Watch

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
AXE = Axe()

OUTLINE = """() => {
  const open = document.querySelector("dialog[open]") ?? document;
  return [...open.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((heading) => heading.checkVisibility({ visibilityProperty: true }))
    .map((heading) => [Number(heading.tagName[1]), heading.textContent.trim()]);
}"""

# Anything that can be tapped and is smaller than a thumb, but for the exceptions of WCAG 2.5.5: a link in a line of text.
SMALL = """() => {
  const inLine = (element) => {
    const line = element.closest("p, li, dd, dt, td, small, span:not(:empty)");
    const own = element.textContent.trim();
    return element.matches("a") && getComputedStyle(element).display === "inline" && line && line.textContent.trim().length > own.length;
  };
  const area = (element) => {
    const shown = element.matches("input[type=radio], input[type=checkbox]") ? element.closest("label") ?? element : element;
    const box = shown.getBoundingClientRect();
    return [shown, Math.round(box.width * 10) / 10, Math.round(box.height * 10) / 10];
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex='0'][role=button]")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !element.closest("[inert]"))
    .filter((element) => !document.querySelector("dialog[open]") || element.closest("dialog[open], fw-toast"))
    .filter((element) => !element.matches(".skip, .sr, .sr *") && !inLine(element))
    .map(area)
    .filter(([shown, width, height]) => width > 1 && (width < 43.9 || height < 43.9))
    .map(([shown, width, height]) => `${width}x${height} ${shown.outerHTML.slice(0, 140)}`);
}"""

WIDE = """() => {
  const page = document.documentElement, width = page.clientWidth; // innerWidth grows with the page on a phone
  const scrolls = (element) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const kept = (element) => element !== document.body && (scrolls(element.parentElement) || kept(element.parentElement));
  const stick = [...document.querySelectorAll("body :not(svg, svg *)")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > width + 1 && !kept(element));
  const wide = page.scrollWidth > width ? [`${page.scrollWidth} wide on ${width}`] : [];
  return [...wide, ...stick.slice(0, 4).map((element) => element.outerHTML.slice(0, 140))];
}"""

SHIFTED = """() => new Promise((done) => {
  const shifts = [];
  const moved = (source) => source.node?.outerHTML?.slice(0, 120) ?? "?";
  const own = (list) => list.filter((entry) => !entry.hadRecentInput && entry.value >= 0.005); // zero, to two places
  const note = (list) => own(list).forEach((entry) => shifts.push([entry.value, ...entry.sources.map(moved)]));
  const watch = new PerformanceObserver((list) => note(list.getEntries()));
  watch.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => { note(watch.takeRecords()); done(shifts); }));
})"""


@pytest.fixture(params=SCREENS, ids=lambda screen: screen.name)
def screen(request: pytest.FixtureRequest) -> Screen:
    return request.param


def axe(page: Page) -> list[str]:
    """What axe finds, one line each. On a screen as tall as the page: a link half under the bar at the foot is one scroll away."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({**size, "height": max(size["height"], page.evaluate("document.documentElement.scrollHeight"))})
    try:
        return _axe(page)
    finally:
        page.set_viewport_size(size)


def _axe(page: Page) -> list[str]:
    found: list[dict[str, Any]] = AXE.run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(check['message'] for kind in ('any', 'all', 'none') for check in node[kind])})"
        for rule in found
        for node in rule["nodes"][:4]
    ]


def outline(page: Page) -> list[str]:
    """One h1, and no level left out on the way down."""
    headings = page.evaluate(OUTLINE)
    wrong = [] if [level for level, _text in headings].count(1) == 1 else [f"{sum(level == 1 for level, _text in headings)} h1"]
    steps = zip([(0, "the top"), *headings], headings, strict=False)
    return wrong + [f"h{level} “{text}” after h{before} “{above}”" for (before, above), (level, text) in steps if level > before + 1]


def test_on_a_phone(screen: Screen, page_as: PageAs, floor: Server, watch: Watch):
    """One page load, looked at from all sides, so that the whole list stays quick."""
    watch.expect(*screen.expects)
    page = page_as(screen.role)
    screen.open(page, floor)
    found = {"moved while loading": moved(screen, page), "sideways": page.evaluate(WIDE), "small targets": page.evaluate(SMALL)}
    found |= {"headings": outline(page), "axe, light": axe(page)}
    page.emulate_media(color_scheme="dark")
    found["axe, dark"] = axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    found["sideways at 320"] = page.evaluate(WIDE)
    content(found)


def moved(screen: Screen, page: Page) -> list[Any]:
    """Layout shift while the page loaded, with nothing in the cache; zero is zero to two places, as browsers report it.

    What somebody's own tap moves is another matter.
    """
    return [shift for shift in page.evaluate(SHIFTED) if shift[0] >= 0.005] if screen.steps is nothing else []


def content(found: dict[str, list[Any]]) -> None:
    """Nothing found, or all of it said, each on a line."""
    said = [f"{what}: {one}" for what, words in found.items() for one in words]
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_at_a_desk(screen: Screen, page_as: PageAs, floor: Server, watch: Watch):
    watch.expect(*screen.expects)
    page = page_as(screen.role, size="desk")
    screen.open(page, floor)
    content({"moved while loading": moved(screen, page), "sideways": page.evaluate(WIDE), "headings": outline(page), "axe": axe(page)})


UNSEEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const rings = [element, ...(function* up(at) { while ((at = at.parentElement)) yield at; })(element)].slice(0, 4);
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const ring = rings.some((at) => outlined(getComputedStyle(at)));
  return ring ? "" : element.outerHTML.slice(0, 160);
}"""


@pytest.mark.parametrize(
    "name",
    [
        "today",
        "cards",
        "card-curious",
        "sheet",
        "session",
        "check-back",
        "in-the-way",
        "team",
        "advisor",
        "toolkit",
        "practice-permission",
        "story",
        "me",
        "sign-in",
    ],
)
def test_the_focus_can_be_seen(page_as: PageAs, floor: Server, watch: Watch, name: str):
    """Every stop on the way round with Tab has its ring."""
    screen = by_name(name)
    page = page_as(screen.role, size="desk")
    screen.open(page, floor)
    unseen = []
    for _stop in range(45):
        page.keyboard.press("Tab")
        unseen += [one for one in [page.evaluate(UNSEEN)] if one]
    assert unseen == []


COVERED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); // scrolled by then
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const shown = element.matches("input[type=radio], input[type=checkbox]") ? element.closest("label") ?? element : element;
  const box = shown.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth); // a row that scrolls sideways is cut off, not covered
  const top = document.elementFromPoint((left + right) / 2, box.top + box.height / 2);
  return top && (shown.contains(top) || top.contains(shown)) ? "" : shown.outerHTML.slice(0, 160);
}"""


@pytest.mark.parametrize(
    "name", ["today", "cards", "sheet-filled-in", "log", "session", "check-back-in-the-way", "in-the-way", "team", "advisor", "me"]
)
def test_the_focus_is_never_under_a_bar(page_as: PageAs, floor: Server, watch: Watch, name: str):
    """WCAG 2.4.11: the bars at the foot stay where they are, and what has the focus comes out from under them."""
    screen = by_name(name)
    page = page_as(screen.role)
    screen.open(page, floor)
    page.set_viewport_size({"width": 390, "height": 560})  # a phone with its keyboard up
    covered = []
    for _stop in range(60):
        page.keyboard.press("Tab")
        covered += [one for one in [page.evaluate(COVERED)] if one]
    content({"covered": covered})


def test_the_first_stop_leads_past_the_menu(page_as: PageAs, floor: Server):
    page = page_as("leader", size="desk")
    page.goto("/cards/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
