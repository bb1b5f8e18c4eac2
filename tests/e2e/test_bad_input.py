"""What goes wrong while logging: nobody picked, odd words, the server gone. The words stay, and nothing is saved twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.person import log_it, people, pick, save, sheet, step, toast
from tests.e2e.server import Server
from tests.e2e.watch import Watch

ODD = {
    "emoji": "👩🏽‍💻🎉 zéro‍width",
    "right to left": "שלום وَقَالَ היא",
    "looks like html": "<script>alert(1)</script> & \"quotes\" 'too' </textarea>",
    "looks like a template": "{{ user.password }} {% url 'today' %}",
    "a formula": '=HYPERLINK("http://x")',
    "zalgo": "Z̴̧͚a̷̦͝l̵̲̈́g̶̰̔o̸",
}


def test_nobody_picked_says_so_in_the_sheet_and_keeps_the_words(leader_page: Page, floor: Server, watch: Watch):
    watch.expect(422)
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


def test_words_too_long_for_the_server_are_kept_and_pointed_at(leader_page: Page, floor: Server, watch: Watch):
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
    expect(note).to_be_focused()
    expect(note).to_have_value(words)
    expect(note).to_have_attribute("aria-describedby", re.compile("note_error"))
    expect(form.locator("#note_error")).to_be_visible()
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
    watch.expect("ERR_CONNECTION|ERR_EMPTY_RESPONSE|htmx:(sendError|afterRequest)|ERR_SOCKET")
    page, before = leader_page, rows.logged(floor)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    form.get_by_label("What will they try?").fill("Words that must not be lost")
    step(form, "Doing it").tap()
    floor.kill()
    save(form).tap()
    expect(page.get_by_role("alert").filter(has_text="That didn't go through")).to_be_visible()
    expect(form).to_be_visible()
    expect(form.get_by_label("What will they try?")).to_have_value("Words that must not be lost")
    expect(step(form, "Doing it")).to_be_checked()
    expect(save(form)).to_be_enabled()
    floor.start()
    save(form).tap()
    expect(toast(page, "Logged for Ben")).to_be_visible()
    assert rows.logged(floor) == before + 1


def test_the_news_of_a_failure_is_seen_above_the_sheet(leader_page: Page, floor: Server, watch: Watch):
    """An open dialog lies over everything and makes the rest inert: news under it would be seen and heard by nobody."""
    watch.expect("ERR_CONNECTION|ERR_EMPTY_RESPONSE|htmx:(sendError|afterRequest)|ERR_SOCKET|ERR_FAILED")
    page = leader_page
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    pick(sheet(page), "Ben")
    page.route("**/sessions/new/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    save(sheet(page)).tap()
    news = page.get_by_text("That didn't go through").last
    expect(news).to_be_visible()
    on_top = news.evaluate(
        """(words) => {
          const box = words.getBoundingClientRect();
          return words.closest("fw-toast").contains(document.elementFromPoint(box.x + 5, box.y + 5));
        }"""
    )
    assert on_top, "the news lies under the sheet"
    expect(save(sheet(page))).to_be_in_viewport()
    save(sheet(page)).tap(trial=True)  # and does not lie over Save


def test_an_answer_lost_on_the_way_makes_one(leader_page: Page, floor: Server, watch: Watch):
    """The server saved it, the phone never heard: the same form sent again is the same moment."""
    watch.expect("ERR_CONNECTION|ERR_FAILED|htmx:(sendError|afterRequest)")
    page, before, lost = leader_page, rows.logged(floor), []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.context.route("**/sessions/new/", lose)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    pick(sheet(page), "Ben")
    save(sheet(page)).tap()
    expect(page.get_by_text("That didn't go through").last).to_be_visible()
    assert lost == [200]
    assert rows.logged(floor) == before + 1
    save(sheet(page)).tap()
    expect(toast(page, "Logged for Ben").first).to_be_visible()
    assert rows.logged(floor) == before + 1


def test_the_same_form_with_other_words_is_not_swallowed(leader_page: Page, floor: Server, watch: Watch):
    """The answer was lost, and the words changed before the second Save: the leader is told, and nothing is lost."""
    watch.expect("ERR_CONNECTION|ERR_FAILED|htmx:(sendError|afterRequest)", 422)
    page, before, lost = leader_page, rows.logged(floor), []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.context.route("**/sessions/new/", lose)
    page.goto("/cards/say-it-their-way/")
    log_it(page).tap()
    form = sheet(page)
    pick(form, "Ben")
    save(form).tap()
    expect(page.get_by_text("That didn't go through").last).to_be_visible()
    form.get_by_label("What will they try?").fill("Other words")
    save(form).tap()
    expect(form.get_by_role("alert").filter(has_text="You saved this once already")).to_be_visible()
    expect(form.get_by_label("What will they try?")).to_have_value("Other words")
    save(form).tap()
    expect(toast(page, "Logged for Ben").first).to_be_visible()
    assert rows.logged(floor) == before + 2


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
