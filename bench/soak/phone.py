"""One phone: a browser context of its own, two people, one or two pages with the real outbox in them, and its line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, Error, Page

from bench.soak.house import House
from bench.soak.ledger import Ledger
from bench.soak.line import Line
from bench.soak.moment import answer, answers, session
from bench.soak.people import Person
from bench.soak.plan import Step
from tests.e2e.faults.phone import KEPT, LOAD, NEVER, address

SETTINGS = {"timeout": 4000, "first": 400, "most": 5000, "idle": 15_000, "patience": 8000}
START = "(shown) => { window.starting = outbox.start(shown); return true; }"
# Both taps at once. Whose page it was: what `start` was told, or the last one known.
PRESS = """async ([kind, id, body, about, taps]) => {
  const press = () => outbox.save(kind, id, body, about).then(() => "saved", (error) => {
    if (error.name !== "NotSaved") throw error;
    return error.why;
  });
  const said = await Promise.all(Array.from({ length: taps }, press));
  return [said, said.includes("saved") ? (await person.who()).user : null];
}"""
FLUSH = "() => { pace.forgetAll(); return send.flush(); }"
LONG = 40  # seconds; Save itself says after 10 that nothing was saved


@dataclass
class Open:
    page: Page
    person: Person | None  # None: a page from the phone, which shows the last one known


class Phone:
    def __init__(
        self, number: int, people: tuple[Person, Person], context: BrowserContext, line: Line, house: House, ledger: Ledger
    ) -> None:
        self.number, self.people, self.context, self.line, self.house, self.ledger = number, people, context, line, house, ledger
        self.counts = line.counts
        self.signed_in: Person | None = None
        self.open_pages: list[Open] = []
        self.to_answer: dict[int, list[str]] = {person.user: [] for person in people}

    async def begin(self) -> None:
        await self.sign_in(self.people[0])
        await self.open()

    async def live(self, plan: Iterator[Step], until: float) -> None:
        for step in plan:
            if time.monotonic() + step.pause > until:
                return
            await asyncio.sleep(step.pause)
            try:
                await asyncio.wait_for(self._take(step), LONG)
            except (Error, TimeoutError) as error:
                self.counts[f"no page any more at “{step.what}” ({type(error).__name__})"] += 1
                await self.close_all()

    async def _take(self, step: Step) -> None:
        if not self.open_pages:
            await self.open()
        do = {
            "save": self._save, "answer": self._answer, "fault": self._fault, "off the line": self._off, "on the line": self._on,
            "closed in mid-flight": self._close, "second page": self._second, "another person": self._another,
            "signed out": self._sign_out, "session ended": self._end, "signed in": self._sign_in_again, "database cleared": self._clear,
        }[step.what]  # fmt: skip
        await do(step)

    # Pages

    async def open(self, **settings: int) -> None:
        """Without a signal it is the page that the phone has kept, which is nobody's."""
        page = await self.context.new_page()
        await page.goto(f"{self.line.url}/offline/")
        modules = {name: address(self.house.server, name) for name in ("outbox", "pace", "send", "person")}
        await page.evaluate(LOAD, [modules, SETTINGS | settings])
        person = None if self.line.cut or not self.house.up else self.signed_in
        await page.evaluate(START, person.shown if person else None)
        self.open_pages.append(Open(page, person))

    async def close(self, open_page: Open) -> None:
        self.open_pages.remove(open_page)
        with suppress(Error):
            await open_page.page.close()

    async def close_all(self) -> None:
        while self.open_pages:
            await self.close(self.open_pages[0])

    def _page(self, step: Step) -> Open:
        return self.open_pages[step.number % len(self.open_pages)]

    async def _close(self, step: Step) -> None:
        """With the request on its way, or before Save has said anything."""
        at = self._page(step)
        self.line.flying.clear()
        saving = asyncio.create_task(self._save(step))
        with suppress(TimeoutError):
            await asyncio.wait_for(self.line.flying.wait(), 3 if step.number % 3 else step.number % 50 / 1000)
            self.counts["closed in mid-flight"] += 1
        self.counts["closed while saving"] += not saving.done()
        await self.close(at)
        await asyncio.gather(saving, return_exceptions=True)

    async def _second(self, step: Step) -> None:
        if len(self.open_pages) > 1:
            await self.close(self._page(step))
        else:
            self.counts["second page"] += 1
            await self.open()

    # Save

    async def _save(self, step: Step) -> None:
        at = self._page(step)
        if (person := await self._whose(at)) is None:
            return  # a page that knows nobody has no team to choose from
        body = session(step, person)
        owner = await self._press(at, "session", step, step.id, body)
        if owner in self.to_answer and answers(body):
            self.to_answer[owner].append(step.id)

    async def _answer(self, step: Step) -> None:
        """To a check-back that was promised on this phone, whether its session has arrived or not."""
        at = self._page(step)
        person = await self._whose(at)
        if person is None or not (waiting := self.to_answer[person.user]):
            return
        pk, body = answer(step, asked := waiting.pop(step.number % len(waiting)))
        await self._press(at, "answer", step, pk, body, {"session": asked})

    async def _whose(self, at: Open) -> Person | None:
        """Whose name is on the page."""
        known = None if at.person else await at.page.evaluate("person.who()")
        return at.person or next((person for person in self.people if known and person.user == known["user"]), None)

    async def _press(
        self, at: Open, kind: str, step: Step, pk: str, body: dict[str, Any], about: dict[str, str] | None = None
    ) -> int | None:
        """Gives whose it is once it is saved. Told "not saved", most people try once more: the words are still in their form."""
        self.ledger.unanswered.add(pk)
        for _time in range(1 + bool(step.number % 4)):
            said, owner = await at.page.evaluate(PRESS, [kind, pk, body, about or {}, 1 + (step.number % 5 == 0)])
            owner = at.person.user if at.person and owner else owner
            if self.ledger.heard(pk, kind, body, owner, self.number, said):
                break
            self.counts[f"“not saved”: {said[-1]}"] += 1
        self.ledger.unanswered.discard(pk)
        return owner

    # The line

    async def _fault(self, step: Step) -> None:
        """For the next request, or for a few."""
        self.line.armed.extend([(step.method, step.fault)] * (1 + step.number % 3 // 2))

    async def _off(self, _step: Step) -> None:
        self.counts["off the line"] += not self.line.cut
        self.line.cut = True
        await self.context.set_offline(True)

    async def _on(self, _step: Step | None = None) -> None:
        self.line.cut = False
        await self.context.set_offline(False)

    # People

    async def sign_in(self, person: Person) -> None:
        await self.house.begin_session(person.session)
        await self.context.add_cookies([{"name": "session", "value": person.session, "url": self.line.url, "httpOnly": True}])
        self.signed_in = person

    async def _sign_in_again(self, _step: Step) -> None:
        """Who was here last, or whose phone it is. Nobody signs in without a signal."""
        if self.house.up and not self.line.cut:
            await self.sign_in(self.signed_in or self.people[0])

    async def _another(self, step: Step) -> None:
        """The page of the first one stays open behind it, or is closed."""
        if not self.house.up or self.line.cut:
            return
        self.counts["another person"] += 1
        await self.sign_in(self.people[self.signed_in is self.people[0]])
        while len(self.open_pages) > step.number % 2:
            await self.close(self.open_pages[0])
        await self.open()

    async def _sign_out(self, _step: Step) -> None:
        self.counts["signed out"] += 1
        self.signed_in = None
        await self.context.clear_cookies()

    async def _end(self, _step: Step) -> None:
        """At the server, without a word to the phone."""
        if self.signed_in:
            self.counts["session ended"] += 1
            await self.house.end_session(self.signed_in.session)

    async def _clear(self, step: Step) -> None:
        self.counts["database cleared"] += 1
        browser = await self.context.new_cdp_session(self._page(step).page)
        await browser.send("Storage.clearDataForOrigin", {"origin": self.line.url, "storageTypes": "indexeddb"})
        await browser.detach()

    # The end

    async def settle(self) -> dict[str, dict[str, Any]]:
        """No more faults. Whoever has something on this phone signs in again, and all of it goes. Gives what the phone holds then."""
        await self._on()
        rows: dict[str, dict[str, Any]] = {}
        owners = [person.user for person in self.people]
        for person in (*self.people, *self.people):
            if person.user in owners:
                await self._flush_as(person)
                rows = {row["id"]: row for row in await self.open_pages[0].page.evaluate(KEPT)}
                owners = [row["owner"] for row in rows.values() if row["state"] == "saved"]
        return rows

    async def _flush_as(self, person: Person) -> None:
        await self.close_all()
        await self.context.clear_cookies()
        await self.sign_in(person)
        await self.open(timeout=15_000, after=NEVER, first=NEVER, most=NEVER, idle=NEVER, patience=NEVER)
        until = time.monotonic() + 120
        while stopped := await self.open_pages[0].page.evaluate(FLUSH):
            if time.monotonic() > until:
                self.counts[f"could not be settled: {stopped}"] += 1
                return
            await asyncio.sleep(0.5)
