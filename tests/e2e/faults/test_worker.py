"""The worker and its copies: never in the way of what is sent, and whole or not there at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.e2e import rows
from tests.e2e.conftest import PageAs
from tests.e2e.faults.phone import SESSIONS
from tests.e2e.person import toast
from tests.e2e.saving import CARD, log_moment, send_now
from tests.e2e.server import Server
from tests.e2e.watch import Watch

READY = "Boolean(navigator.serviceWorker.controller && localStorage.getItem('fw-kept'))"
# How the worker of this release ends: "activated", or "redundant" where it could not be installed.
INSTALLED = """async () => {
  const found = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const worker = found.installing ?? found.waiting ?? found.active;
  if (!worker) return "redundant";
  while (!["activated", "redundant"].includes(worker.state)) {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
  return worker.state;
}"""
POST = """() => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/cards/looked-for/" });
  document.body.append(form);
  form.submit();
}"""
LOOKS = """() => {
  window.looks = 0;
  const update = ServiceWorkerRegistration.prototype.update;
  ServiceWorkerRegistration.prototype.update = function () { looks++; return update.call(this); };
}"""
OTHER_HALF = {"worker": "**/static/js/phone/off.*.js", "page": "**/sw.js"}
NEEDS_SIGNAL = "This page needs signal"


@pytest.fixture
def app(page_as: PageAs, watch: Watch) -> Page:
    """A leader's phone with the worker and copies of everything."""
    watch.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "^failed ", "Failed to fetch", 503)
    page = page_as("leader", worker=True)
    page.goto("/me/")
    until(page, "Boolean(localStorage.getItem('fw-kept'))")
    page.reload()
    until(page, READY)
    return page


@pytest.fixture
def another_release(floor: Server) -> Iterator[None]:
    """Whatever release a test leaves behind, the next one finds the usual."""
    yield
    floor.kill()


def until(page: Page, what: str) -> None:
    """Until that is true in the page, which may be on its way to another."""
    for _turn in range(150):
        with suppress(Error):
            if page.evaluate(what):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {what}")


def test_a_form_without_a_signal_fails_rather_than_look_sent(app: Page):
    """F8, F9: the page for no signal in the place of an answer would be taken for one."""
    app.context.set_offline(True)
    with app.expect_event("requestfailed", lambda request: request.method == "POST"):
        app.evaluate(POST)
    until(app, "document.readyState === 'complete'")
    expect(app.get_by_role("heading", name=NEEDS_SIGNAL)).to_have_count(0)


def test_the_api_without_a_signal_fails_rather_than_show_a_page(app: Page):
    """F8: whatever asks it, and however."""
    app.context.set_offline(True)
    app.goto("/team/")
    expect(app.get_by_role("heading", name=NEEDS_SIGNAL)).to_be_visible()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        app.goto("/api/v1/whoami/")


def elsewhere(floor: Server) -> Callable[[Route], None]:
    """A real redirect of the real server. One made by a test is followed by the browser whatever was asked of it."""
    return lambda route: route.continue_(url=f"{floor.url}/cards")


@pytest.mark.parametrize("what", ["by way of another address", "not there", "of another build", "nothing wrong"])
def test_a_worker_comes_whole_or_not_at_all(page_as: PageAs, floor: Server, watch: Watch, what: str):
    """F31, F33, F34: one file that is not as it should be, and the build before this stays."""
    watch.expect(404, "^failed ", "ServiceWorker", "Failed to")
    page = page_as(None, worker=True)
    file, page_for_no_signal = re.compile(r"/static/css/search\."), re.compile(r"/offline/$")
    if what == "by way of another address":
        page.context.route(file, elsewhere(floor))
    elif what == "not there":
        page.context.route(file, lambda route: route.fulfill(status=404, body="gone"))
    elif what == "of another build":
        page.context.route(page_for_no_signal, lambda route: route.fulfill(response=route.fetch(), headers={"X-Build": "older"}))
    page.goto("/accounts/login/")
    assert page.evaluate(INSTALLED) == ("activated" if what == "nothing wrong" else "redundant")


