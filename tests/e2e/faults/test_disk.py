"""The phone's disk and the browser itself: killed, its files spoilt, its storage cleared. What is lost for good, the server can see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PageAs
from tests.e2e.faults.invariants import Invariants
from tests.e2e.faults.phone import MIRROR, SESSIONS, lose_the_answer
from tests.e2e.faults.profile import COPIES, DATABASE, Profile
from tests.e2e.server import Server
from tests.e2e.watch import Watch

NOT_RECEIVED = "1 saved on this phone, not received here yet"
DATA_LOSS = """() => new Promise((resolve) => {
  const request = indexedDB.open("coaching", 1);
  request.onupgradeneeded = ({ dataLoss }) => { request.transaction.abort(); resolve(dataLoss); };
  request.onsuccess = () => { request.result.close(); resolve("none"); };
  request.onerror = () => {};
})"""


@pytest.fixture
def profile(browser: Browser, tmp_path: Path, floor: Server, watch: Watch) -> Iterator[Profile]:
    watch.expect("^failed ", 401)
    made = Profile(browser.browser_type, tmp_path / "profile", floor, watch)
    yield made
    made.close()


def test_what_was_saved_outlives_a_killed_browser(profile):
    """F23, F26: no byte had left; it is there when the browser is started again, and goes, once."""
    phone = profile.open()
    promises = Invariants(phone)
    pk = phone.save()
    profile.kill()
    promises.phones = [phone] = [profile.open(phone, start=False)]
    assert [(row["id"], row["state"], row["frozen"]) for row in phone.rows().values()] == [(pk, "saved", False)]
    promises.hold()
    assert (phone.flush(), phone.flush()) == ("", "")
    assert phone.put_statuses() == [201]
    promises.hold(all_sent=True)


def test_a_browser_killed_before_it_heard_asks_again(profile):
    """F1, F23: the server had it and said so; nobody was there any more to hear it. It is there once."""
    phone = profile.open()
    promises = Invariants(phone)
    heard = []
    phone.page.context.route(SESSIONS, lambda route: heard.append(route.fetch().status))
    phone.save()
    phone.page.evaluate("() => { void send.flush(); }")
    phone.until(lambda: bool(heard), "it did not leave")
    profile.kill()
    promises.phones = [phone] = [profile.open(phone, start=False)]
    assert [(row["state"], row["frozen"]) for row in phone.rows().values()] == [("saved", True)]
    promises.hold()
    assert phone.flush() == ""
    assert (heard, phone.put_statuses()[1:]) == ([201], [200])
    promises.hold(all_sent=True)


def test_a_database_spoilt_on_the_disk_is_filled_from_its_copies(profile):
    """F25: Chromium throws it away, and says so to nobody but whoever opens it first. The rows come back, and the phone keeps its name."""
    phone = profile.open()
    promises = Invariants(phone)
    sent = phone.save()
    phone.flush()
    waits = phone.save()
    profile.kill()
    assert profile.spoil(DATABASE) > 3
    promises.phones = [phone] = [profile.open(phone, start=False)]
    assert phone.page.evaluate(DATA_LOSS) == "total"
    assert phone.rows() == {}
    assert phone.flush() == ""
    assert {pk: row["state"] for pk, row in phone.rows().items()} == {sent: "sent", waits: "sent"}
    assert sorted(phone.put_statuses()[1:]) == [200, 201]
    assert profile.floor.rows("SELECT waiting, sequence FROM accounts_device WHERE user_id = ?", phone.user) == [(0, 2)]
    promises.hold(all_sent=True)


def test_copies_spoilt_on_the_disk_are_made_again(profile):
    """F25: the rows are whole; neither sending them nor saving another waits for copies that cannot be read."""
    phone = profile.open()
    promises = Invariants(phone)
    pk = phone.save()
    profile.kill()
    assert profile.spoil(COPIES) > 3
    promises.phones = [phone] = [profile.open(phone, start=False)]
    assert list(phone.rows()) == [pk]
    other = phone.save()
    assert phone.flush() == ""
    assert {pk, other} <= set(phone.page.evaluate(MIRROR))
    promises.hold(all_sent=True)


def test_with_both_spoilt_the_server_says_what_did_not_arrive(profile):
    """F25, F28: gone for good. The phone says nothing false; the page of whoever saved it says that one was not received."""
    phone = profile.open()
    promises = Invariants(phone)
    phone.page.context.route(SESSIONS, lambda route: route.abort("connectionreset"))
    lost = phone.save()
    assert phone.flush() == "no_contact"
    promises.hold()
    profile.kill()
    profile.spoil(DATABASE)
    profile.spoil(COPIES)
    promises.phones = [phone] = [profile.open(phone, start=False)]
    assert (phone.flush(), phone.rows()) == ("", {})
    promises.cleared.add(lost)
    other = phone.save()
    assert phone.flush() == ""
    assert phone.rows()[other]["state"] == "sent"
    promises.hold(all_sent=True, never={lost})
    phone.page.goto("/me/")
    expect(phone.page.get_by_text(NOT_RECEIVED)).to_be_visible()


def test_after_an_eviction_the_server_says_what_did_not_arrive(phone, promises):
    """F28: a browser clears all of a site, as Safari does after seven days. No code on the phone survives it; the census does."""
    phone.page.context.route(SESSIONS, lambda route: route.abort("connectionreset"))
    lost = phone.save()
    assert phone.flush() == "no_contact"
    promises.hold()
    cdp = phone.page.context.new_cdp_session(phone.page)
    cdp.send("Storage.clearDataForOrigin", {"origin": phone.floor.url, "storageTypes": "all"})
    phone.page.context.unroute(SESSIONS)
    phone.sign_in("leader")
    phone.open()
    assert (phone.flush(), phone.rows(), phone.page.evaluate("caches.keys()")) == ("", {}, ["outbox-mirror"])
    promises.cleared.add(lost)
    phone.save()
    assert phone.flush() == ""
    promises.hold(all_sent=True, never={lost})
    phone.page.goto("/me/")
    for words in (NOT_RECEIVED, "All received"):
        expect(phone.page.get_by_text(words)).to_have_count(1)


def test_a_lost_answer_is_not_a_loss_when_all_is_cleared(phone, promises):
    """F28: the server has it, under the name of who saved it, and the phone that comes back with nothing does not send another."""
    phone.page.context.route(SESSIONS, lose_the_answer, times=1)
    pk = phone.save()
    assert phone.flush() == "no_contact"
    cdp = phone.page.context.new_cdp_session(phone.page)
    cdp.send("Storage.clearDataForOrigin", {"origin": phone.floor.url, "storageTypes": "all"})
    phone.sign_in("leader")
    phone.open()
    promises.cleared.add(pk)
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_what_another_store_of_the_same_person_holds_is_seen_in_this_one(unsent: Page, page_as: PageAs, floor: Server):
    """F29: on an iPhone the app and the browser are two. Neither sees into the other; the server tells either of both."""
    held = "SELECT count(*) FROM accounts_device WHERE waiting = 1"
    for _turn in range(100):
        if floor.one(held):
            break
        unsent.wait_for_timeout(100)
    other = page_as("leader")
    other.goto("/waiting/")
    expect(other.get_by_role("heading", level=1, name="All sent")).to_be_visible()
    other.goto("/me/")
    expect(other.get_by_text(NOT_RECEIVED)).to_be_visible()
    expect(other.get_by_text("Open the app on that phone")).to_be_visible()
