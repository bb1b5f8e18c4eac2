"""What a page must never do behind a person's back: complain, break the policy, call elsewhere, ask for what is not there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

TELL = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""

# How a phone finds out whether there is a line, who is signed in and whether they lead a team: an answer like any other.
ASKING = ("/api/v1/whoami/", "/api/v1/pack/")

# The browser's own line about a status, which the answer itself tells better; and that a test goes without the service worker.
TOLD_ELSEWHERE = ("Failed to load resource", "Service Worker registration blocked by Playwright")


class Watch:
    """Listens to every context of one test. `expect` says what this test provokes on purpose."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.statuses: set[int] = set()
        self.words: list[str] = []
        self.problems: list[str] = []
        self.requests: list[Request] = []

    def expect(self, *what: int | str) -> None:
        """A status from 400 on, or a pattern of words in the console or in a failure."""
        self.statuses |= {one for one in what if isinstance(one, int)}
        self.words += [one for one in what if isinstance(one, str)]

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(TELL)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def unexpected(self) -> list[str]:
        return [problem for problem in self.problems if not any(re.search(word, problem) for word in self.words)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(TOLD_ELSEWHERE):
            self.problems.append(f"console {message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"page error: {error.error.message}")

    def _request(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self.problems.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        asking = response.status in (401, 403) and urlsplit(response.url).path in ASKING
        if response.status >= 400 and response.status not in self.statuses and not asking:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        # Leaving a page cuts off what it was still loading: that is no failure.
        if request.failure != "net::ERR_ABORTED" and urlsplit(request.url).path not in ASKING:
            self.problems.append(f"failed {request.method} {request.url}: {request.failure}")
