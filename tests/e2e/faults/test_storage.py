"""The phone's own storage fails: it is said at once, or it is mended, and nothing ages away."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route

from tests.e2e.faults.invariants import Invariants
from tests.e2e.faults.phone import MIRROR, WHOAMI, Phone

# Before the modules come: every handle that is opened, and how every transaction was made.
SPY = """(() => {
  window.handles = []; window.made = []; window.cut = []; window.closes = 0;
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...asked) {
    const request = open.apply(this, asked);
    request.addEventListener("success", () => {
      handles.push(request.result);
      request.result.addEventListener("close", () => closes++);
    });
    return request;
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, how) {
    made.push([mode, how?.durability]);
    if (window.broken?.length) throw new DOMException("broken on purpose", window.broken.pop());
    try {
      return transaction.call(this, stores, mode, how);
    } catch (error) {
      cut.push(error.name);
      throw error;
    }
  };
})();"""
EMPTY_THE_DATABASE = """() => new Promise((resolve) => { indexedDB.open("coaching", 1).onsuccess = ({ target: { result } }) => {
  const writing = result.transaction(["outbox", "kv"], "readwrite");
  for (const store of ["outbox", "kv"]) writing.objectStore(store).clear();
  writing.oncomplete = () => { result.close(); resolve(); };
}; })"""
FULL = """() => {
  window.put = Cache.prototype.put;
  Cache.prototype.put = async () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
ROOM = "() => { Cache.prototype.put = window.put; }"


@pytest.fixture
def spied(phone):
    phone.page.context.add_init_script(SPY)
    return phone.open()


def test_a_handle_that_the_system_cut_is_opened_again(spied):
    """F24: iOS cuts it in the background. A page that held on to it lost every later write."""
    promises = Invariants(spied)
    spied.save()
    spied.page.evaluate("handles.forEach((handle) => handle.close())")
    spied.save()
    for name in ("UnknownError", "InvalidStateError"):
        spied.page.evaluate("(name) => { window.broken = [name]; }", name)
        spied.save()
    assert spied.flush() == ""
    promises.hold(all_sent=True)


def test_a_database_that_stays_broken_is_said_at_once(spied):
    """F24: opened again once; then the words are still in the form, and nothing is sent later that was not saved."""
    promises = Invariants(spied)
    body = spied.moment()
    for errors in (["UnknownError"] * 9, ["DataError"], ["QuotaExceededError"]):
        spied.page.evaluate("(errors) => { window.broken = errors; }", errors)
        assert spied.try_to_save(body) == errors[0]
        spied.page.evaluate("window.broken = []")
    assert spied.rows() == {}
    spied.flush()
    promises.hold(all_sent=True)


def test_a_database_taken_away_comes_back_from_its_copy(spied):
    """F24, F28: the browser clears it under an open page, which is told by `close`; the copies are another store."""
    promises = Invariants(spied)
    spied.save()
    session = spied.page.context.new_cdp_session(spied.page)
    session.send("Storage.clearDataForOrigin", {"origin": spied.floor.url, "storageTypes": "indexeddb"})
    spied.until(lambda: spied.page.evaluate("closes") > 0)
    spied.save()
    assert spied.page.evaluate("cut") == [], "it was told that the handle is gone, and used it"
    assert len(spied.rows()) == 1
    assert spied.flush() == ""
    promises.hold(all_sent=True)


def test_a_newer_page_that_asks_for_the_database_is_not_blocked(spied):
    """F24, F35: on `versionchange` the handle is let go, and opened again."""
    promises = Invariants(spied)
    spied.save()
    asked = """() => new Promise((resolve, reject) => {
      const request = indexedDB.open("coaching", 2);
      request.onblocked = () => reject(new Error("blocked"));
      request.onupgradeneeded = () => request.transaction.abort();
      request.onerror = () => resolve(true);
    })"""
    assert spied.page.evaluate(asked)
    spied.save()
    spied.flush()
    promises.hold(all_sent=True)


def test_a_database_that_came_back_empty_is_filled_from_its_copy(phone, promises):
    """F25: Chromium gives an empty one for a broken one, without a word. Sent or not, the server sorts it out."""
    sent = phone.save()
    phone.flush()
    lost = phone.save()
    device = phone.page.evaluate("caches.match('/outbox-mirror/this-phone').then((copy) => copy.json())")
    phone.page.evaluate(EMPTY_THE_DATABASE)
    assert phone.rows() == {}
    asked = []
    phone.page.context.on("request", lambda request: asked.append(request.headers) if "whoami" in request.url else None)
    phone.page.context.route(WHOAMI, lambda route: route.abort("connectionreset"), times=1)
    assert phone.flush() == "no_contact"
    assert [row["frozen"] for row in phone.rows().values()] == [True, True], "its words may have left before it was lost"
    assert phone.flush() == ""
    assert {pk: row["state"] for pk, row in phone.rows().items()} == {sent: "sent", lost: "sent"}
    assert sorted(phone.put_statuses()) == [200, 201, 201]
    assert {headers["x-device"] for headers in asked} == {device}
    assert asked[-1]["x-sequence"] == "2"
    promises.hold(all_sent=True)


def test_a_copy_that_is_gone_is_made_again_and_a_false_one_is_not_sent(phone, promises):
    """F25: each of the two stores mends the other; what is not what was saved is left alone."""
    pk = phone.save()
    phone.page.evaluate("caches.delete('outbox-mirror')")
    phone.flush()
    assert pk in phone.page.evaluate(MIRROR)
    spoil = """(id) => caches.open("outbox-mirror").then(async (cache) => {
      const row = await (await cache.match(`/outbox-mirror/${id}`)).json();
      await cache.put("/outbox-mirror/other", new Response(JSON.stringify({ ...row, id: "other", body: "{}" })));
    })"""
    phone.page.evaluate(spoil, pk)
    phone.flush()
    assert list(phone.rows()) == [pk]
    promises.hold(all_sent=True)


def test_every_change_is_on_the_disk_before_it_is_told(spied):
    """F26: Chromium's own default tells earlier."""
    spied.save()
    spied.flush()
    spied.page.evaluate("outbox.asFile()")
    writes = spied.page.evaluate("made.filter(([mode]) => mode === 'readwrite')")
    assert len(writes) >= 5
    assert {durability for _mode, durability in writes} == {"strict"}


def test_saved_is_said_only_after_it_was_read_back_and_copied(phone, promises):
    """F26, F27: what reads back otherwise, or has no copy, is not saved, and is not sent later."""
    body = phone.moment()
    phone.page.evaluate(
        """() => { const get = IDBObjectStore.prototype.get; let times = 0;
          IDBObjectStore.prototype.get = function (key) {
            const request = get.call(this, key);
            if (this.name === "outbox" && ++times === 2) {
              IDBObjectStore.prototype.get = get;
              Object.defineProperty(request, "result", { value: { id: key, body: "{}" } });
            }
            return request;
          }; }"""
    )
    assert phone.try_to_save(body) == "read_back"
    assert phone.rows() == {}
    phone.page.evaluate(FULL)
    assert phone.try_to_save(body) == "QuotaExceededError"
    assert phone.rows() == {}
    phone.page.evaluate(ROOM)
    assert phone.flush() == ""
    assert phone.puts == []
    phone.save(body)
    phone.flush()
    promises.hold(all_sent=True)


def test_new_words_that_could_not_be_saved_leave_the_old_ones(phone, promises):
    """F27: the old ones were said to be saved."""
    pk = phone.save()
    phone.page.evaluate(FULL)
    assert phone.try_to_save(phone.moment("Better put"), pk) == "QuotaExceededError"
    phone.page.evaluate(ROOM)
    promises.hold()
    phone.flush()
    promises.hold(all_sent=True)


def test_a_save_that_fails_takes_no_other_with_it(phone, promises):
    """F27, F41: two taps; the copy of the first fails, and the second is told that it is saved."""
    pk, body = str(uuid.uuid4()), phone.moment()
    said = phone.page.evaluate(
        """async ([id, body]) => {
          const put = Cache.prototype.put; let times = 0;
          Cache.prototype.put = async function (...what) {
            if (++times > 1) return put.apply(this, what);
            await new Promise((resolve) => setTimeout(resolve, 100));
            throw new DOMException("full", "QuotaExceededError");
          };
          const ends = await Promise.allSettled([outbox.save("session", id, body), outbox.save("session", id, body)]);
          return ends.map(({ status }) => status);
        }""",
        [pk, body],
    )
    assert said == ["rejected", "fulfilled"]
    phone.told[pk] = (phone.user, body)
    promises.hold()
    phone.flush()
    promises.hold(all_sent=True)


def test_a_full_phone_is_said_at_once(page_as, floor, watch):
    """F27: a real quota, set before the first write."""
    watch.expect("Service Worker registration blocked", "^failed ")
    page = page_as("leader")
    session = page.context.new_cdp_session(page)
    page.goto("/me/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": floor.url, "quotaSize": 1})
    phone = Phone(page, floor)
    promises = Invariants(phone)
    phone.load()
    assert phone.try_to_save() == "QuotaExceededError"
    assert phone.rows() == {}
    promises.hold(all_sent=True)


