"""`deploy/nginx.conf` as it is shipped, in a real nginx before a real Gunicorn: pages, a shared cache, and clients that dawdle."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.e2e.faults.nginx import CACHE, DEAF, HOST, PRODUCTION, Proxy, trusting
from tests.e2e.server import Prepared, Server, running

pytestmark = pytest.mark.timeout(200)
# Whose page it is, in words that stand on no other one's.
TEAMS = {"leader": "Lighthouse", "stranger": "Anchor"}
PERSONAL = ("/", "/team/", "/check-backs/", "/api/v1/pack/", "/api/v1/whoami/")


@pytest.fixture(scope="module")
def behind(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("behind")
    with running(prepared, home / "used.sqlite3", home / "log", **PRODUCTION) as floor:
        yield floor


@pytest.fixture
def proxy(behind: Server, tmp_path: Path) -> Callable[..., Proxy]:
    return lambda within="": Proxy(behind, tmp_path / "nginx", within)


def told_apart(front: Proxy) -> list[str]:
    """Where one of the two got what is the other's: each asks after the other, twice."""
    wrong = []
    own = {role: [front.ask(path, role).text for path in PERSONAL] for role in TEAMS}  # type: ignore[attr-defined]
    for role, other in (("leader", "stranger"), ("stranger", "leader")) * 2:
        for path in PERSONAL:
            said = front.ask(path, role)
            if TEAMS[other] in said.text or said.getheader("X-Cache") == "HIT":  # type: ignore[attr-defined]
                wrong.append(f"{role} at {path}")
    assert any(TEAMS[role] in page for role in TEAMS for page in own[role])
    return wrong


def test_pages_come_through_and_only_over_https(proxy):
    """S84 S45: what it says of itself is believed, what a client says is not; what machines ask stays inside."""
    with proxy().running() as front:
        assert TEAMS["leader"] in front.ask("/team/", "leader").text
        assert front.ask("/team/").getheader("Location").startswith("/accounts/login/")
        assert front.ask("/", "leader").getheader("Strict-Transport-Security")
        assert [front.ask(path).status for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 200]
        assert front.ask("/team/", "leader", Host="evil.example").status == 400
        assert front.ask("/team/", "leader", **{"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}).status == 200
        assert front.ask("/accounts/login/", "", "POST", b"x" * 7_000_000).status == 413
        with socket.create_connection(("127.0.0.1", front.plain), 5) as line:
            line.sendall(f"GET /team/?x=1 HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            assert f"Location: https://{HOST}/team/?x=1" in line.recv(2000).decode()


def test_a_shared_cache_gives_nobody_the_page_of_another(proxy):
    """S38: it keeps files, and no page of anybody's."""
    with proxy(CACHE).running() as front:
        assert told_apart(front) == []
        page = front.ask("/accounts/login/").text
        file = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert [front.ask(file).getheader("X-Cache") for _time in range(2)] == ["MISS", "HIT"], "it keeps nothing at all: it shows nothing"


def test_a_cache_that_heeds_nothing_would_be_seen(proxy):
    """S38"""
    with proxy(DEAF).running() as front:
        assert told_apart(front) != []


HALF = [f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ", f"POST /accounts/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 900\r\n\r\n"]


@contextmanager
def dawdling(port: int, wrap: bool, many: int = 50) -> Iterator[None]:
    """So many who begin a request and send one byte more each second."""
    stop, begun = threading.Event(), threading.Barrier(many + 1)

    def one(half: str) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 20) as plain:
            line = trusting().wrap_socket(plain, server_hostname=HOST) if wrap else plain
            line.sendall(half.encode())
            begun.wait(30)
            while not stop.wait(1):
                line.sendall(b"x")

    threads = [threading.Thread(target=one, args=(HALF[n % 2],), daemon=True) for n in range(many)]
    for thread in threads:
        thread.start()
    begun.wait(30)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def test_fifty_who_dawdle_hold_up_nobody_else(proxy):
    """S86: nginx takes each request in whole before it hands it on."""
    with proxy().running() as front, dawdling(front.port, wrap=True):
        until, took = time.monotonic() + 15, []
        while time.monotonic() < until:
            began = time.monotonic()
            assert front.ask("/team/", "leader").status == 200
            took.append(time.monotonic() - began)
            time.sleep(0.5)
    assert len(took) > 5
    assert max(took) < 5, took


def test_without_it_they_would(behind):
    """S86: so it is nginx that does it."""
    with dawdling(behind.port, wrap=False), socket.create_connection(("127.0.0.1", behind.port), 3) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with pytest.raises(TimeoutError):
            line.recv(100)
