"""What lies on a phone, asked of IndexedDB itself: for `page.evaluate`, as promises."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error, Page

READY = "(async () => Boolean(navigator.serviceWorker.controller) && Boolean(localStorage.getItem('fw-kept')))()"
KV = """new Promise((resolve) => {
  const request = indexedDB.open("coaching", 1);
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = () => resolve([]);
  request.onsuccess = () => {
    const kv = request.result.transaction("kv").objectStore("kv"), keys = kv.getAllKeys(), values = kv.getAll();
    values.onsuccess = () => { request.result.close(); resolve(keys.result.map((key, n) => [String(key), values.result[n]])); };
  };
})"""
PACKS = f"{KV}.then((all) => all.filter(([key]) => key.startsWith('pack:')))"
DRAFT = f"{KV}.then((all) => all.some(([key, value]) => key.startsWith('draft:') && value))"
SENT = """new Promise((resolve) => {
  const request = indexedDB.open("coaching", 1);
  request.onsuccess = () => {
    const rows = request.result.transaction("outbox").objectStore("outbox").getAll();
    rows.onsuccess = () => { request.result.close(); resolve(rows.result.every(({ state }) => state === "sent")); };
  };
})"""
STORIES = """new Promise((resolve) => {
  const request = indexedDB.open("coaching", 1);
  request.onsuccess = () => {
    const rows = request.result.transaction("outbox").objectStore("outbox").getAll();
    rows.onsuccess = () => { request.result.close(); resolve(rows.result.filter(({ kind }) => kind === "story")); };
  };
})"""
DROP_PACK = """new Promise((resolve) => {
  const request = indexedDB.open("coaching", 1);
  request.onsuccess = () => {
    const kv = request.result.transaction("kv", "readwrite").objectStore("kv"), keys = kv.getAllKeys();
    keys.onsuccess = () => keys.result.filter((key) => key.startsWith("pack:")).forEach((key) => kv.delete(key));
    kv.transaction.oncomplete = () => { request.result.close(); resolve(); };
  };
})"""


def until(page: Page, what: str, patience: int = 15_000) -> None:
    """Until that is true in the page. `wait_for_function` would take the promise itself for true."""
    for _turn in range(patience // 100):
        with suppress(Error):  # the page may be on its way to another
            if page.evaluate(what):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {what}")
