"""Somebody's phone with the outbox in it: any signed-in page, into which the hashed modules are imported."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Page, Request, Route

from tests.e2e.server import PEOPLE, Server

SESSIONS, ANSWERS, WHOAMI = "**/api/v1/sessions/*/", "**/api/v1/check-backs/*/answer/", "**/api/v1/whoami/"
MIRROR = "caches.open('outbox-mirror').then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => url.split('/').at(-1)))"
NEVER = 10_000_000  # milliseconds: the timers stay out of tests that flush by hand
LOAD = """async ([modules, settings]) => {
  for (const name in modules) window[name] = await import(modules[name]);
  Object.assign(pace.settings, settings);
}"""
SAVE = """async ([kind, id, body, about]) => {
  try { await outbox.save(kind, id, body, about); return "saved"; }
  catch (error) { if (error.name !== "NotSaved") throw error; return error.why; }
}"""
# One request has little time, the others as much as a busy machine may need. The first one of a round asks who is here.
SHORT = "(nth) => { Object.defineProperty(pace.settings, 'timeout', { get: () => (nth-- === 0 ? 300 : 8000) }); }"
# By IndexedDB itself: what the modules say of their own rows is what is to be checked.
KEPT = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("coaching", 1);
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = () => resolve([]);
  request.onsuccess = () => {
    const all = request.result.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result); };
    all.onerror = () => reject(all.error);
  };
})"""


def address(floor: Server, name: str) -> str:
    names = json.loads((floor.prepared.static / "staticfiles.json").read_text())["paths"]
    return f"/static/{names[f'js/outbox/{name}.js']}"


class Phone:
    """`told` is every id that a person was told is saved, with who and what; `bodies` what they pressed Save on."""

    def __init__(self, page: Page, floor: Server, role: str = "leader") -> None:
        self.page, self.floor, self.role = page, floor, role
        self.told: dict[str, tuple[int, dict[str, Any]]] = {}
        self.puts: list[Request] = []
        # Pages send by themselves: here a test says when.
        page.context.route(re.compile(r"/js/phone/saving\."), lambda route: route.fulfill(content_type="text/javascript", body=""))
        page.context.on("request", lambda request: self.puts.append(request) if request.method == "PUT" else None)

    @property
    def user(self) -> int:
        return int(self.floor.one("SELECT id FROM accounts_user WHERE email = ?", PEOPLE[self.role]))

    @property
    def person(self) -> dict[str, Any]:
        [(user, name)] = self.floor.rows("SELECT id, name FROM accounts_user WHERE email = ?", PEOPLE[self.role])
        return {"user": user, "name": name}

    def open(self, start: bool = True, timers: bool = False, person: bool = True, **settings: int) -> Phone:
        self.page.goto("/offline/")
        return self.load(start, timers, person, **settings)

    def load(self, start: bool = True, timers: bool = False, person: bool = True, **settings: int) -> Phone:
        """The modules in a page that is open. By hand unless `timers`."""
        modules = {name: address(self.floor, name) for name in ("outbox", "pace", "send")}
        slow = {} if timers else {"after": NEVER, "first": NEVER, "most": NEVER}
        self.page.evaluate(LOAD, [modules, {"timeout": 8000, **slow, **settings}])
        if start:
            self.page.evaluate("(person) => outbox.start(person)", self.person if person else None)
        return self

    def become(self, role: str) -> None:
        """Another person signs in on this phone, in another page."""
        self.role = role
        context = self.page.context
        context.clear_cookies()
        self.sign_in(role)

    def sign_in(self, role: str, *names: str) -> None:
        cookies = self.floor.prepared.cookies[role]
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.floor.url} for name, value in cookies.items() if not names or name in names]
        )

    def moment(self, note: str = "They found their own words", **more: Any) -> dict[str, Any]:
        team = "SELECT team_id FROM accounts_leadership WHERE leader_id = ? AND ends_at IS NULL"
        advisor = self.floor.rows(f"SELECT id FROM accounts_advisor WHERE team_id IN ({team}) AND left_at IS NULL ORDER BY id", self.user)[
            0
        ][0]
        held = self.page.evaluate("new Date().toISOString()")
        return {"advisor": advisor, "card": "say-it-their-way", "held_at": held, "note": note, "made_offline": True, "payload": 1, **more}

    def save(self, body: dict[str, Any] | None = None, pk: str | None = None, kind: str = "session", about: dict | None = None) -> str:
        """Press Save. Gives the id when it was said to be saved."""
        pk = pk or str(uuid.uuid4())
        why = self.try_to_save(body, pk, kind, about)
        assert why == "saved", why
        return pk

    def try_to_save(
        self, body: dict[str, Any] | None = None, pk: str | None = None, kind: str = "session", about: dict | None = None
    ) -> str:
        pk, body = pk or str(uuid.uuid4()), body or self.moment()
        said = self.page.evaluate(SAVE, [kind, pk, body, about or {}])
        if said == "saved":
            self.told[pk] = (self.user, body)
        return str(said)

    def flush(self) -> str:
        """Everything that waits goes now. Gives why it stopped."""
        return str(
            self.page.evaluate("""async () => {
              pace.forgetAll();
              for (;;) {
                const end = await send.flush();
                if (end !== "busy") return end;
                await new Promise((resolve) => setTimeout(resolve, 20));
              }
            }""")
        )

    def rows(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.page.evaluate(KEPT)}

    def states(self) -> list[str]:
        return sorted(row["state"] for row in self.rows().values())

    def until(self, right: Callable[[], bool], what: str = "it never came about") -> None:
        for _ in range(200):
            if right():
                return
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{what}: {self.states()}")

    def put_statuses(self) -> list[int]:
        """What each PUT was answered with; 0 where no answer came."""
        return [self._status(request) for request in self.puts]

    def _status(self, request: Request) -> int:
        try:
            answer = request.response()
        except Error:  # its page is closed
            return 0
        return answer.status if answer else 0


def lose_the_answer(route: Route) -> None:
    """The server does it and says so; nobody hears it."""
    route.fetch()
    route.abort("connectionreset")
