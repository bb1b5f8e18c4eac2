"""`python -m bench.loads`: a card and Today on a slow phone: first load, repeat, offline: requests, bytes, and time.

A real Chromium, its line at 1.6 Mbit/s with 150 ms there and back, its CPU four times slower; a page of one word over the same line is
the limit. Each is measured in every round, one after the other, in a page that has shown another one of the same address before: what a
browser needs to start would be most of it otherwise. The figures are medians of the rounds; the largest paint is the time. Bytes are
those over the line (headers included), by CDP, until the page has loaded. "Kit" is what comes after the page for times without a signal:
fetched once a release, in the background. Needs Chromium, as the browser tests do. Marks are those of performance.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, BrowserContext, sync_playwright  # noqa: E402

from tests.e2e import server as house  # noqa: E402
from tests.e2e.conftest import ARGUMENTS, CHROMIUM, open_context  # noqa: E402
from tests.e2e.kept import READY, until  # noqa: E402

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
NO_LINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
PAGES = {"card": "/cards/say-it-their-way/", "Today": "/"}
MARKS = {
    "first load": ("one word", "≤ 1.15"),
    "repeat load": ("first load", "≤ 0.15, no request needed"),
    "offline load": ("first load", "≤ 0.15"),
}
PAINTED = """() => new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""


WORD = b"<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Word</title><p>Word"


@dataclass
class Load:
    """`at`: milliseconds until the largest paint."""

    at: float = 0
    requests: int = 0
    size: int = 0


class Word(BaseHTTPRequestHandler):
    """One word, whatever is asked for, over a connection that stays open as Gunicorn's does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(WORD)))
        self.end_headers()
        self.wfile.write(WORD)

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def one_word() -> Iterator[str]:
    """Its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Word)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def measured(context: BrowserContext, address: str, line: dict[str, Any]) -> Load:
    """One load over that line: what came over it until the page had loaded, not from the phone."""
    load, seen, page = Load(), {}, context.new_page()
    page.goto(urljoin(address, "/healthz"))
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.send("Network.emulateNetworkConditions", line)
    session.on("Network.responseReceived", lambda event: seen.update({event["requestId"]: event["response"]}))

    def finished(event: dict[str, Any]) -> None:
        answer = seen.get(event["requestId"], {})
        if answer.get("fromServiceWorker") or answer.get("fromDiskCache") or not event["encodedDataLength"]:
            return
        load.requests += 1
        load.size += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="load")
    session.remove_listener("Network.loadingFinished", finished)
    load.at = page.evaluate(PAINTED)
    page.close()
    return load


def kit(context: BrowserContext) -> tuple[int, int]:
    """Files and pages for times without a signal, as they lie on the phone."""
    page = context.new_page()
    page.goto("/")
    until(page, "localStorage.getItem('fw-kept') !== null", 60_000)
    page.goto("/me/")
    until(page, READY, 60_000)
    [count, size] = page.evaluate("""async () => {
      let [count, size] = [0, 0];
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
        count++; size += (await (await caches.match(request)).blob()).size;
      }
      return [count, size];
    }""")
    page.close()
    return count, size


def turn(browser: Browser, server: house.Server, word: str, loads: dict[tuple[str, str], list[Load]]) -> tuple[int, int]:
    """One round. A first load has a browser of its own, with nothing in it; repeat and offline share one with all in it."""
    for name, address in PAGES.items():
        for what, to in (("one word", word), ("first load", server.url + address)):
            context = open_context(browser, server, "leader", worker=True)
            loads[name, what].append(measured(context, to, SLOW))
            context.close()
    context = open_context(browser, server, "leader", worker=True)
    found = kit(context)
    for name, address in PAGES.items():
        loads[name, "repeat load"].append(measured(context, server.url + address, SLOW))
        loads[name, "offline load"].append(measured(context, server.url + address, NO_LINE))
    context.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    prepared = house.prepare(Path(tempfile.mkdtemp(prefix="floorwalk-bench-")))
    loads: dict[tuple[str, str], list[Load]] = defaultdict(list)
    with (
        house.running(prepared, prepared.database, prepared.home / "bench.log") as server,
        one_word() as word,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        turn(browser, server, word, defaultdict(list))  # not counted: the server's first pages, the browser's first processes
        for _round in range(rounds):
            count, size = turn(browser, server, word, loads)
        browser.close()
    cores, load = os.cpu_count() or 1, os.getloadavg()[1]
    print(
        f"Medians of {rounds} rounds; the machine's load was {load:.1f} on {cores} cores" + (", too much to go by" if load > cores else "")
    )
    words = [load for name in PAGES for load in loads[name, "one word"]]  # the same page, whichever is measured beside it
    for name in PAGES:
        report(name, {"one word": words, **{what: loads[name, what] for what in MARKS}})
    print(f"The kit on the phone: {count} files and pages, {size:,} bytes unpacked")


def middle(loads: list[Load]) -> Load:
    return Load(*(median(getattr(load, name) for load in loads) for name in ("at", "requests", "size")))


def report(name: str, loads: dict[str, list[Load]]) -> None:
    print(name)
    for what, several in loads.items():
        load, times = middle(several), [load.at for load in several]
        beside, mark = MARKS.get(what, ("one word", "the limit"))
        ratio = load.at / middle(loads[beside]).at
        print(
            f"  {what:13}{load.requests:3.0f} requests {load.size:8,.0f} bytes  {load.at:6.0f} ms ({min(times):.0f} to {max(times):.0f})"
            f"  {ratio:5.2f} x {beside}   {mark}"
        )


if __name__ == "__main__":
    main()
