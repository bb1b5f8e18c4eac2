"""Phones of leaders for `bench.shift`, each signed in, and people who read pages."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.e2e.server import Server, finished

LINE = (OSError, http.client.HTTPException)
MADE = """
import json
from pathlib import Path
from django.test import Client
from accounts.models import Advisor, User
people = []
for leader in User.objects.filter(email__endswith="@company.example").order_by("pk")[:{leaders}]:
    client = Client()
    client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    advisors = list(Advisor.objects.led_by(leader).order_by("pk").values_list("pk", flat=True))
    people.append([leader.pk, client.session.session_key, advisors])
Path({file!r}).write_text(json.dumps(people))
"""


@dataclass
class Phone:
    """`told`: ids, without dashes, that somebody was told are saved. `answers`: the status of each sending, 0 for none."""

    port: int
    user: int
    session: str
    advisors: list[int]
    told: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, str]:
        """Status, what was said, and the token that came as a cookie."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookies = f"session={self.session}" + (f"; csrf={headers.pop('csrf')}" if "csrf" in headers else "")
            line.request(method, path, body, {"Cookie": cookies, "Connection": "close", **headers})
            answer = line.getresponse()
            return answer.status, answer.read(), (answer.getheader("Set-Cookie") or "").partition("csrf=")[2].partition(";")[0]
        finally:
            line.close()

    def log(self) -> float:
        """One chat, sent until it has its receipt; milliseconds from the tap on Save."""
        began, pk = time.monotonic(), str(uuid.uuid4())
        held = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        body = {"advisor": self.advisors[len(self.told) % len(self.advisors)], "card": "say-it-their-way", "held_at": held, "payload": 2}
        words = json.dumps({**body, "come_back": "next-shift", "next_step": "Say it in one line", "note": ""}).encode()
        self.told.append(pk.replace("-", ""))
        while not self._sent(pk, words):
            time.sleep(0.5)
        return (time.monotonic() - began) * 1000

    def _sent(self, pk: str, words: bytes) -> bool:
        try:
            status, said, cookie = self.ask("GET", "/api/v1/whoami/")
            token = json.loads(said)["csrf"] if status == 200 else ""
            headers = {"Content-Type": "application/json", "X-Owner": str(self.user), "X-CSRFToken": token, "csrf": cookie}
            status, said, _cookie = self.ask("PUT", f"/api/v1/sessions/{pk}/", words, **headers)
        except LINE:
            status, said = 0, b""
        self.answers.append(status)
        return status in (200, 201) and json.loads(said)["id"] == pk


def signed_in(server: Server, leaders: int) -> list[Phone]:
    """So many leaders of that database who have somebody to talk with."""
    file = Path(f"{server.log}.people")
    prepared = server.prepared
    prepared.database = server.database
    finished(prepared.python(MADE.format(leaders=leaders, file=str(file))))
    return [Phone(server.port, *said) for said in json.loads(file.read_text()) if said[2]]


class Readers:
    """Who reads pages without rest, a little pause between two. `took`: milliseconds; `failed`: what was not 200."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones = phones
        self.took: list[float] = []
        self.failed: list[int] = []

    @contextmanager
    def busy(self, pause: float = 0.1) -> Iterator[None]:
        stop = threading.Event()

        def read(phone: Phone) -> None:
            addresses = ["/", f"/advisors/{phone.advisors[0]}/", "/cards/say-it-their-way/", "/team/"]
            while not stop.wait(pause):
                began = time.monotonic()
                try:
                    status = phone.ask("GET", addresses[len(self.took) % len(addresses)])[0]
                except LINE:
                    status = 0
                self.took.append((time.monotonic() - began) * 1000)
                if status != 200:
                    self.failed.append(status)

        threads = [threading.Thread(target=read, args=(phone,)) for phone in self.phones]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
