"""A browser for the tests: one server and one Chromium a worker, a fresh context a page, the database put back each time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, expect, sync_playwright

from tests.e2e import server as house
from tests.e2e.kept import READY, until
from tests.e2e.person import toast
from tests.e2e.saving import CARD, log_moment
from tests.e2e.server import Prepared, Server
from tests.e2e.watch import Watch

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2},
    "desk": {"viewport": {"width": 1280, "height": 800}},
}
CUT_SHORT = ("net::ERR_ABORTED", "interrupted by another navigation")
PageAs = Callable[..., Page]
Scheme = Literal["light", "dark"]


def open_context(
    browser: Browser,
    server: Server,
    role: str | None,
    size: str = "phone",
    javascript: bool = True,
    scheme: Scheme = "light",
    motion: bool = False,
    worker: bool = False,
) -> BrowserContext:
    """Somebody's browser: signed in as that role, or as nobody."""
    context = browser.new_context(
        base_url=server.url, locale="en-GB", timezone_id="Europe/London", color_scheme=scheme, java_script_enabled=javascript,
        reduced_motion="no-preference" if motion else "reduce", service_workers="allow" if worker else "block", **SIZES[size],
    )  # fmt: skip
    context.set_default_timeout(10_000)
    if role:
        context.add_cookies(
            [{"name": name, "value": value, "url": server.url, "httpOnly": True} for name, value in server.prepared.cookies[role].items()]
        )
    return context


def patient(page: Page) -> Page:
    """Goes to an address again where the page went somewhere by itself at that very moment (Today after a save): so would a person."""
    once = page.goto

    def goto(url: str, **options: Any) -> Response | None:
        try:
            return once(url, **options)
        except Error as error:
            if not any(words in error.message for words in CUT_SHORT):
                raise
            page.wait_for_load_state()
            return once(url, **options)

    page.goto = goto  # type: ignore[method-assign]
    return page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A folder with a target of its own in the Makefile has a marker of that name."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            folder = item.path.relative_to(Path(__file__).parent).parts[0]
            item.add_marker(folder if folder in ("faults", "webkit") else "browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With a failure goes what the server said and what the screen showed."""
    report = yield
    if report.failed and "floor" in getattr(item, "funcargs", {}):
        server: Server = item.funcargs["floor"]
        report.sections.append(("What the server said last", "\n".join(line[:1500] for line in server.log_text().splitlines()[-12:])))
        for number, page in enumerate(item.funcargs.get("opened", [])):
            picture = server.log.parent / f"{item.name[:80].replace('/', '-')}-{number}.png"
            try:
                page.screenshot(path=picture, timeout=3000)
                report.sections.append(("Screen", f"{page.url}\n{picture}"))
            except Exception as error:  # a picture is a courtesy: the failure itself is what counts
                report.sections.append(("Screen", f"none: {error}"))
    return report


def todays(folders: pytest.TempPathFactory) -> Prepared:
    """The demo world is made relative to a day: past midnight there is another."""
    base = folders.getbasetemp()
    day = datetime.now(ZoneInfo("Europe/London")).date()
    return house.prepare((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"floorwalk-{day}")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return todays(tmp_path_factory)


@pytest.fixture(scope="session")
def server(prepared: Prepared) -> Iterator[Server]:
    name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with house.running(prepared, prepared.home / f"{name}.sqlite3", prepared.home / f"{name}.log") as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def floor(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The running server with the demo world as it was made."""
    if server.prepared.home != (world := todays(tmp_path_factory)).home:
        server.kill()
        server.prepared = world
    if server.process is None:
        server.start()
    server.put_back()
    return server


@pytest.fixture
def watch(floor: Server) -> Iterator[Watch]:
    """Fails the test when a page did what no page may do. See `Watch.expect`."""
    watching = Watch(floor.url)
    yield watching
    assert watching.unexpected() == []


@pytest.fixture
def opened() -> list[Page]:
    return []


@pytest.fixture
def page_as(browser: Browser, floor: Server, watch: Watch, opened: list[Page]) -> Iterator[PageAs]:
    """`page_as("hr", size="desk", javascript=False)`: a page in a browser of that person's own."""
    contexts = []

    def open_page(role: str | None = "leader", **options: Any) -> Page:
        context = open_context(browser, floor, role, **options)
        watch.listen(context)
        contexts.append(context)
        opened.append(patient(context.new_page()))
        return opened[-1]

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def leader_page(page_as: PageAs) -> Page:
    """A team leader's phone."""
    return page_as("leader")


@pytest.fixture
def desk_page(page_as: PageAs) -> Page:
    """The same person at a desk."""
    return page_as("leader", size="desk")


@pytest.fixture
def plain_page(page_as: PageAs) -> Page:
    """The same phone without JavaScript."""
    return page_as("leader", javascript=False)


@pytest.fixture
def ready_phone(page_as: Callable[..., Page], watch: Watch) -> Page:
    """A leader's phone with all that it needs for no signal on it."""
    watch.expect("net::ERR", "Failed to fetch", "ERR_CONNECTION_REFUSED")
    page = page_as("leader", worker=True)
    page.goto("/")
    until(page, "localStorage.getItem('fw-kept') !== null")
    page.goto("/me/")
    until(page, READY)
    expect(page.get_by_text("Ready without a signal")).to_be_visible()
    return page


@pytest.fixture
def unsent(leader_page: Page, watch: Watch) -> Page:
    """One moment saved that cannot go: the line to the server's API is cut."""
    watch.expect("ERR_FAILED")
    leader_page.context.route("**/api/v1/**", lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    leader_page.goto(CARD)
    log_moment(leader_page, "Ben")
    expect(toast(leader_page, "Saved on this phone")).to_be_visible()
    return leader_page
