"""A designer who has never seen Django: writes, is told what is wrong, tries it on a phone, publishes, takes it back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PageAs
from tests.e2e.kept import DROP_PACK, READY, until
from tests.e2e.person import toast
from tests.e2e.screens_panel import SLUG, STEP, checked, drafted, published
from tests.e2e.server import Server
from tests.e2e.watch import Watch

QUESTION = "Which word would your neighbour use?"
KEPT_SAYS = f"""(async () => {{
  for (const name of await caches.keys()) {{
    const found = await (await caches.open(name)).match("/cards/{SLUG}/");
    if (found && (await found.text()).includes("{QUESTION}")) return true;
  }}
  return false;
}})()"""

# A phone in use looks for newer cards that often by itself (js/phone/phone.js).
HALF_AN_HOUR_LATER = "localStorage.removeItem('fw-looked')"


def open_card(page: Page) -> None:
    """From home, as somebody finds it."""
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Panel").click()
    page.get_by_role("link", name="Cards Write, check").click()
    page.get_by_role("link", name="Say it their way").click()
    expect(page.get_by_role("heading", name="10 Say it their way", level=1)).to_be_visible()


def test_from_home_to_published_and_back(page_as: PageAs):
    page = page_as("designer", size="desk")
    open_card(page)
    checked(page)
    expect(page.get_by_text("15 too many")).to_be_visible()
    page.get_by_label("Try this").fill(STEP)
    page.get_by_label("Open with").fill(QUESTION)
    expect(page.locator("#checks").get_by_text("Nothing stops publishing.")).to_be_visible()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("Edition 2, a draft, waits.")).to_be_visible()

    page.get_by_role("link", name="What changes").click()
    expect(page.locator("ins").filter(has_text="neighbour")).to_be_visible()
    page.get_by_role("link", name="On a phone").click()
    expect(page.frame_locator("iframe").first.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(page.frame_locator("iframe").last.get_by_text(STEP)).to_be_visible()
    page.get_by_role("link", name="Dark", exact=True).click()
    expect(page.frame_locator("iframe").first.locator("html[data-theme=dark]")).to_be_visible()

    page.get_by_role("link", name="Publishing and history").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Leaders see edition 2")).to_be_visible()
    page.get_by_role("button", name="Undo: back to edition 1").click()
    expect(page.get_by_text("Leaders see edition 1")).to_be_visible()
    expect(page.get_by_text("Undid the publishing: edition 2")).to_be_visible()


def test_a_leaders_phone_has_the_new_words_at_its_next_contact_signal_or_none(page_as: PageAs, watch: Watch, floor: Server):
    watch.expect("net::ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    phone = page_as("leader", worker=True)
    phone.goto("/")
    until(phone, "localStorage.getItem('fw-kept') !== null")
    phone.goto("/me/")
    until(phone, READY)
    desk = page_as("designer", size="desk")
    open_card(desk)
    desk.get_by_label("Open with").fill(QUESTION)
    drafted(desk)
    phone.evaluate(HALF_AN_HOUR_LATER)
    phone.goto(f"/cards/{SLUG}/")
    expect(phone.get_by_role("heading", name="Which words in our reply")).to_be_visible()
    phone.goto("/")
    assert phone.evaluate(KEPT_SAYS) is False

    published(desk)
    phone.evaluate(DROP_PACK)  # as after two minutes, when the next page is a contact: no half hour is waited for
    before = phone.evaluate("localStorage.getItem('fw-kept')")
    phone.goto("/")
    until(phone, f"localStorage.getItem('fw-kept') !== '{before}'", patience=60_000)  # all of them, or those before
    assert phone.evaluate(KEPT_SAYS) is True
    phone.context.set_offline(True)
    phone.goto(f"/cards/{SLUG}/")
    expect(phone.get_by_role("heading", name=QUESTION)).to_be_visible()
    phone.context.set_offline(False)


def test_without_a_script_the_same_is_done_by_saving(page_as: PageAs, watch: Watch):
    watch.expect(422)
    page = page_as("designer", size="desk", javascript=False)
    open_card(page)
    page.get_by_label("Try this").fill("Next time you must own it.")
    page.get_by_role("button", name="Save and publish now").click()
    expect(page.get_by_text("Not published.")).to_be_visible()
    expect(page.locator("#checks").get_by_text("is a banned word").first).to_be_visible()
    page.get_by_label("Try this").fill(STEP)
    page.get_by_role("button", name="Save and publish now").click()
    expect(page.get_by_text("Leaders see edition 2")).to_be_visible()


def test_two_designers_at_once_see_each_others_words(page_as: PageAs, watch: Watch):
    watch.expect(422)
    one, other = page_as("designer", size="desk"), page_as("designer", size="desk")
    open_card(one)
    open_card(other)
    other.get_by_label("Try this").fill(STEP)
    other.get_by_role("button", name="Save the draft").click()
    expect(other.get_by_text("a draft, waits")).to_be_visible()
    one.get_by_label("Try this").fill("Next time, use their word first.")
    one.get_by_role("button", name="Save the draft").click()
    expect(one.get_by_text("while you were writing")).to_be_visible()
    expect(one.get_by_label("Try this")).to_have_value("Next time, use their word first.")
    expect(one.locator(".theirs")).to_contain_text(STEP)


def test_by_keyboard_alone(page_as: PageAs):
    page = page_as("designer", size="desk")
    open_card(page)
    page.get_by_label("Try this").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(STEP)
    for _stop in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Save the draft":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Edition 2, a draft, waits.")).to_be_visible()


def test_practices_are_put_in_order_by_drag_and_by_keyboard(page_as: PageAs):
    page = page_as("designer", size="desk")
    page.goto("/admin/cards/practice/")
    lines = page.locator("fw-order:defined [data-id]")
    expect(lines).to_have_count(9)
    first, second = (lines.nth(n).locator("b").inner_text() for n in (0, 1))
    one, three = lines.nth(0).bounding_box(), lines.nth(2).bounding_box()
    assert one
    assert three
    page.mouse.move(one["x"] + 60, one["y"] + one["height"] / 2)
    page.mouse.down()
    page.mouse.move(one["x"] + 60, one["y"] + one["height"], steps=4)
    page.mouse.move(three["x"] + 60, three["y"] + three["height"] - 6, steps=12)
    page.mouse.up()
    expect(toast(page, "Saved: the order")).to_be_visible()
    expect(lines.nth(0).locator("b")).to_have_text(second)
    expect(lines.nth(2).locator("b")).to_have_text(first)
    for _press in range(2):
        page.get_by_role("button", name=f"Move {first} up").focus()
        page.keyboard.press("Enter")
        expect(toast(page, "Saved: the order")).to_be_visible()
        page.goto("/admin/cards/practice/")
    expect(lines.nth(0).locator("b")).to_have_text(first)
