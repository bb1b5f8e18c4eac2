"""`python -m bench.loads`: a card and Today on a slow phone: first load, repeat, offline: requests, bytes, and time.

A real Chromium, its line at 1.6 Mbit/s with 150 ms there and back, its CPU four times slower; a page of one word over the same line is
the limit. Bytes are those over the line (headers included), by CDP. "Kit" is what comes after the page for times without a signal:
fetched once a release, in the background. Needs Chromium, as the browser tests do. Marks are those of performance.md.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import BrowserContext, Page, sync_playwright  # noqa: E402

from tests.e2e import server as house  # noqa: E402
from tests.e2e.conftest import ARGUMENTS, CHROMIUM, open_context  # noqa: E402
from tests.e2e.kept import READY, until  # noqa: E402

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
NO_LINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
PAGES = {"card": "/cards/say-it-their-way/", "Today": "/"}
PAINTED = """() => new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""


@dataclass
class Load:
    """`at`: milliseconds until the largest paint."""

    at: float = 0
    requests: int = 0
    size: int = 0
    kinds: dict[str, int] = field(default_factory=dict)


def measured(page: Page, address: str, line: dict[str, Any]) -> Load:
    """One load over that line, until the network is quiet: what came over it, not from the phone."""
    load, seen = Load(), {}
    session = page.context.new_cdp_session(page)
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
    load.at = page.evaluate(PAINTED)
    if not line["offline"]:
        page.wait_for_load_state("networkidle")
    session.detach()
    return load


def kit(context: BrowserContext) -> tuple[int, int]:
    """Files and pages for times without a signal, as they lie on the phone."""
    page = context.new_page()
    page.goto("/me/")
    until(page, READY, 60_000)
    [count, size] = page.evaluate("""async () => {
      let [count, size] = [0, 0];
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
        count++; size += (await (await caches.match(request)).blob()).size;
      }
      return [count, size];
    }""")
    return count, size


def main() -> None:
    prepared = house.prepare(Path(tempfile.mkdtemp(prefix="floorwalk-bench-")))
    with house.running(prepared, prepared.database, prepared.home / "bench.log") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, address in PAGES.items():
            alone = open_context(browser, server, "leader").new_page()
            word = measured(alone, "/healthz", SLOW)
            context = open_context(browser, server, "leader", worker=True)
            first = measured(context.new_page(), address, SLOW)
            count, size = kit(context)
            repeat, offline = measured(context.new_page(), address, SLOW), measured(context.new_page(), address, NO_LINE)
            report(name, word, first, repeat, offline)
            print(f"  the kit on the phone      {count} files and pages, {size:,} bytes unpacked")
            context.close()
        browser.close()


def report(name: str, word: Load, first: Load, repeat: Load, offline: Load) -> None:
    print(f"{name}")
    for what, load, beside, mark in (
        ("first load", first, word, "LCP ≤ 1.15 of a page of one word"),
        ("repeat load", repeat, first, "≤ 0.15 of the first, 0 requests needed"),
        ("offline load", offline, first, "≤ 0.15 of the first"),
    ):
        print(f"  {what:14} {load.requests:3} requests {load.size:8,} bytes   {load.at:6.0f} ms   {load.at / beside.at:5.2f} x   {mark}")


if __name__ == "__main__":
    main()
