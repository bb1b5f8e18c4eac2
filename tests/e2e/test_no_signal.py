"""Without a signal: the cards, the toolkit and the story are there, all else says what it needs, and nothing of a person is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.kept import READY, until
from tests.e2e.server import Server
from tests.e2e.watch import Watch

KEPT = """async () => {
  const texts = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts[new URL(request.url).pathname] = await (await cache.match(request)).text();
  }
  return texts;
}"""


def restarted(page: Page, floor: Server, **settings: str) -> None:
    """Another release of the server; the phone looks whether there is anything newer."""
    floor.kill()
    floor.start(**settings)
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => { found.update(); })")


@pytest.fixture
def another_release(floor: Server) -> Iterator[None]:
    """Whatever release a test leaves behind, the next one finds the usual."""
    yield
    floor.kill()


@pytest.fixture
def phone(page_as: Callable[..., Page], watch: Watch) -> Page:
    """A leader's phone that has been there once with a signal, and so can do without."""
    watch.expect("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "Failed to fetch", "ERR_CONNECTION_REFUSED")
    page = page_as("leader", worker=True)
    page.goto("/")
    until(page, "localStorage.getItem('fw-kept') !== null")
    page.goto("/me/")
    until(page, READY)
    return page


def test_ready_is_said_only_when_it_is_true(phone: Page):
    phone.goto("/me/")
    expect(phone.get_by_text("Ready without a signal")).to_be_visible()
    phone.context.route("**/cards/kept.json", lambda route: route.abort())  # or they are kept once more before anybody has looked
    phone.evaluate("localStorage.removeItem('fw-kept')")
    phone.reload()
    expect(phone.get_by_text("The cards are on their way to this phone")).to_be_visible()
    expect(phone.get_by_text("Ready without a signal")).to_be_hidden()


def test_cards_toolkit_and_story_open_without_a_signal(phone: Page, floor: Server):
    phone.context.set_offline(True)
    phone.goto("/cards/")
    expect(phone.get_by_role("heading", level=1, name="28 cards")).to_be_visible()
    phone.goto(rows.card(floor, "brave"))
    expect(phone.get_by_role("link", name="Turn over").first).to_be_visible()
    assert phone.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") != "0px", "no stylesheet"
    phone.goto("/toolkit/give-permission/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Give permission")
    phone.goto("/story/")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_a_sentence_finds_its_card_without_a_signal_and_the_card_opens(phone: Page):
    phone.context.set_offline(True)
    phone.goto("/cards/")
    phone.get_by_role("searchbox").fill("never looked at history")
    first = phone.get_by_role("main").get_by_role("listitem").get_by_role("link").first
    expect(first).to_contain_text("Already in the notes")
    first.tap()
    expect(phone.get_by_role("heading", level=2).first).to_contain_text("said hello")


def test_a_kind_of_moment_still_narrows_without_a_signal(phone: Page):
    """Two taps to the card, signal or none."""
    phone.context.set_offline(True)
    phone.goto("/cards/")
    phone.get_by_role("region", name="What just happened?").get_by_role("link", name="Stuck").tap()
    expect(phone.get_by_role("heading", level=1, name="Stuck")).to_be_visible()
    phone.get_by_role("main").get_by_role("listitem").get_by_role("link").filter(has_text="stopped mid-contact").first.tap()
    expect(phone.get_by_role("link", name="Turn over").first).to_be_visible()


def test_words_in_an_address_are_searched_for_without_a_signal(phone: Page):
    phone.context.set_offline(True)
    phone.goto("/cards/?q=never+looked+at+history")
    expect(phone.get_by_role("searchbox")).to_have_value("never looked at history")
    expect(phone.get_by_role("main").get_by_role("listitem").get_by_role("link").first).to_contain_text("Already in the notes")


def test_every_card_and_practice_is_kept(phone: Page, floor: Server):
    kept = phone.evaluate(KEPT)
    slugs = [slug for (slug,) in floor.rows("SELECT slug FROM cards_card")]
    assert {f"/cards/{slug}/" for slug in slugs} <= set(kept)
    assert {f"/toolkit/{slug}/" for (slug,) in floor.rows("SELECT slug FROM cards_practice")} <= set(kept)


# P24
def test_nothing_of_a_person_is_in_what_is_kept(phone: Page, floor: Server):
    people = [name for (name,) in floor.rows("SELECT name FROM accounts_user UNION SELECT name FROM accounts_advisor")]
    kept = phone.evaluate(KEPT)
    assert len(people) > 100
    assert [(path, name) for path, text in kept.items() for name in people if not path.startswith("/static/") and name in text] == []
    assert [path for path, text in kept.items() if "csrfmiddlewaretoken" in text and path.endswith("/")] == []


def test_another_page_says_that_it_needs_signal_and_comes_back_by_itself_when_asked(phone: Page):
    phone.context.set_offline(True)
    phone.goto("/team/")
    expect(phone.get_by_role("heading", level=1, name="This page needs signal")).to_be_visible()
    phone.get_by_role("link", name="Open the cards").tap()
    expect(phone.get_by_role("heading", level=1, name="28 cards")).to_be_visible()
    phone.goto("/team/")
    phone.context.set_offline(False)
    phone.get_by_role("link", name="Try again").tap()
    expect(phone.get_by_role("heading", level=1, name="This page needs signal")).to_have_count(0)
    assert phone.url.endswith("/team/")


def test_a_card_comes_from_the_phone_with_a_signal_too(phone: Page, floor: Server):
    """The page itself, its styles and its scripts. What waits is asked about beside it; icons may come from the browser's memory."""
    served: dict[str, bool] = {}
    phone.on("response", lambda response: served.update({response.url: response.from_service_worker}))
    phone.goto(rows.card(floor, "curious"))
    expect(phone.get_by_role("link", name="Turn over").first).to_be_visible()
    assert len(served) >= 4
    assert [url for url, from_phone in served.items() if not from_phone and not re.search("/sprite|/api/", url)] == []


def test_icons_are_there_without_a_signal(phone: Page, floor: Server):
    phone.context.set_offline(True)
    phone.goto(rows.card(floor, "curious"))
    until(phone, "document.querySelector('.card__top use').getBBox().width > 0")


def test_the_worker_leaves_saving_and_the_api_alone(phone: Page):
    """F8, F9: a worker that answers for a save makes people believe it was saved."""
    source = phone.request.get("/sw.js").text()
    assert re.search(r'request\.method !== "GET".*return;', source)
    phone.context.set_offline(True)
    outcome = phone.evaluate("fetch('/api/v1/sessions/x/', { method: 'PUT', body: '{}' }).then(() => 'answered', () => 'failed')")
    assert outcome == "failed"
    assert phone.evaluate("fetch('/api/v1/whoami/').then(() => 'answered', () => 'failed')") == "failed"


def test_a_page_that_never_answers_gives_way_to_its_copy(phone: Page):
    """F20: a phone that believes it has a signal."""
    phone.context.route(re.compile(r"/toolkit/$"), lambda route: None)
    phone.goto("/toolkit/", timeout=15_000)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_a_broken_server_gives_way_to_a_copy_and_a_refusal_does_not(phone: Page, watch: Watch):
    watch.expect(503, 403)
    phone.context.route(re.compile(r"/story/$"), lambda route: route.fulfill(status=503, body="upstream"))
    phone.goto("/story/")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    phone.context.route(re.compile(r"/toolkit/$"), lambda route: route.fulfill(status=403, body="<h1>No</h1>", content_type="text/html"))
    phone.goto("/toolkit/")
    expect(phone.get_by_role("heading", level=1, name="No")).to_be_visible()


def test_signed_out_nothing_new_is_kept_and_the_sign_in_page_is_no_copy(phone: Page, watch: Watch):
    """F33: a way to the sign-in page is never kept as if it were the page."""
    before = phone.evaluate("localStorage.getItem('fw-kept')")
    phone.context.clear_cookies()
    phone.evaluate("localStorage.removeItem('fw-looked')")
    phone.goto("/cards/")
    phone.wait_for_timeout(800)
    assert phone.evaluate("localStorage.getItem('fw-kept')") == before
    assert "Sign in" not in phone.evaluate(KEPT)["/cards/"]


def test_a_file_that_does_not_come_leaves_no_half_a_worker(page_as: Callable[..., Page], watch: Watch):
    """F34: all of the shell or none of it."""
    watch.expect(404, "F34", "ServiceWorker", "Failed to")
    page = page_as("leader", worker=True)
    page.context.route(re.compile(r"/offline/$"), lambda route: route.fulfill(status=404, body="gone"))
    page.goto("/")
    page.wait_for_timeout(1500)
    state = page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found?.active?.state ?? 'none')")
    assert state == "none"


@pytest.mark.usefixtures("another_release")
def test_a_new_build_waits_until_it_is_asked_in(phone: Page, floor: Server, watch: Watch):
    """F31: nothing changes under a page that is being used."""
    restarted(phone, floor, BUILD="newer")
    expect(phone.get_by_text("A new version is here")).to_be_visible()
    assert phone.evaluate("navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Update").tap()
    until(phone, "navigator.serviceWorker.getRegistration().then((found) => !found.waiting)")
    expect(phone.get_by_text("A new version is here")).to_have_count(0)


@pytest.mark.usefixtures("another_release")
def test_the_kill_switch_takes_the_worker_and_its_copies_and_nothing_else(phone: Page, floor: Server, watch: Watch):
    phone.evaluate("caches.open('outbox-mirror').then((cache) => cache.put('/row', new Response('words')))")
    restarted(phone, floor, SERVICE_WORKER="false")
    phone.goto("/team/")  # the old worker lets go at the next page
    until(phone, "caches.keys().then((names) => names.join() === 'outbox-mirror')")
    until(phone, "navigator.serviceWorker.getRegistrations().then((found) => found.length === 0)")
    phone.goto("/team/")
    assert phone.evaluate("navigator.serviceWorker.controller") is None
