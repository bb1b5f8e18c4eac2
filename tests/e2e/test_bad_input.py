"""What goes wrong while logging: nobody picked, odd words, the server gone. The words stay, and nothing is saved twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.person import log_it, people, pick, save, sheet, step, toast
from tests.e2e.server import Server
from tests.e2e.watch import Watch

# A phone with no room left, as the browser says it; and room again.
FULL = """() => {
  window.before = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () { throw new DOMException("no room", "QuotaExceededError"); };
}"""
ROOM = "() => { IDBObjectStore.prototype.put = window.before; }"
ODD = {
    "emoji": "👩🏽‍💻🎉 zéro‍width",
    "right to left": "שלום وَقَالَ היא",
    "looks like html": "<script>alert(1)</script> & \"quotes\" 'too' </textarea>",
    "looks like a template": "{{ user.password }} {% url 'today' %}",
    "a formula": '=HYPERLINK("http://x")',
    "zalgo": "Z̴̧͚a̷̦͝l̵̲̈́g̶̰̔o̸",
}


def test_nobody_picked_says_so_in_the_sheet_and_keeps_the_words(leader_page: Page, floor: Server):
    page, before = leader_page, rows.logged(floor)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    step(form, "Trying it").tap()
    form.get_by_label("What will they try?").fill("Kept words")
    form.get_by_role("radio", name="This week").tap()
    save(form).tap()
    expect(form.get_by_text("Who was it? Tap a name.")).to_be_visible()
    expect(people(form).first).to_be_focused()
    expect(people(form).first).to_have_attribute("aria-invalid", "true")
    expect(step(form, "Trying it")).to_be_checked()
    expect(form.get_by_label("What will they try?")).to_have_value("Kept words")
    expect(form.get_by_role("radio", name="This week")).to_be_checked()
    assert rows.logged(floor) == before
    pick(form, "Ben")
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert rows.logged(floor) == before + 1


def test_nobody_picked_without_javascript(plain_page: Page, floor: Server, watch: Watch):
    watch.expect(422)
    page, before = plain_page, rows.logged(floor)
    page.goto("/sessions/new/?card=say-it-their-way")
    page.get_by_label("What will they try?").fill("Kept words")
    save(page).tap()
    expect(page.get_by_text("Who was it? Tap a name.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Log it")).to_be_visible()
    expect(page.get_by_label("What will they try?")).to_have_value("Kept words")
    expect(page.get_by_role("radio", name="Didn't see it")).not_to_be_checked()
    assert rows.logged(floor) == before


# S50
@pytest.mark.parametrize("kind", ODD)
def test_odd_words_come_back_as_they_were(leader_page: Page, floor: Server, kind: str):
    page, words = leader_page, ODD[kind]
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    form.get_by_label("What will they try?").fill(words)
    form.locator("summary").filter(has_text="Note").tap()
    form.get_by_label("Note", exact=True).fill(words)
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert floor.rows("SELECT next_step, note FROM coaching_session ORDER BY received_at DESC LIMIT 1") == [(words, words)]
    for path in (rows.latest(floor), rows.advisor(floor, "Ben Hughes")):
        page.goto(path)
        expect(page.get_by_text(words).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"{path} scrolls sideways"


def test_a_very_long_paste_is_cut_where_the_box_says(leader_page: Page, floor: Server):
    page = leader_page
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    form.locator("summary").filter(has_text="Note").tap()
    note = form.get_by_label("Note", exact=True)
    note.focus()
    page.keyboard.insert_text("word " * 4000)
    expect(form.get_by_role("status").filter(has_text=re.compile("0 characters left"))).to_be_visible()
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert len(floor.one("SELECT note FROM coaching_session ORDER BY received_at DESC LIMIT 1")) <= 280


def test_words_too_long_for_the_server_are_kept_and_wait_to_be_mended(leader_page: Page, floor: Server, watch: Watch):
    """A browser that does not know maxlength, or counts emoji in another way."""
    watch.expect(422)
    page, before, words = leader_page, rows.logged(floor), "much too long " * 30
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    note = form.get_by_label("Note", exact=True)
    form.locator("summary").filter(has_text="Note").tap()
    note.evaluate("(box) => box.removeAttribute('maxlength')")
    note.fill(words)
    save(form).tap()
    page.get_by_role("link", name="Needs your attention: 1").tap()
    row = page.get_by_role("listitem").filter(has_text="Ben")
    expect(row).to_contain_text("Your words are safe on the server")
    row.get_by_role("link", name="Mend it").tap()
    expect(page.get_by_role("heading", level=1, name="To mend")).to_be_visible()
    expect(page.get_by_text("much too long").first).to_be_visible()
    assert rows.logged(floor) == before


def test_280_emoji_fit(leader_page: Page, floor: Server):
    """The box counts as JavaScript does, the server as Python does: what the box takes, the server takes."""
    page = leader_page
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    form.locator("summary").filter(has_text="Note").tap()
    form.get_by_label("Note", exact=True).focus()
    page.keyboard.insert_text("🙂\n" * 93)
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()


def test_the_server_gone_during_save_loses_no_word_and_makes_one(leader_page: Page, floor: Server, watch: Watch):
    watch.expect("ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET", 502, 503)
    page, before = leader_page, rows.logged(floor)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    form.get_by_label("What will they try?").fill("Words that must not be lost")
    step(form, "Doing it").tap()
    floor.kill()
    save(form).tap()
    expect(toast(page, "Saved on this phone")).to_be_visible()
    expect(page.get_by_role("link", name="1 saved on this phone, waiting to send")).to_be_visible()
    floor.start()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert rows.logged(floor) == before + 1
    assert floor.rows("SELECT next_step, step FROM coaching_session ORDER BY received_at DESC LIMIT 1") == [
        ("Words that must not be lost", 3)
    ]


def test_what_the_phone_cannot_keep_is_not_saved_and_stays_in_the_form(leader_page: Page, floor: Server):
    page, before = leader_page, rows.logged(floor)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    form.get_by_label("What will they try?").fill("Words that must not be lost")
    page.evaluate(FULL)
    save(form).tap()
    news = form.get_by_role("alert").filter(has_text="NOT SAVED")
    expect(news).to_be_visible()
    expect(news).to_contain_text("This phone is full")
    expect(news).to_be_focused()
    expect(form.get_by_label("What will they try?")).to_have_value("Words that must not be lost")
    assert rows.logged(floor) == before
    page.evaluate(ROOM)
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert rows.logged(floor) == before + 1


# R18
def test_an_answer_lost_on_the_way_makes_one(leader_page: Page, floor: Server, watch: Watch):
    """The server saved it, the phone never heard: sent again by itself, it is the same moment."""
    watch.expect("ERR_CONNECTION|ERR_FAILED")
    page, before, lost = leader_page, rows.logged(floor), []

    def lose(route):
        if not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.context.route("**/api/v1/sessions/*/", lose)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    pick(sheet(page), "Ben")
    save(sheet(page)).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert lost == [201]
    assert rows.logged(floor) == before + 1


@pytest.mark.parametrize(
    "path",
    [
        "/cards/?kind=%00",
        "/cards/?q=%00%ff",
        "/cards/?for=9999999999999999999999",
        "/sessions/new/?card=%F0%9F%98%80",
        "/advisors/0/",
        "/check-backs/?page=-1",
        "/team/?x=%0d%0aSet-Cookie:a=b",
        "/cards/" + "x" * 3000 + "/",
    ],
)
def test_odd_addresses_get_a_page(leader_page: Page, watch: Watch, path: str):
    watch.expect(404, 400)
    response = leader_page.goto(path)
    assert response
    assert response.status in (200, 400, 404)
    expect(leader_page.get_by_role("heading", level=1)).to_be_visible()
