"""WebKit's own stores, and several pages of one phone: as on an iPhone, where handles are cut and pages are dropped."""

from __future__ import annotations

import time

from tests.e2e.faults.phone import MIRROR
from tests.e2e.faults.test_storage import EMPTY_THE_DATABASE
from tests.e2e.webkit import ways

# Before the modules come: every handle that is opened.
HANDLES = """() => {
  window.handles = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...asked) {
    const request = open.apply(this, asked);
    request.addEventListener("success", () => handles.push(request.result));
    return request;
  };
  return true;
}"""
AWAY = """() => new Promise((resolve, reject) => {
  const request = indexedDB.deleteDatabase("coaching");
  request.onsuccess = () => resolve(true);
  request.onblocked = request.onerror = () => reject(new Error("blocked"));
})"""


def second(phone, **settings: int):
    """Another page of the same phone."""
    return type(phone)(phone.page.context.new_page(), phone.floor, phone.role).open(**settings)


def test_a_handle_that_the_system_cut_is_opened_again(phone, promises):
    """F24: iOS cuts it in the background."""
    phone.page.goto("/offline/")
    phone.page.evaluate(HANDLES)
    phone.load()
    phone.save()
    assert phone.page.evaluate("handles.length") > 0
    phone.page.evaluate("() => { handles.forEach((handle) => handle.close()); }")
    phone.save()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_database_that_came_back_empty_is_filled_from_its_copy(phone, door, promises):
    """F25: sent or not, the server sorts it out."""
    sent = phone.save()
    phone.flush()
    lost = phone.save()
    phone.page.evaluate(EMPTY_THE_DATABASE)
    assert phone.rows() == {}
    assert phone.flush() == ""
    assert {pk: row["state"] for pk, row in phone.rows().items()} == {sent: "sent", lost: "sent"}
    assert sorted(door.statuses()) == [200, 201, 201]
    promises.hold(all_sent=True)


def test_a_database_deleted_under_an_open_page_comes_back(phone, promises):
    """F24, F28: the page lets go of its handle when it is asked to, opens another, and mends it."""
    phone.save()
    assert phone.page.evaluate(AWAY)
    phone.save()
    assert phone.flush() == ""
    assert phone.states() == ["sent", "sent"]
    promises.hold(all_sent=True)


def test_a_copy_that_is_gone_is_made_again(phone, promises):
    """F25: each of the two stores mends the other."""
    pk = phone.save()
    phone.page.evaluate("caches.delete('outbox-mirror')")
    phone.flush()
    assert pk in phone.page.evaluate(MIRROR)
    promises.hold(all_sent=True)


def test_two_pages_at_once_send_each_row_once(phone, door, promises):
    """F21: one of them holds the lock, and both together send everything once."""
    other = second(phone, timers=True, first=50)
    phone.open(timers=True, first=50)
    for page in (phone, other, phone, other):
        page.save()
    phone.until(lambda: phone.states() == ["sent"] * 4)
    assert door.statuses() == [201] * 4
    promises.phones.append(other)
    promises.hold(all_sent=True)


def test_a_page_closed_while_it_sends_is_followed_by_another(phone, door, promises):
    """F23: its lock goes with it, and its row is not lost with it."""

    def linger(asked):
        time.sleep(1.5)
        ways.lose_the_answer(asked)

    other = second(phone)
    door.once("PUT", linger)
    phone.save()
    other.page.evaluate("() => { send.flush(); }")
    phone.until(lambda: len(door.statuses()) == 1)
    assert phone.page.evaluate("send.flush()") == "busy"
    other.page.close()
    phone.until(lambda: phone.page.evaluate("send.flush()") != "busy", "the lock stayed with a page that is gone")
    assert phone.flush() == ""
    assert door.statuses()[-1] in (200, 201)
    promises.hold(all_sent=True)


def test_words_outlive_the_page(phone, floor, promises):
    """F42, F2: saved with the server down, the page is gone at once; another one sends it."""
    other = second(phone)
    floor.kill()
    other.save()
    promises.phones.append(other)
    other.page.close()
    floor.start()
    other.page = phone.page
    phone.open()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_full_phone_is_said_at_once(phone, door, promises):
    """F27: no room for the copy: "not saved", nothing is sent later, and the old words stand."""
    pk = phone.save()
    phone.page.evaluate(
        """() => { window.put = Cache.prototype.put;
          Cache.prototype.put = async () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    assert phone.try_to_save(phone.moment("Better put"), pk) == "QuotaExceededError"
    assert phone.try_to_save() == "QuotaExceededError"
    phone.page.evaluate("() => { Cache.prototype.put = window.put; }")
    assert phone.flush() == ""
    assert door.statuses() == [201]
    promises.hold(all_sent=True)
