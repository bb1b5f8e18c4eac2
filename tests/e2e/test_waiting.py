"""/waiting/: what is still on this phone, why, and what can be done about it; and signing out with something there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.kept import PACKS, SENT, until
from tests.e2e.person import toast
from tests.e2e.saving import CARD, OWNER, log_moment, mended, refuse, send_now, signed_in
from tests.e2e.server import PEOPLE, Server
from tests.e2e.watch import Watch


def test_what_waits_is_listed_with_its_state_and_goes_when_asked(unsent: Page, floor: Server):
    before = rows.logged(floor)
    unsent.goto("/waiting/")
    expect(unsent.get_by_role("heading", level=1, name="1 waiting to send")).to_be_visible()
    row = unsent.get_by_role("listitem").filter(has_text="Ben, Doing it")
    expect(row).to_be_visible()
    expect(row.get_by_role("button", name="Remove")).to_be_hidden()  # a byte of it may have left
    mended(unsent)
    send_now(unsent)
    expect(unsent.get_by_role("region", name="Sent today").get_by_role("listitem").filter(has_text="Ben, Doing it")).to_be_visible()
    assert rows.logged(floor) == before + 1


def test_what_never_left_can_be_taken_back(ready_phone: Page, floor: Server):
    before = rows.logged(floor)
    ready_phone.context.set_offline(True)
    ready_phone.goto(CARD)
    log_moment(ready_phone, "Ewa")
    toast(ready_phone, "Saved on this phone").get_by_role("button", name="Undo").tap()
    expect(toast(ready_phone, "Undone")).to_be_visible()
    ready_phone.goto(CARD)
    log_moment(ready_phone, "Ben")
    expect(toast(ready_phone, "Saved on this phone")).to_be_visible()
    ready_phone.goto("/waiting/")
    ready_phone.get_by_role("listitem").filter(has_text="Ben").get_by_role("button", name="Remove").tap()
    expect(ready_phone.get_by_role("heading", level=1, name="All sent")).to_be_visible()
    ready_phone.context.set_offline(False)
    ready_phone.goto("/")
    expect(ready_phone.get_by_role("link", name="waiting to send")).to_have_count(0)
    assert rows.logged(floor) == before


def test_saved_to_a_file_and_brought_in_it_is_there_once(unsent: Page, floor: Server, tmp_path: Path):
    before = rows.logged(floor)
    unsent.goto("/waiting/")
    with unsent.expect_download() as saving:
        unsent.get_by_role("button", name="Save a copy").tap()
    copy = tmp_path / saving.value.suggested_filename
    saving.value.save_as(copy)
    assert len(json.loads(copy.read_text())["rows"]) == 1
    for headline in ("1 brought in, 0 here already", "0 brought in, 1 here already"):
        unsent.goto("/waiting/bring/")
        unsent.get_by_label("The file your phone saved").set_input_files(copy)
        unsent.get_by_role("button", name="Bring it in").tap()
        expect(unsent.get_by_text(headline)).to_be_visible()
    mended(unsent)
    unsent.goto("/waiting/")
    send_now(unsent)
    assert rows.logged(floor) == before + 1


def test_refused_it_says_why_and_what_to_do(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(404)
    page, before = leader_page, rows.logged(floor)
    refuse(page, 404, "not_found")
    page.goto(CARD)
    log_moment(page, "Ben")
    page.get_by_role("link", name="Needs your attention: 1").tap()
    expect(page.get_by_role("heading", level=1, name="1 needs your attention")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="Ben")
    expect(row).to_contain_text("that person is not in your team")
    expect(row.get_by_role("button", name="Let it go")).to_be_hidden()
    mended(page)
    row.get_by_role("button", name="Send again").tap()
    expect(page.get_by_role("heading", level=1, name="All sent")).to_be_visible()
    assert rows.logged(floor) == before + 1


def test_let_go_only_with_its_words_in_a_file(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(413)
    page, before = leader_page, rows.logged(floor)
    refuse(page, 413, "too_large")
    page.goto(CARD)
    log_moment(page, "Ben")
    page.get_by_role("link", name="Needs your attention: 1").tap()
    row = page.get_by_role("listitem").filter(has_text="Ben")
    with page.expect_download():
        row.get_by_role("button", name="Save a copy").tap()
    row.get_by_role("button", name="Let it go").tap()
    page.get_by_role("dialog", name="Let it go?").get_by_role("button", name="Keep it").tap()
    expect(row).to_be_visible()
    row.get_by_role("button", name="Let it go").tap()
    page.get_by_role("dialog", name="Let it go?").get_by_role("button", name="Let it go").tap()
    expect(page.get_by_role("heading", level=1, name="All sent")).to_be_visible()
    assert rows.logged(floor) == before


def test_with_the_server_away_people_are_taken_off_the_phone_and_it_says_that_the_session_lives(ready_phone: Page, floor: Server):
    """S40: the server cannot know yet; what is unsent stays, as ever."""
    ready_phone.goto("/me/")
    until(ready_phone, f"{PACKS}.then((all) => all.length)")
    floor.kill()
    try:
        ready_phone.get_by_role("main").get_by_role("button", name="Sign out", exact=True).tap()
        asked = ready_phone.get_by_role("dialog", name="No signal")
        expect(asked).to_contain_text("the server has to know")
        expect(asked.get_by_role("button", name="Sign out anyway")).to_be_hidden()
        asked.get_by_role("button", name="Take them off").tap()
        expect(asked.get_by_role("status")).to_contain_text("The server still has you signed in")
        assert ready_phone.evaluate(PACKS) == []
        ready_phone.goto("/")
        expect(ready_phone.get_by_role("heading", level=2, name="What did you just hear?")).to_be_visible()
        expect(ready_phone.get_by_text(re.compile("Ben|Ewa"))).to_have_count(0)
    finally:
        floor.start()
    ready_phone.goto("/me/")
    expect(ready_phone.get_by_role("heading", level=1, name="Priya Nair")).to_be_visible()  # as it said


# S41
def test_signing_out_with_something_unsent_says_so_and_it_stays(unsent: Page, floor: Server):
    before = rows.logged(floor)
    unsent.goto("/me/")
    unsent.get_by_role("main").get_by_role("button", name="Sign out", exact=True).tap()
    asked = unsent.get_by_role("dialog", name="1 not sent")
    expect(asked).to_contain_text("only you can send them")
    asked.get_by_role("button", name="Stay").tap()
    expect(unsent.get_by_role("heading", level=1, name="Priya Nair")).to_be_visible()
    unsent.get_by_role("main").get_by_role("button", name="Sign out", exact=True).tap()
    asked.get_by_role("button", name="Sign out anyway").tap()
    expect(unsent).to_have_url(re.compile("/accounts/login/"))
    assert unsent.evaluate(PACKS) == [], "the team stays on the phone of somebody who has signed out"
    mended(unsent)
    signed_in(unsent, floor, "two-teams")
    expect(unsent.get_by_role("link", name="Held for another person: 1")).to_be_visible()
    unsent.goto("/waiting/")
    expect(unsent.get_by_role("main").get_by_text("Held for another person: 1")).to_be_visible()
    expect(unsent.get_by_text("Ben, Doing it")).to_have_count(0)
    assert rows.logged(floor) == before
    unsent.goto("about:blank")  # cookies go one by one: a question asked meanwhile would be answered with a new one
    unsent.context.clear_cookies()
    unsent.goto("/accounts/login/")
    unsent.get_by_role("button", name="Team leader").tap()
    expect(unsent.get_by_role("heading", level=2, name="What did you just hear?")).to_be_visible()
    until(unsent, SENT)
    assert rows.logged(floor) == before + 1
    assert floor.one(OWNER) == PEOPLE["leader"]
