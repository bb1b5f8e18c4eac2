"""`python -m bench.finder_on_phone`: the finder in a real Chromium, its CPU four times slower: milliseconds a query and bytes fetched.

Beside it, in the same run, the milliseconds of an empty function called as often, and of a search by the server over the same line.
Needs Chromium, as the browser tests do. Mark: 50 ms a query, 60 kB more than the page without.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import brotli  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.e2e import server as house  # noqa: E402
from tests.e2e.conftest import ARGUMENTS, CHROMIUM, open_context  # noqa: E402

SLOWER = 4
TIMED = """async ([queries, url, modules]) => {
  const { Index } = await import(modules.ranking);
  const { find, marked } = await import(modules.finding);
  const data = await (await fetch(url)).json();
  const start = performance.now();
  const index = new Index(data.index);
  const built = performance.now() - start;
  const cards = data.cards.map((card, number) => ({ ...card, number }));
  const times = queries.map((query) => {
    const began = performance.now();
    for (const { card } of find(query, cards, index).matches) marked(card.slug, query, index);
    return performance.now() - began;
  });
  const empty = performance.now();
  for (const query of queries) (() => query)();
  return { built, times, empty: (performance.now() - empty) / queries.length };
}"""
SERVED = """async (queries) => {
  const times = [];
  for (const query of queries) {
    const began = performance.now();
    await (await fetch(`/api/v1/cards/?q=${encodeURIComponent(query)}`)).text();
    times.push(performance.now() - began);
  }
  return times;
}"""


def main() -> None:
    queries = [json.loads(line)["q"] for line in (ROOT / "bench/queries/development.jsonl").read_text().splitlines()]
    prepared = house.prepare(Path(tempfile.mkdtemp(prefix="floorwalk-bench-")))
    with house.running(prepared, prepared.database, prepared.home / "bench.log") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = open_context(browser, server, "leader").new_page()
        page.goto("/cards/")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        names = json.loads((prepared.static / "staticfiles.json").read_text())["paths"]
        files = {name: names[f"js/finder/{name}.js"] for name in ("words", "ranking", "finding", "results", "looking")}
        url = page.locator("fw-finder").get_attribute("data-index") or ""
        timed: dict[str, Any] = page.evaluate(TIMED, [queries, url, {name: f"/static/{file}" for name, file in files.items()}])
        served = page.evaluate(SERVED, queries[:100])
        index = page.request.get(url).body()
        scripts = [(prepared.static / file).read_bytes() for file in [*files.values(), names["js/elements/finder.js"]]]
        browser.close()
    report(
        sorted(timed["times"]),
        timed,
        statistics.median(served),
        len(gzip.compress(index, 6)),
        sum(len(brotli.compress(s)) for s in scripts),
    )


def report(times: list[float], timed: dict[str, Any], served: float, index: int, scripts: int) -> None:
    middle, most = statistics.median(times), at(times, 0.95)
    print(
        f"{len(times)} queries, CPU {SLOWER} times slower: median {middle:.1f} ms, 95 % within {most:.1f} ms, longest {times[-1]:.1f} ms;"
    )
    print(f"mark 50 ms. An empty call {timed['empty']:.4f} ms; asking the server instead {served:.1f} ms.")
    print(f"The index is ready {timed['built']:.0f} ms after it came.")
    print(f"Fetched once: index {index:,} bytes, scripts {scripts:,}; mark 60,000.")


def at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    main()
