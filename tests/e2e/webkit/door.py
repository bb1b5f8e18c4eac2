"""The door between WebKit and Gunicorn: WebKit cannot be told to lose an answer, so the line itself does it.

Every request goes through it to the real server, and what happened is written down. `once` says what is done to the
next one of a kind instead.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

OUR_OWN_HOP = ("connection", "keep-alive", "transfer-encoding", "content-length", "date", "server")


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """`status` is what was told to the browser; 0 where the line was cut."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    port: int
    status: int = 0

    def passed_on(self, method: str = "", path: str = "", **changed: str) -> Answer:
        """What the server says to it; headers may be changed, by names with underscores. Raises OSError when it is not there."""
        headers = self.headers | {name.replace("_", "-"): value for name, value in changed.items()}
        server = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            server.request(method or self.method, path or self.path, self.body or None, headers)
            answer = server.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in OUR_OWN_HOP}
            return Answer(answer.status, answer.read(), kept)
        finally:
            server.close()


Way = Callable[[Asked], Answer | None]  # None: the line is cut


class Door(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behind: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stays_open = False  # for the next request: cut then, WebKit repeats a PUT by itself, up to eight times
        self.behind, self.asked = behind, list[Asked]()
        self.ways: list[tuple[str, Way]] = []
        self.pages: dict[str, str] = {}  # which the server is not asked for

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def once(self, which: str, *ways: Way) -> None:
        """Each for one request, in turn. `which` is a part of its method and path: "PUT", "whoami"."""
        self.ways += [(which, way) for way in ways]

    def statuses(self, method: str = "PUT") -> list[int]:
        return [asked.status for asked in self.asked if asked.method == method]

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path in self.pages:
            return Answer(200, self.pages[asked.path].encode(), {"Content-Type": "text/html; charset=utf-8"})
        self.asked.append(asked)
        fits = [one for one in self.ways if one[0] in f"{asked.method} {asked.path}"]
        way = fits[0][1] if fits else Asked.passed_on
        if fits:
            self.ways.remove(fits[0])
        with suppress(OSError, HTTPException):
            return way(asked)
        return None

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Door

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, self.path, dict(self.headers.items()), body, self.server.behind)
        answer = self.server.answer(asked)
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        asked.status = answer.status
        self.close_connection = not self.server.stays_open
        self.send_response(answer.status)
        self.send_header("Connection", "close" if self.close_connection else "keep-alive")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_PUT = do_POST = do_HEAD = _any

    def log_message(self, *_said: object) -> None:
        """The list of what was asked is enough."""


@contextmanager
def opened(behind: int) -> Iterator[Door]:
    door = Door(behind)
    Thread(target=door.serve_forever, daemon=True).start()
    yield door
    door.shutdown()
    door.server_close()
