"""Notifications on a phone: switched on and off there, and shown by the worker."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts import push
from tests.e2e.conftest import PageAs
from tests.e2e.kept import until
from tests.e2e.person import toast
from tests.e2e.server import Server
from tests.e2e.watch import Watch
from tests.push_service import Browser

BROWSER = Browser("https://fcm.googleapis.com/fcm/send/one")
KEYS = {name: value for name, value in BROWSER.form.items() if name != "endpoint"}
# The browser's own way to its maker's service needs the network: here it says at once what that would say.
SUBSCRIBES = f"""(() => {{
  const made = {{ endpoint: "{BROWSER.endpoint}", toJSON: () => ({{ endpoint: "{BROWSER.endpoint}", keys: {json.dumps(KEYS)} }}),
    unsubscribe: () => {{ localStorage.removeItem("test-push"); return Promise.resolve(true); }} }};
  PushManager.prototype.getSubscription = () => Promise.resolve(localStorage.getItem("test-push") && made);
  PushManager.prototype.subscribe = ({{ applicationServerKey: key }}) => {{
    localStorage.setItem("test-push", key);
    return Promise.resolve(made);
  }};
}})()"""
NOT_ALLOWED = "(() => { PushManager.prototype.subscribe = () => Promise.reject(new DOMException('', 'NotAllowedError')); })()"
HERE = "(async () => localStorage.getItem('test-push') !== null)()"


@pytest.fixture
def floor(floor: Server) -> Iterator[Server]:
    """The same server with a key for notifications."""
    floor.kill()
    floor.start(PUSH_PRIVATE_KEY=push.new_private_key())
    yield floor
    floor.kill()


@pytest.fixture
def phone(page_as: PageAs, watch: Watch) -> Page:
    watch.expect("net::ERR")  # pages on their way to being kept, cut off by the next click
    page = page_as("leader", worker=True)
    page.context.add_init_script(SUBSCRIBES)
    page.goto("/me/")
    return page


def kept(floor: Server) -> int:
    return int(floor.one("SELECT count(*) FROM accounts_subscription"))


def switch_on(phone: Page) -> None:
    phone.get_by_role("button", name="Notify me on this phone").click()
    expect(toast(phone, "Notifications are on")).to_be_visible()


def test_on_and_off_on_this_phone(phone: Page, floor: Server):
    switch_on(phone)
    assert floor.rows("SELECT endpoint, p256dh, auth FROM accounts_subscription") == [tuple(BROWSER.form.values())]
    phone.get_by_role("button", name="No notifications on this phone").click()
    expect(toast(phone, "No more notifications")).to_be_visible()
    assert kept(floor) == 0
    until(phone, f"{HERE}.then((here) => !here)")
    expect(phone.get_by_role("button", name="Notify me on this phone")).to_be_visible()


def test_off_by_its_box_lets_the_browser_go_too(phone: Page, floor: Server):
    switch_on(phone)
    phone.get_by_label("A notification when your shift starts").uncheck()
    phone.get_by_role("button", name="Set your reminders").click()
    expect(toast(phone, "Reminders set")).to_be_visible()
    assert kept(floor) == 0
    until(phone, f"{HERE}.then((here) => !here)")


def test_signing_out_lets_it_go_here_and_there(phone: Page, floor: Server):
    switch_on(phone)
    phone.get_by_role("button", name="Sign out", exact=True).click()
    expect(phone.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert kept(floor) == 0
    until(phone, f"{HERE}.then((here) => !here)")


def test_whoever_signs_in_next_does_not_have_those_of_the_one_before(phone: Page, floor: Server):
    switch_on(phone)
    phone.context.clear_cookies()
    phone.context.add_cookies(
        [{"name": name, "value": value, "url": floor.url, "httpOnly": True} for name, value in floor.prepared.cookies["stranger"].items()]
    )
    phone.goto("/")
    until(phone, f"{HERE}.then((here) => !here)")


def test_a_phone_that_will_not_says_what_to_do(phone: Page, floor: Server):
    phone.evaluate(NOT_ALLOWED)
    phone.get_by_role("button", name="Notify me on this phone").click()
    expect(phone.get_by_text("Allow notifications for this page")).to_be_visible()
    assert kept(floor) == 0


def test_nothing_is_offered_without_javascript(page_as: PageAs, floor: Server):
    page = page_as("leader", javascript=False)
    page.goto("/me/")
    expect(page.get_by_role("button", name="Notify me on this phone")).to_be_hidden()


def test_the_worker_shows_what_came(phone: Page, floor: Server):
    phone.context.grant_permissions(["notifications"], origin=floor.url)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    registered: list[str] = []
    line = phone.context.new_cdp_session(phone)
    line.on("ServiceWorker.workerRegistrationUpdated", lambda news: registered.append(news["registrations"][-1]["registrationId"]))
    line.send("ServiceWorker.enable")
    until(phone, "new Promise((resolve) => setTimeout(() => resolve(true), 300))")
    message = {"origin": floor.url, "registrationId": registered[-1], "data": json.dumps({"title": "2 check-backs due today", "badge": 2})}
    line.send("ServiceWorker.deliverPushMessage", message)
    shown = "(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, tag }) => title + tag).join())()"
    until(phone, f"{shown}.then((said) => said === '2 check-backs due todaydue')")
