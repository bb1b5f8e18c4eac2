"""A phone without a screen, for faults of the server: it keeps each moment until its receipt, and sends again as often as it takes."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.e2e import server as house
from tests.e2e.server import PEOPLE, ROOT, Server

LINE = (OSError, http.client.HTTPException)
TEAM = {"leader": "Lighthouse", "stranger": "Anchor"}


class Sender:
    """`told`: id to the bytes that somebody was told are saved. `receipts`: id to the status that let it go. `answers`: every status."""

    def __init__(self, floor: Server, role: str = "leader", timeout: float = 8, known: bool = True) -> None:
        self.floor, self.role, self.timeout = floor, role, timeout
        self.cookies = dict(floor.prepared.cookies[role])
        self.user = int(floor.one("SELECT id FROM accounts_user WHERE email = ?", PEOPLE[role]))
        theirs = "SELECT a.id FROM accounts_advisor a JOIN accounts_team t ON t.id = a.team_id WHERE t.name = ? AND a.left_at IS NULL"
        self.advisors = [pk for (pk,) in floor.rows(theirs, TEAM[role])]
        self.told: dict[str, bytes] = {}
        self.receipts: dict[str, int] = {}
        self.answers: list[int] = []
        self.epoch = self.who()["epoch"] if known else ""  # whoever signs in first has to ask then

    def save(self, note: str = "") -> str:
        pk, at = str(uuid.uuid4()), datetime.now(UTC) - timedelta(seconds=1)
        advisor = self.advisors[len(self.told) % len(self.advisors)]
        body = {"advisor": advisor, "card": "say-it-their-way", "held_at": at.isoformat(), "payload": 2, "note": note}
        self.told[pk] = json.dumps(body, ensure_ascii=False).encode()
        return pk

    def flush(self) -> bool:
        """Once through all that wait; whether nothing waits any more."""
        try:
            who = self.who()
        except LINE:
            return False
        if who.get("epoch") not in (None, self.epoch):  # another life of the database: all of it is asked about again
            self.epoch, self.receipts = who["epoch"], {}
        for pk in [pk for pk in self.told if pk not in self.receipts]:
            if "csrf" in who and not self._put(pk, who["csrf"]):
                break
        return self.told.keys() == self.receipts.keys()

    def settle(self, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while not self.flush():
            assert time.monotonic() < until, f"not all of it went: {self.answers[-9:]}\n{self.floor.log_text()[-2000:]}"
            time.sleep(0.1)

    def who(self) -> dict[str, Any]:
        status, said = self.ask("GET", "/api/v1/whoami/")
        return json.loads(said) if status == 200 else {}

    def sign_in(self) -> None:
        self.cookies = house.sign_in(self.floor.url, PEOPLE[self.role])

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.floor.port, timeout=self.timeout)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            line.request(method, path, body, {"Cookie": cookie, "Connection": "close", **headers})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def _put(self, pk: str, csrf: str) -> bool:
        """False where the line is gone: the rest waits for the next time."""
        headers = {"Content-Type": "application/json", "X-Owner": str(self.user), "X-CSRFToken": csrf, "Referer": self.floor.url}
        try:
            status, said = self.ask("PUT", f"/api/v1/sessions/{pk}/", self.told[pk], **headers)
        except LINE:
            self.answers.append(0)
            return False
        self.answers.append(status)
        receipt = {"id": pk, "sha256": hashlib.sha256(self.told[pk]).hexdigest(), "owner": self.user}
        if status in (200, 201) and {name: json.loads(said).get(name) for name in receipt} == receipt:
            self.receipts[pk] = status
        return True


class Crowd:
    """Senders that save and send without rest, each in a thread of its own."""

    def __init__(self, *senders: Sender) -> None:
        self.senders = senders
        self.floor = senders[0].floor
        self.before = self.there()

    @contextmanager
    def busy(self, pause: float = 0.02) -> Iterator[None]:
        stop = threading.Event()

        def live(sender: Sender) -> None:
            while not stop.wait(pause):
                sender.save()
                sender.flush()

        threads = [threading.Thread(target=live, args=(sender,)) for sender in self.senders]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def there(self) -> dict[str, tuple[int, str]]:
        rows = self.floor.rows("SELECT id, leader_id, sha256 FROM coaching_session")
        return {str(uuid.UUID(str(pk))): (owner, sha) for pk, owner, sha in rows}

    def until(self, many: int, seconds: float = 60) -> None:
        """So many more have their receipt."""
        wanted, until = self.sent() + many, time.monotonic() + seconds
        while self.sent() < wanted:
            assert time.monotonic() < until, self.floor.log_text()[-2000:]
            time.sleep(0.05)

    def sent(self) -> int:
        return sum(len(sender.receipts) for sender in self.senders)

    def hold(self) -> None:
        """Everything goes; then the server has exactly what was told, once each, under the name of who pressed Save, and is sound."""
        for sender in self.senders:
            sender.settle()
        new = {pk: row for pk, row in self.there().items() if pk not in self.before}
        told = {pk: (each.user, hashlib.sha256(body).hexdigest()) for each in self.senders for pk, body in each.told.items()}
        assert new == told
        self.sound()

    def sound(self) -> None:
        assert self.floor.one("PRAGMA integrity_check") == "ok"
        assert self.floor.rows("PRAGMA foreign_key_check") == []


def manage(floor: Server, *command: str, right: bool = True, **settings: str) -> str:
    """That command of manage.py, in a process of its own on the server's database; what it said."""
    environment = floor.prepared.environment(floor.database, **settings)
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode == 0) == right, done.stdout[-1500:] + done.stderr[-3000:]
    return done.stdout + done.stderr


def workers(floor: Server) -> list[int]:
    """Process ids of Gunicorn's workers: the children of the one that was started."""
    assert floor.process
    children = Path(f"/proc/{floor.process.pid}/task/{floor.process.pid}/children")
    return [int(pid) for pid in children.read_text().split()]


def killed(pid: int, how: int) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:  # it went by itself
        return
