"""Permission stories from one phone to the other, and gone at once when their person asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kept import DROP_PACK, STORIES, until
from tests.e2e.screens_own_record import own_page
from tests.e2e.server import Server
from tests.e2e.watch import Watch

SAID = "Nobody ever read it out to me before."
PARTS = {
    "What usually happens": "We send the form again and wait for it to come back.",
    "What they did": "Read the form out, line by line, and filled it in with the customer on the line.",
    "The permission": "I'd said, 'If it's right and inside our safe lines, do it, then tell me.'",
    "What the customer said": SAID,
}


def tell(page: Page, about: str = "Ben") -> None:
    for label, words in PARTS.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("Who is it about?").select_option(label=about)
    page.get_by_label("Nobody could tell who the customer is").check()


def test_a_story_is_told_agreed_to_published_cheered_and_taken_back(page_as: Callable[..., Page]) -> None:
    leader = page_as("leader")
    leader.goto("/stories/")
    leader.get_by_role("link", name="Tell a story").click()
    leader.get_by_text("Our safe lines").click()
    tell(leader)
    leader.get_by_role("button", name="Send it in").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text(SAID)
    ben = page_as(None)
    ben.goto("/mine/link/")
    own_page(ben)
    story = ben.locator("#stories article").filter(has_text=SAID)
    story.get_by_role("radio", name="Yes, with my name").check(force=True)
    story.get_by_role("button", name="Save my answer").click()
    expect(ben.get_by_text("You can take it back at any time")).to_be_visible()
    designer = page_as("designer", size="desk")
    designer.goto("/admin/stories/")
    designer.get_by_role("link", name=SAID).click()
    designer.get_by_role("button", name="Publish this permission story").click()
    expect(designer.get_by_text("Everybody can read it now")).to_be_visible()
    sponsor = page_as("sponsor")
    sponsor.goto("/stories/")
    tale = sponsor.locator("article.tale").filter(has_text=SAID)
    expect(tale).to_contain_text("Ben")
    tale.get_by_role("button", name="I would").click()
    expect(tale.get_by_role("button", name="I would")).to_have_attribute("aria-pressed", "true")
    ben.locator("#stories article").filter(has_text=SAID).get_by_role("button", name="Take it back at once").click()
    expect(ben.get_by_text("It is gone from everywhere")).to_be_visible()
    for address in ("/stories/", "/stories/wall/", "/"):
        sponsor.goto(address)
        expect(sponsor.get_by_text(SAID)).to_have_count(0)


def test_it_works_without_javascript_and_keeps_what_was_typed(plain_page: Page, watch: Watch) -> None:
    watch.expect(422)
    plain_page.goto("/stories/new/")
    tell(plain_page)
    plain_page.get_by_label("What they did").fill("")
    plain_page.get_by_role("button", name="Send it in").click()
    expect(plain_page.get_by_text("A story needs this part too.")).to_be_visible()
    expect(plain_page.get_by_label("What the customer said")).to_have_value(SAID)
    plain_page.get_by_label("What they did").fill("Read it out.")
    plain_page.get_by_role("button", name="Send it in").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text(SAID)


def test_told_without_a_signal_it_waits_on_the_phone_and_goes_by_itself(ready_phone: Page) -> None:
    page = ready_phone
    page.context.set_offline(True)
    page.goto("/stories/new/")
    expect(page.get_by_text("it stays on this phone")).to_be_visible()
    tell(page)
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("heading", name="1 waiting to send")).to_be_visible()
    expect(page.get_by_text(SAID).first).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="All sent")).to_be_visible()
    page.goto("/stories/")
    expect(page.get_by_text(SAID)).to_be_visible()


def test_what_was_typed_is_there_again_when_the_phone_had_closed_the_page(leader_page: Page) -> None:
    leader_page.goto("/stories/new/")
    leader_page.get_by_label("What the customer said").fill(SAID)
    leader_page.wait_for_timeout(600)
    leader_page.goto("/stories/")
    leader_page.goto("/stories/new/")
    expect(leader_page.get_by_label("What the customer said")).to_have_value(SAID)


def test_the_wall_goes_on_by_key_and_by_tap(desk_page: Page) -> None:
    desk_page.goto("/stories/wall/")
    first = desk_page.get_by_role("heading", level=1).inner_text()
    desk_page.keyboard.press("ArrowRight")
    expect(desk_page.get_by_role("heading", level=1)).not_to_have_text(first)
    desk_page.keyboard.press("ArrowLeft")
    expect(desk_page.get_by_role("heading", level=1)).to_have_text(first)
    desk_page.locator("article").click()
    expect(desk_page.get_by_role("heading", level=1)).not_to_have_text(first)


def test_the_phone_that_told_it_lets_go_of_the_words_when_it_is_taken_back(page_as: Callable[..., Page]) -> None:
    """A copy of what was sent lies there for thirty days, in two places: gone at the next contact, whoever took the story back."""
    leader = page_as("leader")
    leader.goto("/stories/new/")
    tell(leader)
    leader.get_by_role("button", name="Send it in").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text(SAID)
    until(leader, f"{STORIES}.then((all) => all.length === 1 && all[0].state === 'sent')")
    ben = page_as(None)
    ben.goto("/mine/link/")
    own_page(ben)
    ben.locator("#stories article").filter(has_text=SAID).get_by_role("button", name="Take it back at once").click()
    expect(ben.get_by_text("It is gone from everywhere")).to_be_visible()
    leader.evaluate(DROP_PACK)  # as if it had been brought longer than two minutes ago
    leader.goto("/toolkit/")
    until(leader, f"{STORIES}.then((all) => all.length === 0)")
    assert SAID not in leader.evaluate(
        "caches.open('outbox-mirror').then(async (kept) => (await Promise.all((await kept.matchAll()).map((one) => one.text()))).join())"
    )


def test_a_story_on_the_wall_leaves_it_when_it_is_taken_back(page_as: Callable[..., Page], watch: Watch) -> None:
    """Also on a screen that nobody touches: it looks every half a minute."""
    watch.expect(404)
    screen = page_as("sponsor", size="desk")
    screen.clock.install()
    screen.goto("/stories/wall/")
    said = screen.get_by_role("heading", level=1).inner_text()
    screen.clock.run_for(31_000)
    expect(screen.get_by_role("heading", level=1)).to_have_text(said)
    where = screen.locator("fw-wall").get_attribute("data-story")
    leader = page_as("leader")
    leader.goto(str(where))
    leader.get_by_text("Take this story back").first.click()
    leader.get_by_role("button", name="Take it back").click()
    expect(leader.get_by_text("It is gone from everywhere")).to_be_visible()
    screen.clock.run_for(31_000)
    expect(screen.get_by_role("heading", level=1)).not_to_have_text(said)
    expect(screen.locator("fw-wall")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1280, 720), (3840, 2160)])
def test_the_longest_story_fits_on_a_wall(page_as: Callable[..., Page], floor: Server, width: int, height: int) -> None:
    """Nobody scrolls a screen on a wall."""
    words = "She stayed on the line while they read the whole of it out loud to their neighbour. " * 5
    floor.rows(
        "UPDATE coaching_permissionstory SET usually = ?, did = ?, permission = ?, said = ? WHERE state = 'published'",
        words[:220], words[:380], words[:200], words[:120],
    )  # fmt: skip
    page = page_as("leader", size="desk")
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/stories/wall/")
    expect(page.get_by_role("link", name="The next one")).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("[document.documentElement.scrollHeight <= innerHeight, document.documentElement.scrollWidth <= innerWidth]") == [
        True,
        True,
    ]
