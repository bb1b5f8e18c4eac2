"""Somebody new: shown around once, and practising with a made-up team that never touches the real one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.kept import DRAFT, KV, SENT, until
from tests.e2e.person import pick, save, step, toast
from tests.e2e.saving import CARD, log_moment
from tests.e2e.screens import hers
from tests.e2e.screens_stories import story
from tests.e2e.screens_voice import practised
from tests.e2e.server import PASSWORD, Server
from tests.e2e.watch import Watch

LOG = "/rehearse/cards/say-it-their-way/log/"
HELD = """new Promise((resolve) => {
  const request = indexedDB.open("coaching", 1);
  request.onsuccess = () => {
    const rows = request.result.transaction("outbox").objectStore("outbox").getAll();
    rows.onsuccess = () => { request.result.close(); resolve(rows.result.map(({ id, state }) => `${id} ${state}`)); };
  };
})"""
TALLIES = "accounts_device|accounts_browser|django_session|accounts_rate|throttle|cache"  # of any page, whatever it says


def own_session(floor: Server) -> str:
    return rows.session(floor, hers())


def counts(floor: Server) -> dict[str, int]:
    """How many rows every table has, but for what every page that is looked at may write."""
    tables = [name for (name,) in floor.rows("SELECT name FROM sqlite_master WHERE type = 'table'") if not re.search(TALLIES, name)]
    return {name: floor.rows(f'SELECT COUNT(*) FROM "{name}"')[0][0] for name in tables}


def rehearse(page: Page) -> None:
    """From the made-up team to the end of the sheet, as anybody would."""
    page.goto("/rehearse/")
    page.get_by_role("link", name=re.compile("^“")).first.click()
    page.get_by_role("link", name="Log it").first.click()
    form = page.get_by_role("main")
    step(form, "Trying it").check()
    form.locator("summary").filter(has_text="Note").click()
    form.get_by_label("Note", exact=True).fill("Words of practice")
    practised(page)


def test_somebody_new_is_shown_around_once(page_as: Callable[..., Page]) -> None:
    page = page_as(None)
    for headings in (("Hear a moment", "Find the card in two taps", "Coach for two minutes", "Log it in ten seconds"), ()):
        page.goto("/accounts/login/")
        page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill("beginner@example.com")
        page.get_by_label(re.compile("^Password")).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        for heading in headings:
            expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
            page.get_by_role("link", name="Next").or_(page.get_by_role("button", name="Start")).click()
        expect(page.get_by_role("region", name="What did you just hear?")).to_be_visible()
        page.context.clear_cookies()


def test_it_can_be_skipped_and_found_again_without_javascript(page_as: Callable[..., Page]) -> None:
    page = page_as("newcomer", javascript=False)
    page.goto("/me/")
    page.get_by_role("link", name="A look around").click()
    expect(page.get_by_role("heading", level=1, name="Hear a moment")).to_be_visible()
    page.get_by_role("button", name="Skip").click()
    expect(page).to_have_url(re.compile("/$"))


def test_practice_changes_no_row_anywhere_and_leaves_nothing_on_the_phone(ready_phone: Page, floor: Server) -> None:
    page, before = ready_phone, counts(floor)
    on_phone, kept = page.evaluate(HELD), page.evaluate(f"{KV}.then((all) => all.map(([key]) => key))")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method != "GET" else None)
    rehearse(page)
    expect(page.get_by_role("complementary", name="Practice")).to_be_visible()
    assert sent == []
    assert page.evaluate(HELD) == on_phone == []
    assert page.evaluate(f"{KV}.then((all) => all.map(([key]) => key))") == kept
    assert not page.evaluate(DRAFT)
    assert not page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage }).includes('practice')")
    assert counts(floor) == before


def test_practice_works_without_a_signal_and_nothing_of_it_goes_when_there_is_one_again(ready_phone: Page, floor: Server) -> None:
    page, before = ready_phone, counts(floor)
    page.context.set_offline(True)
    rehearse(page)
    page.get_by_role("link", name="Practise another").click()
    expect(page.get_by_role("heading", level=1, name="A made-up team")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/waiting/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(HELD) == []
    assert counts(floor) == before


def test_the_look_around_is_there_without_a_signal(ready_phone: Page) -> None:
    page = ready_phone
    page.context.set_offline(True)
    page.goto("/tour/")
    for heading in ("Hear a moment", "Find the card in two taps", "Coach for two minutes"):
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_text("No signal. Carry on.")).to_be_visible()


def test_a_real_one_that_waits_is_sent_while_somebody_practises_and_only_that(leader_page: Page, watch: Watch, floor: Server) -> None:
    """What waits is never held up, changed or mixed up by practice: it goes from whatever page is open."""
    watch.expect("ERR_FAILED")
    page, cut = leader_page, "**/api/v1/sessions/**"
    page.context.route(cut, lambda route: route.abort())
    page.goto(CARD)
    log_moment(page, "Ben")
    expect(toast(page, "Saved on this phone")).to_be_visible()
    (waiting,) = page.evaluate(HELD)
    before = floor.rows("SELECT COUNT(*) FROM coaching_session")[0][0]
    rehearse(page)
    assert page.evaluate(HELD) == [waiting]
    page.context.unroute(cut)
    page.goto(LOG)
    until(page, SENT)
    practised(page)
    assert floor.rows("SELECT COUNT(*) FROM coaching_session")[0][0] == before + 1
    assert [row.split()[0] for row in page.evaluate(HELD)] == [waiting.split()[0]]


def test_left_practice_the_next_one_is_real(leader_page: Page) -> None:
    page = leader_page
    rehearse(page)
    page.get_by_role("complementary", name="Practice").get_by_role("link", name="Leave practice").click()
    expect(page.get_by_role("complementary", name="Practice")).to_have_count(0)
    page.goto(CARD)
    log_moment(page, "Ben")
    expect(toast(page, "Logged for Ben")).to_be_visible()


def test_practice_without_javascript(plain_page: Page, floor: Server) -> None:
    before = counts(floor)
    plain_page.goto(LOG)
    pick(plain_page.get_by_role("main"), "Sasha")
    save(plain_page).click()
    expect(plain_page.get_by_role("heading", level=1, name="Practised with Sasha")).to_be_visible()
    assert counts(floor) == before


def test_help_stands_beside_the_hard_choices_and_moves_nothing_until_it_is_asked_for(leader_page: Page) -> None:
    page = leader_page
    page.goto("/sessions/new/?card=say-it-their-way")
    steps = page.get_by_role("group", name="Where are you with this?")
    options = steps.get_by_role("radio").first.locator("..")
    legend = steps.get_by_text("Where are you with this?")
    between = """(one) => {
      const legend = one.closest("fieldset").querySelector("legend").getBoundingClientRect();
      return one.closest(".scale").getBoundingClientRect().top - legend.bottom;
    }"""
    assert options.evaluate(between) < 12  # as without it
    steps.locator("summary").click()
    expect(steps.get_by_text("What happened, not what sort of person")).to_be_visible()
    assert options.evaluate(between) > 40
    expect(legend).to_be_visible()
    steps.locator("summary").click()
    expect(steps.get_by_text("What happened, not what sort of person")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "asks", "says"),
    [
        ("/cards/", "Which card is it?", "The one nearest to what you heard."),
        ("/cards/?kind=good-catch", "Which card is it?", "One moment, one card."),
        ("/sessions/new/?card=say-it-their-way", "What are the steps?", "What happened, not what sort of person"),
        ("/sessions/new/?card=say-it-their-way", "What is coming back?", "A promise to one person"),
        (own_session, "Should I show it to them?", "They can read all of it anyway"),
        (own_session, "Put right, or withdraw?", "the wrong person, or the same thing twice"),
        (story("it was the fish"), "What if they are not sure?", "Then it is not a yes"),
        ("/practising/", "Which one should I pick?", "you can change it on any day"),
    ],
)
def test_each_hard_choice_is_explained_by_keyboard_and_without_javascript(
    plain_page: Page, floor: Server, address: str | Callable[[Server], str], asks: str, says: str
) -> None:
    plain_page.goto(address if isinstance(address, str) else address(floor))
    question = plain_page.locator("summary").filter(has_text=asks)
    expect(plain_page.get_by_text(says)).to_be_hidden()
    question.focus()
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_text(says)).to_be_visible()
    box = question.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
