"""Passkeys, with Chromium's own virtual authenticator: made, used to sign in and as a second step, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import SIZES, patient
from tests.e2e.server import Server

TOUCH = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Phone:
    """A phone with a finger on it. Passkeys are bound to a name, so it calls the server localhost."""

    def __init__(self, page: Page) -> None:
        self.page, self.cdp = page, page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.key = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})["authenticatorId"]
        self.refused: list[str] = []
        page.on("console", lambda said: self.refused.append(said.text) if "Content Security Policy" in said.text else None)

    def finger(self, right: bool) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.key, "isUserVerified": right})

    def sign_in(self) -> None:
        self.page.goto("/accounts/login/")
        self.page.get_by_role("button", name="Team leader").click()
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()

    def sign_out(self) -> None:
        self.page.goto("/me/")
        self.page.get_by_role("button", name="Sign out", exact=True).click()
        expect(self.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()

    def make(self) -> None:
        self.page.goto("/accounts/steps/keys/add/")
        self.page.get_by_role("button", name="Make a passkey").click()
        expect(self.page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


@pytest.fixture
def phone(browser: Browser, floor: Server) -> Iterator[Phone]:
    size: dict[str, Any] = SIZES["phone"]
    context = browser.new_context(base_url=f"http://localhost:{floor.port}", service_workers="block", **size)
    context.set_default_timeout(15_000)
    phone = Phone(patient(context.new_page()))
    yield phone
    assert phone.refused == []
    context.close()


def test_a_passkey_signs_in_without_a_word_typed(phone: Phone):
    phone.sign_in()
    phone.make()
    phone.sign_out()
    phone.page.get_by_role("button", name="Use a passkey").click()
    expect(phone.page.get_by_role("navigation", name="Main")).to_be_visible()
    phone.page.goto("/me/")
    expect(phone.page.get_by_text("leader@example.com").first).to_be_visible()


def test_a_strange_finger_opens_nothing(phone: Phone):
    phone.sign_in()
    phone.make()
    phone.sign_out()
    phone.finger(right=False)
    phone.page.get_by_role("button", name="Use a passkey").click()
    expect(phone.page.get_by_text("That didn't work.")).to_be_visible()
    phone.page.goto("/me/")
    expect(phone.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_beside_a_password_it_is_the_second_step(phone: Phone):
    phone.sign_in()
    phone.make()
    phone.sign_out()
    phone.page.get_by_role("button", name="Team leader").click()
    expect(phone.page.get_by_role("heading", name="One more step")).to_be_visible()
    phone.page.get_by_role("button", name="Use a passkey").click()
    expect(phone.page.get_by_role("navigation", name="Main")).to_be_visible()


def test_it_proves_who_is_there(phone: Phone):
    phone.sign_in()
    phone.make()
    phone.page.goto("/accounts/reauthenticate/?next=/cards/")
    phone.page.get_by_role("link", name="Use a passkey").click()
    phone.page.get_by_role("button", name="Use a passkey").click()
    phone.page.wait_for_url("**/cards/")


def test_removed_it_opens_nothing(phone: Phone):
    phone.sign_in()
    phone.make()
    phone.page.goto("/accounts/steps/")
    phone.page.get_by_role("link", name="Remove Passkey").click()
    phone.page.get_by_role("button", name="Remove it").click()
    expect(phone.page.get_by_role("link", name="Add a passkey")).to_be_visible()
    phone.sign_out()
    phone.page.get_by_role("button", name="Use a passkey").click()
    expect(phone.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    phone.page.goto("/me/")
    expect(phone.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
