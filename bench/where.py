"""`python -m bench.where`: where the time of a page goes: Today, an advisor, a card, and a chat logged by a phone.

By cProfile, which makes small functions look dearer than they are, so shares and not milliseconds: own time put together by whose code it
is, and below it our own functions that have most under them. The demo world on SQLite, hashed static files, as in `bench.pages`.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import log, pages  # noqa: E402 - sets Django up

Function = tuple[str, int, str]
OURS = ("accounts", "cards", "coaching", "config", "templates")
WHOSE = {
    "the database itself": ("pysqlite3", "sqlite3.", "psycopg_binary"),
    "Django: making SQL": ("/django/db/models/sql/", "/django/db/models/query_utils", "/django/db/models/lookups", "/django/utils/tree"),
    "Django: asking and rows": ("/django/db/",),
    "Django: templates": ("/django/template/", "/django/utils/safestring", "/django/utils/html"),
    "Django: words and dates": ("/django/utils/translation", "/django/utils/formats", "/django/utils/dateformat", "gettext", "zoneinfo"),
    "REST framework": ("/rest_framework/",),
    "Django: the rest": ("/django/",),
    "sign-in (allauth)": ("/allauth/",),
    "headers, files, log": ("/csp/", "/whitenoise/", "/structlog/", "/prometheus_client/", "/django_permissions_policy/", "/logging/"),
}


WRAPS = {"__call__", "guarded", "seen", "cpu", "log"}  # what everything is under


def whose(function: Function) -> str:
    """Whose code that is, by its file; what is built into Python by its name."""
    file, _line, name = function
    said = f"{file} {name}"
    if any(f"{ROOT}/{app}/" in file for app in OURS):
        return "ours"
    return next((who for who, parts in WHOSE.items() if any(part in said for part in parts)), "Python itself")


def profiled(do: Callable[[], object], times: int) -> pstats.Stats:
    for _warm in range(10):
        do()
    profile = cProfile.Profile(time.process_time)  # a busy machine harms it less
    profile.enable()
    for _time in range(times):
        do()
    profile.disable()
    return pstats.Stats(profile)


def told(name: str, stats: pstats.Stats, times: int, most: int) -> None:
    own: Counter[str] = Counter()
    below: list[tuple[float, str]] = []
    for function, (_calls, _all, alone, under, _callers) in stats.stats.items():  # type: ignore[attr-defined]
        own[whose(function)] += alone
        if whose(function) == "ours" and function[2] not in WRAPS:
            below.append((under, f"{Path(function[0]).relative_to(ROOT)}:{function[2]}"))
    whole = sum(own.values())
    calls = stats.total_calls // times  # type: ignore[attr-defined]
    print(f"\n{name}: {1000 * whole / times:.1f} ms under the profiler, {calls:,} calls")
    print("  " + ", ".join(f"{who} {100 * part / whole:.0f} %" for who, part in own.most_common() if part / whole >= 0.005))
    for under, what in sorted(below, reverse=True)[:most]:
        print(f"    {100 * under / whole:4.0f} %  {what}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--most", type=int, default=10, help="of our functions")
    asked = parser.parse_args()
    client, addresses, ready = *pages.made(), log.ready
    pages.made, log.made = (lambda: (client, addresses),) * 2  # type: ignore[assignment]
    for name, address in addresses.items():
        told(name, profiled(lambda at=address: pages.cpu(client, at), asked.times), asked.times, asked.most)  # type: ignore[misc]
    client, owner, advisors = ready()
    told("a chat logged", profiled(lambda: log.log(client, owner, advisors[0]), asked.times), asked.times, asked.most)


if __name__ == "__main__":
    main()
