"""What a person does with a page, in words: taps are counted, because the product promises how few there are."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


class Thumb:
    """One thumb on a phone. `taps` is how often it came down."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, on: Locator) -> None:
        self.taps += 1
        on.tap()


def heard(page: Page) -> Locator:
    """The moments on Today, in leaders' words."""
    return page.get_by_role("region", name="What did you just hear?").get_by_role("link", name=re.compile("^“"))


def log_it(page: Page, javascript: bool = True) -> Locator:
    """Log it, on the side of the card that is up, once its sheet can open: before that the link leads to the form's own page."""
    return page.locator("body:has(fw-log:defined)" if javascript else "body").get_by_role("link", name="Log it").first


def sheet(page: Page) -> Locator:
    """The log form: a sheet over the card, or a page of its own without JavaScript."""
    return page.get_by_role("dialog", name="Log it")


def people(inside: Locator | Page) -> Locator:
    """Everybody who can be picked right now: the recent ones, and all once "All" is tapped."""
    return inside.get_by_role("group", name="Who was it?").get_by_role("radio")


def pick(inside: Locator | Page, name: str) -> None:
    """That person, from among all if need be."""
    anybody = inside.get_by_role("group", name="Who was it?")
    expect(anybody).to_be_visible()
    one = anybody.get_by_role("radio", name=re.compile(rf"^{name}\b"))
    if not one.is_visible():
        anybody.get_by_role("checkbox", name=re.compile("^Show all")).check()
    one.check()


def step(inside: Locator | Page, name: str) -> Locator:
    return inside.get_by_role("group", name="Where are you with this?").get_by_role("radio", name=re.compile(f"^{name}")).first


def save(inside: Locator | Page) -> Locator:
    return inside.get_by_role("button", name="Save")


def toast(page: Page, words: str) -> Locator:
    return page.get_by_role("status").filter(has_text=words)


def log(page: Page, name: str, card: str = "say-it-their-way", **words: str) -> None:
    """Log a moment with that person as quickly as can be. `words` are typed into the fields of those labels."""
    page.goto(f"/cards/{card}/")
    log_it(page).click()
    form = sheet(page)
    pick(form, name)
    if "Note" in words:
        form.locator("summary").filter(has_text="Note").click()
    for label, typed in words.items():
        form.get_by_label(label, exact=label == "Note").fill(typed)
    save(form).click()
    expect(toast(page, f"Logged for {name}")).to_be_visible()


def press_until(page: Page, key: str, there: Locator, most: int = 60) -> None:
    """That key again and again, as a person without a mouse does, until the place has the focus."""
    for _turn in range(most):
        if there.count() and there.first.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    focus = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{key} pressed {most} times never reached {there}; the focus is on {focus}")


def has_focus(place: Locator) -> None:
    expect(place).to_be_focused()
