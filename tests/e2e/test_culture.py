"""The culture half of the toolkit, as three people use it from end to end: a leader, a designer, a sponsor."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e import rows
from tests.e2e.kept import SENT, until
from tests.e2e.person import pick, save, toast
from tests.e2e.screens_panel import STEP
from tests.e2e.screens_totals import looked_at as results_looked_at
from tests.e2e.screens_voice import looked_at
from tests.e2e.server import Server
from tests.e2e.test_stories import SAID, tell
from tests.e2e.watch import Watch

LOVED = "I didn’t know anyone would ask me that."  # sent in, and agreed to, in the demo world


def reads_the_story_and_tells_it(page: Page) -> None:
    page.goto("/toolkit/")
    page.get_by_role("link", name="Our Compelling Story").click()
    expect(page.get_by_text("How we will know")).to_have_count(3)
    page.get_by_role("link", name="Tell it aloud").click()
    for step in range(1, 9):
        expect(page.get_by_text(f"{step} of 9")).to_be_visible()
        page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="I told my team").click()
    page.get_by_label("What did they ask?").fill("Does that go for chat too?")
    page.get_by_role("button", name="They have heard it").click()
    expect(page.get_by_text("Does that go for chat too?")).to_be_visible()


def practises_one_of_nine(page: Page) -> None:
    page.goto("/toolkit/")
    page.get_by_role("link", name="Notice what works").click()
    page.get_by_role("button", name="Practise it for a week").click()
    first = page.get_by_role("button", name=re.compile("^Before your first break"))
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_be_focused()
    page.goto("/")
    page.get_by_text("Your practice this week").click()
    expect(page.get_by_role("listitem").filter(has_text="Before your first break done")).to_be_visible()


def tells_a_story_without_a_signal(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/stories/new/")
    page.get_by_text("Our safe lines").click()
    tell(page)
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("heading", name="1 waiting to send")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="All sent")).to_be_visible()


def notes_what_ben_said_to_it(page: Page) -> None:
    page.goto("/stories/")
    page.get_by_role("link", name=SAID).click()
    page.get_by_role("radio", name="Yes, with my name").check(force=True)
    page.get_by_role("button", name="Note their answer").click()
    expect(page.get_by_text(re.compile("^Yes, with their name"))).to_be_visible()


def plays_a_customers_words_back(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="One customer's words to play back").click()
    page.get_by_role("region", name="To play back").get_by_role("link", name="Play it back").click()
    pick(page.get_by_role("main"), "Ben")
    save(page).click()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    until(page, SENT)


def test_a_leaders_week(ready_phone: Page, floor: Server) -> None:
    reads_the_story_and_tells_it(ready_phone)
    practises_one_of_nine(ready_phone)
    tells_a_story_without_a_signal(ready_phone)
    notes_what_ben_said_to_it(ready_phone)
    plays_a_customers_words_back(ready_phone)
    assert floor.rows("SELECT count(*) FROM cards_storytold WHERE asked = 'Does that go for chat too?'") == [(1,)]
    assert len(floor.one("SELECT done FROM coaching_practising")) > 10
    assert floor.rows("SELECT state, consent FROM coaching_permissionstory WHERE said = ?", SAID) == [("waiting", "named")]
    good = "SELECT k.slug FROM coaching_session s JOIN cards_card c ON c.id = s.card_id JOIN cards_kind k ON k.id = c.kind_id"
    assert floor.one(f"{good} ORDER BY s.received_at DESC LIMIT 1") == "good-catch"


def publishes_a_story(page: Page) -> None:
    page.goto("/admin/stories/")
    page.get_by_role("link", name=LOVED).click()
    page.get_by_label("What they did").fill("Chloe asked him how he was, and put him on our list for extra care.")
    page.get_by_role("button", name="Save the words").click()
    expect(page.get_by_role("heading", name="What became of the words")).to_be_visible()
    page.get_by_role("button", name="Publish this permission story").click()
    expect(toast(page, "Everybody can read it now")).to_be_visible()


def makes_it_a_draft_card(page: Page) -> None:
    page.get_by_role("button", name="Make it a draft card").click()
    expect(toast(page, "Leaders still see the words before")).to_be_visible()
    expect(page.get_by_label("Try this", exact=True)).to_have_value(re.compile("^Chloe asked him how he was"))


def brings_in_comments(page: Page) -> None:
    page.goto("/voice/bring/")
    looked_at(page)
    page.get_by_label("I have read them").check()
    page.get_by_role("button", name="Take them in").click()
    expect(toast(page, "Brought in")).to_be_visible()


def brings_in_results(page: Page) -> None:
    page.goto("/programme/results/")
    results_looked_at("Kingsway,2027-01-01,2027-01-31,77,420")(page)
    page.get_by_role("button", name="Take them in").click()
    expect(page).to_have_url(re.compile("/programme/$"))


def test_a_designers_morning(page_as: Callable[..., Page], floor: Server) -> None:
    page = page_as("designer", size="desk")
    publishes_a_story(page)
    makes_it_a_draft_card(page)
    brings_in_comments(page)
    brings_in_results(page)
    leader = page_as("leader")
    leader.goto("/stories/")
    expect(leader.get_by_role("link", name=LOVED)).to_be_visible()
    assert floor.one("SELECT count(*) FROM coaching_reading WHERE value = 77") == 1
    assert floor.one("SELECT count(*) FROM coaching_comment WHERE words LIKE '[name] rang back on [number]%'") == 1


def test_a_taken_back_story_leaves_its_published_card_in_one_tap(page_as: Callable[..., Page], floor: Server) -> None:
    page = page_as("designer", size="desk")
    publishes_a_story(page)
    makes_it_a_draft_card(page)
    [(moment, aloud)] = floor.rows("SELECT moment, say_permission FROM cards_edition WHERE title = 'Pick up the hint' AND number = 1")
    page.get_by_label("The moment", exact=True).fill(moment)
    page.get_by_label("Say it out loud", exact=True).fill(aloud)
    page.get_by_label("Try this", exact=True).fill(STEP)
    page.get_by_role("button", name="Save and publish now").click()
    expect(toast(page, "Published")).to_be_visible()
    leader = page_as("leader")
    leader.goto("/stories/")
    leader.get_by_role("link", name=LOVED).click()
    leader.get_by_text("Take this story back").click()
    leader.get_by_role("button", name="Take it back for good").click()
    expect(leader.get_by_text("It is gone from everywhere")).to_be_visible()
    page.goto("/admin/stories/")
    left = page.get_by_role("region", name="Taken back, and in a card")
    left.get_by_role("button", name=re.compile("^Put back the words before")).click()
    expect(toast(page, "Leaders read the words before")).to_be_visible()
    expect(left).to_have_count(0)


def test_a_sponsor_reads_five_results_on_one_sheet_and_nothing_of_a_person(
    page_as: Callable[..., Page], floor: Server, watch: Watch
) -> None:
    watch.expect(403, 404)
    page = page_as("sponsor", size="desk")
    page.goto("/")
    page.get_by_role("link", name="Programme", exact=True).click()
    page.get_by_role("link", name=re.compile("headline", re.IGNORECASE)).first.click()
    expect(page.get_by_role("region", name="Headline results").get_by_role("row")).to_have_count(6)
    for heading in ("The coaching that went with them", "What this does not show"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
    names = [name for (name,) in floor.rows("SELECT name FROM accounts_advisor")]
    assert [name for name in names if name in page.content()] == []
    page.get_by_role("link", name="What was coached more where results moved more").click()
    expect(page.get_by_text("Too early to tell.").first).to_be_visible()
    assert [name for name in names if name in page.content()] == []
    for address in (
        "/team/", "/check-backs/", "/in-the-way/", "/exports/", "/people/", "/people/data/", "/voice/bring/", "/admin/stories/",
        "/practising/", "/commitments/", rows.advisor(floor, "Ben Hughes"), rows.session(floor), rows.check_back(floor),
    ):  # fmt: skip
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in (403, 404), address
