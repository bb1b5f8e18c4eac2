"""Other ways in: a code by e-mail, passkeys, a second step, and being asked once more who is there."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen, press


def asked_for_a_code(page: Page) -> None:
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill("leader@example.com")
    press("Send me a code", "Type the code")(page)


def code(secret: str) -> str:
    """What an app shows now for that key (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def app_on(page: Page) -> None:
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("code").fill(code(secret))
    press("Switch it on", "Your recovery codes")(page)


def app_listed(page: Page) -> None:
    app_on(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("On. You are asked for a code")).to_be_visible()


def to_switch_off(page: Page) -> None:
    app_listed(page)
    page.get_by_role("link", name="Switch it off").click()
    expect(page.get_by_role("button", name="Switch them off")).to_be_visible()


def invited(page: Page) -> None:
    page.get_by_label("Their name").fill("Nina New")
    page.get_by_label("Their work e-mail").fill("nina.new@example.com")
    press("Send the invitation", "Not answered yet")(page)


def second_step(page: Page) -> None:
    """Out, and in again with the password: now an app is asked as well."""
    app_on(page)
    page.goto("/me/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Team leader").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()


def refused_step(page: Page) -> None:
    second_step(page)
    page.get_by_label("code").fill("nonsense")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That code isn't right").first).to_be_visible()


STEPS = "/accounts/steps/"
SIGN_IN = (
    Screen("code-ask", "/accounts/login/code/", None),
    Screen("code-type", "/accounts/login/code/", None, steps=asked_for_a_code),
    Screen("invitations", "/invitations/", "hr"),
    Screen("invitations-sent", "/invitations/", "hr", steps=invited),
    Screen("invitations-refused", "/invitations/", "hr", steps=press("Send the invitation", "Write their name."), expects=(422,)),
    Screen("invitation-used-up", "/invitations/open/long-gone/", None, status=410, expects=(410,)),
    Screen("prove", "/accounts/reauthenticate/?next=/exports/", "hr"),
    Screen("prove-refused", "/accounts/reauthenticate/?next=/exports/", "hr", steps=press("Go on", "required")),
    Screen("steps", STEPS),
    Screen("steps-app", f"{STEPS}app/"),
    Screen("steps-app-refused", f"{STEPS}app/", steps=press("Switch it on", "required")),
    Screen("steps-recovery", f"{STEPS}app/", steps=app_on),
    Screen("steps-listed", f"{STEPS}app/", steps=app_listed),
    Screen("steps-switch-off", f"{STEPS}app/", steps=to_switch_off),
    Screen("steps-key", f"{STEPS}keys/add/"),
    Screen("sign-in-step", f"{STEPS}app/", steps=second_step),
    Screen("sign-in-step-refused", f"{STEPS}app/", steps=refused_step),
)
