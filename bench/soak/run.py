"""From the first phone to the last count."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Error, async_playwright

from bench.soak import people, plan
from bench.soak.house import House
from bench.soak.ledger import Ledger
from bench.soak.line import Line
from bench.soak.phone import Phone
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.server import Server, prepare, running

AT_ONCE = 6  # phones that are opened, or settled, at one time
LONGEST = 1800  # seconds to open and to settle them all


async def soak(phones: int, minutes: float, seed: int, home: Path) -> int:
    """Gives 0, or 1 when something was lost, doubled or under another name."""
    print(f"seed {seed}: {phones} phones, {minutes:g} minutes, plan {plan.digest(seed, phones)}", flush=True)
    prepared = prepare(home)
    made = people.of_phones(prepared, home / "soak.sqlite3", phones)
    (home / "soak.log").unlink(missing_ok=True)
    with running(prepared, home / "soak.sqlite3", home / "soak.log") as server:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            soaking = asyncio.create_task(_soaked(browser, server, made, minutes, seed))
            browser.on("disconnected", lambda _browser: soaking.cancel())  # it died: otherwise every page would be waited for
            async with asyncio.timeout(minutes * 60 + LONGEST):
                return await soaking


async def _soaked(browser: Browser, server: Server, made: list[tuple[people.Person, people.Person]], minutes: float, seed: int) -> int:
    counts: Counter[str] = Counter()
    house, ledger, began = House(server, counts), Ledger(server), time.monotonic()
    phones = [await _phone(browser, number, two, house, ledger, counts) for number, two in enumerate(made)]
    await _few([phone.begin() for phone in phones])
    until = time.monotonic() + minutes * 60
    lives = [phone.live(plan.of_phone(seed, phone.number, len(phones)), until) for phone in phones]
    await asyncio.gather(*lives, house.live(plan.of_server(seed), until))
    lived = time.monotonic()
    for phone in phones:
        phone.line.armed.clear()
    await asyncio.gather(*(late for phone in phones for late in phone.line.late))
    kept = dict(await _few([_settled(phone) for phone in phones]))
    took = f"{lived - began:.0f} s, and {time.monotonic() - lived:.0f} s until all was settled"
    return _said(ledger, counts, kept, took)


async def _phone(
    browser: Browser, number: int, two: tuple[people.Person, people.Person], house: House, ledger: Ledger, counts: Counter[str]
) -> Phone:
    context = await browser.new_context(service_workers="block", viewport={"width": 390, "height": 844})
    line = Line(house.server.url, house.server.prepared.static, counts)
    await line.hold(context)
    return Phone(number, two, context, line, house, ledger)


async def _settled(phone: Phone) -> tuple[int, dict[str, dict[str, Any]]]:
    for _time in range(2):
        with suppress(Error, TimeoutError):  # a machine that is too busy to open a page
            return phone.number, await phone.settle()
    return phone.number, await phone.settle()


async def _few(work: Iterable[Awaitable[Any]]) -> list[Any]:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(thing: Awaitable[Any]) -> Any:
        async with room:
            return await thing

    return await asyncio.gather(*(one(thing) for thing in work))


def _said(ledger: Ledger, counts: Counter[str], kept: dict[int, dict[str, dict[str, Any]]], took: str) -> int:
    kinds = Counter(told.kind for told in ledger.told.values())
    print(f"told “saved”: {kinds['session']} sessions, {kinds['answer']} answers")
    print(f"told “not saved” to the end: {len(ledger.refused)}; page gone before it said anything: {len(ledger.unanswered)}")
    print("the server answered " + ", ".join(f"{status}: {times}" for status, times in sorted(ledger.answered().items())))
    for what, times in sorted((+counts).items()):
        print(f"  {what:36}{times:>6}")
    print(took)
    for what, ids in (verdict := ledger.verdict(kept)).items():
        print(f"{what}: {len(ids)}")
        for pk in ids[:10]:
            told = ledger.told.get(pk)
            row = kept[told.phone].get(pk, {}) if told else {}
            print(f"    {pk} {told or ledger.refused.get(pk)}, on the phone: {row.get('state')} {row.get('why')}")
    return 1 if any(verdict.values()) else 0
