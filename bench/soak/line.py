"""One phone's line to the server, and what is done to requests on it."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Route

API, PAGE = "**/api/v1/**", "**/offline/"
KEPT = "<!doctype html><html lang=en><title>Floorwalk</title>"
PORTAL = "<!doctype html><title>Guest network</title><form>Room number <input></form>"
LATE, SLOW = 4, 1  # seconds


class Line:
    """The page and its modules are given from the disk, as the phone's worker would: they open without a signal too."""

    def __init__(self, url: str, static: Path, counts: Counter[str]) -> None:
        self.url, self.static, self.counts = url, static, counts
        self.cut = False
        self.armed: deque[tuple[str, str]] = deque()
        self.flying = asyncio.Event()
        self.late: list[asyncio.Task[None]] = []
        self.ways: dict[str, Callable[[Route], Awaitable[None]]] = {
            "cut before": _cut, "answer lost": _lost, "arrives late": self._late, "arrives twice": _twice, "slow": _slow,
            "500": _status_500, "502 in HTML": _status_502, "portal's 200": _portal, "redirect": self._redirect,
            "hangs": _hangs, "no receipt": _no_receipt, "old token": _old_token,
        }  # fmt: skip

    async def hold(self, context: BrowserContext) -> None:
        await context.route(API, self._asked)
        await context.route(PAGE, lambda route: route.fulfill(content_type="text/html", body=KEPT))
        await context.route("**/static/**", self._module)

    async def _module(self, route: Route) -> None:
        file = self.static / route.request.url.removeprefix(f"{self.url}/static/")
        with suppress(Error):
            await route.fulfill(path=file, content_type="text/javascript")

    async def _asked(self, route: Route) -> None:
        method = route.request.method
        if method == "PUT":
            self.flying.set()
        try:
            if self.cut:
                await route.abort("internetdisconnected")
            elif self.armed and self.armed[0][0] == method:
                _method, fault = self.armed.popleft()
                self.counts[fault] += 1
                await self.ways[fault](route)
            else:
                await route.continue_()
        except Error:  # its page has gone, or the server has
            with suppress(Error):
                await route.abort("connectionreset")

    async def _late(self, route: Route) -> None:
        """Given up by the phone, and seconds later it arrives after all, with the cookies of then."""
        request = route.request
        headers, body = await request.all_headers(), request.post_data_buffer
        self.late.append(asyncio.create_task(_delivered(request.url, headers, body)))
        await route.abort("connectionreset")

    async def _redirect(self, route: Route) -> None:
        """A real one: the server has `/me/`."""
        await route.continue_(url=f"{self.url}/me", method="GET", post_data="")


async def _delivered(url: str, headers: dict[str, str], body: bytes | None) -> None:
    await asyncio.sleep(LATE)
    sent = {name: value for name, value in headers.items() if not name.startswith(":") and name != "content-length"}
    with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
        await asyncio.to_thread(urllib.request.urlopen, urllib.request.Request(url, body, sent, method="PUT"), None, 20)


async def _cut(route: Route) -> None:
    await route.abort("connectionreset")


async def _lost(route: Route) -> None:
    await route.fetch()
    await route.abort("connectionreset")


async def _twice(route: Route) -> None:
    _first, second = await asyncio.gather(route.fetch(), route.fetch())
    await route.fulfill(response=second)


async def _slow(route: Route) -> None:
    answer = await route.fetch()
    await asyncio.sleep(SLOW)
    await route.fulfill(response=answer)


async def _status_500(route: Route) -> None:
    await route.fulfill(status=500, content_type="application/json", body='{"status": 500, "code": "error"}')


async def _status_502(route: Route) -> None:
    await route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")


async def _portal(route: Route) -> None:
    await route.fulfill(status=200, content_type="text/html", body=PORTAL)


async def _hangs(_route: Route) -> None:
    """No answer, ever."""


async def _no_receipt(route: Route) -> None:
    await route.fulfill(status=200, content_type="application/json", body="{}")


async def _old_token(route: Route) -> None:
    await route.continue_(headers={**route.request.headers, "x-csrftoken": "x" * 64})