@pytest.mark.timeout(20, func_only=True)
def test_a_database_that_never_answers_is_not_saved(phone, promises):
    """F24: WebKit's sometimes does not open. Neither "saved" nor a spinner for ever."""
    body = phone.moment()
    phone.page.evaluate(
        """() => { pace.settings.save = 200; const get = IDBObjectStore.prototype.get;
          IDBObjectStore.prototype.get = function (key) { return this.name === "outbox" ? new EventTarget() : get.call(this, key); }; }"""
    )
    assert phone.try_to_save(body) == "timeout"


def test_over_plain_http_it_refuses_rather_than_half_works(page_as, floor, watch):
    """F45: a network address without TLS has no locks, no digest, no copies; only IndexedDB is there."""
    watch.expect("another host", "Cross-Origin-Opener-Policy", "Service Worker", "page error", "^failed ")
    page = page_as(None)
    host = "http://floor.example"
    page.context.route(f"{host}/**", lambda route: fetched(route, floor))
    page.goto(f"{host}/accounts/login/")
    phone = Phone(page, floor).load(start=False)
    assert page.evaluate("[isSecureContext, typeof navigator.locks, typeof indexedDB]") == [False, "undefined", "object"]
    assert page.evaluate("outbox.start()") is False
    pk = "00000000-0000-4000-8000-000000000000"
    assert page.evaluate("(id) => outbox.save('session', id, {}).catch((error) => [error.name, error.why])", pk) == ["NotSaved", "insecure"]
    assert phone.rows() == {}


def fetched(route: Route, floor) -> None:
    route.fulfill(response=route.fetch(url=floor.url + urlsplit(route.request.url).path))


def test_a_row_the_receipt_could_never_fit_is_refused_on_the_phone(phone, promises):
    """F27: an id the server would write otherwise, and more bytes than it takes, would wait for ever."""
    assert phone.try_to_save(pk="ABCDEF00-0000-4000-8000-000000000000") == "bad_id"
    assert phone.try_to_save(phone.moment("x" * 70_000)) == "too_large"
    assert phone.rows() == {}
    promises.hold(all_sent=True)