@pytest.mark.usefixtures("another_release")
def test_an_app_that_stays_open_finds_the_next_release(app: Page, floor: Server):
    """F32: a phone by itself would look for it once a day, or never. Chromium looks after each page by itself, so it is seen who looked."""
    app.evaluate(LOOKS)
    floor.kill()
    floor.start(BUILD="newer")
    app.evaluate("() => { localStorage.removeItem('fw-looked'); window.dispatchEvent(new Event('focus')); }")
    expect(app.get_by_text("A new version is here")).to_be_visible()
    assert app.evaluate("looks") >= 1


@pytest.mark.usefixtures("another_release")
def test_an_update_leaves_what_waits_and_the_new_version_sends_it(app: Page, floor: Server):
    """F18, F31: a release between Save and the signal."""
    before = rows.logged(floor)
    app.context.route(SESSIONS, lambda route: route.abort())
    app.goto(CARD)
    log_moment(app, "Ben")
    expect(toast(app, "Saved on this phone")).to_be_visible()
    app.goto("/waiting/")
    waits = app.get_by_role("heading", level=1, name="1 waiting to send")
    expect(waits).to_be_visible()
    floor.kill()
    floor.start(BUILD="newer")
    app.evaluate("() => { localStorage.removeItem('fw-looked'); window.dispatchEvent(new Event('focus')); }")
    expect(app.get_by_text("A new version is here")).to_be_visible()
    with app.expect_navigation():
        app.get_by_role("button", name="Update").tap()
    expect(waits).to_be_visible()
    assert rows.logged(floor) == before
    app.context.unroute(SESSIONS)
    send_now(app)
    assert rows.logged(floor) == before + 1


@pytest.mark.parametrize("what", ["by way of another address", "not there"])
def test_new_copies_come_whole_or_the_old_ones_stay(app: Page, floor: Server, what: str):
    """F33, F34: the deck changes while the line is bad."""
    names = json.loads((floor.prepared.static / "staticfiles.json").read_text())["paths"]
    keep = f"import('/static/{names['js/phone/keep.js']}').then((keep) => keep.keepPages()).then(() => 'kept', () => 'not kept')"
    story, before = re.compile(r"/story/$"), app.evaluate("localStorage.getItem('fw-kept')")
    old = app.evaluate("caches.match('/story/').then((copy) => copy.text())")
    app.context.route(
        "**/cards/kept.json", lambda route: route.fulfill(response=(answer := route.fetch()), json={**answer.json(), "version": "newer"})
    )
    app.context.route(story, elsewhere(floor) if what != "not there" else lambda route: route.fulfill(status=503, body="upstream"))
    assert app.evaluate(keep) == "not kept"
    assert app.evaluate("localStorage.getItem('fw-kept')") == before
    assert app.evaluate("caches.match('/story/').then((copy) => copy.text())") == old
    app.context.unroute(story)
    assert app.evaluate(keep) == "kept"
    assert app.evaluate("localStorage.getItem('fw-kept')") == "newer"


@pytest.mark.usefixtures("another_release")
@pytest.mark.parametrize(("half", "other"), OTHER_HALF.items(), ids=OTHER_HALF)
def test_each_half_of_the_kill_switch_leaves_what_was_saved(app: Page, floor: Server, half: str, other: str):
    """F18: with the other half out of its way. Whichever comes first, it is the one that must not take too much."""
    app.evaluate("caches.open('outbox-mirror').then((cache) => cache.put('/row', new Response('words')))")
    app.context.route(other, lambda route: route.abort())
    floor.kill()
    floor.start(SERVICE_WORKER="false")
    if half == "worker":
        app.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)")
    for _twice in range(2):  # the old worker lets go at the next page; one that is on its way through it just then may hang
        with suppress(Error):
            app.goto("/team/", timeout=5000)
    until(app, "caches.keys().then((names) => !names.some((name) => name.startsWith('floorwalk-')))")
    if half != "worker":
        until(app, "navigator.serviceWorker.getRegistrations().then((found) => found.length === 0)")
    app.wait_for_timeout(300)
    assert app.evaluate("caches.match('/row').then((row) => row?.text())") == "words"
