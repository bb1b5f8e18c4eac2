"""A browser for the tests: one server and one Chromium a worker, a fresh context a page, the database put back each time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e import server as house
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults if Path(__file__).parent / "faults" in item.path.parents else pytest.mark.browser)


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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    base = tmp_path_factory.getbasetemp()
    return house.prepare((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "floorwalk")


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
def floor(server: Server) -> Server:
    """The running server with the demo world as it was made."""
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
        opened.append(context.new_page())
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
