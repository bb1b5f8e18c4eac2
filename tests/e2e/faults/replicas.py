"""Three replicas of the server behind the proxy that we ship, with one PostgreSQL: to be killed and replaced one by one under load."""

from __future__ import annotations

import getpass
import http.client
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.faults.on_postgres import Floor, OnPostgres, Phones
from tests.e2e.faults.sender import LINE, Sender
from tests.e2e.server import ROOT

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
MAIN = """user {user};
daemon off;
worker_processes 1;
pid {home}/pid;
error_log {home}/error.log info;
events {{ worker_connections 512; }}
http {{
access_log off;
{temp}
{shipped}
}}
"""
TEMP = "".join(f"{kind}_temp_path {{home}}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
HTTPS = r"\s+(?:listen \[::\]:443|ssl_\w+)[^;]*;|server \{\s+listen 80;.*?\n\}\n"


def shipped(port: int, ports: list[int]) -> str:
    """deploy/nginx.conf as it stands there, but for plain http on that port, and these replicas."""
    said = re.sub(HTTPS, "", (ROOT / "deploy" / "nginx.conf").read_text(), flags=re.DOTALL)
    said = said.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("server_name floorwalk.example.com;", "server_name _;")
    [one] = set(re.findall(r"    server 127\.0\.0\.1:\d+ ([^;]*;)\n", said))
    servers = "".join(f"    server 127.0.0.1:{each} {one}\n" for each in ports)
    return re.sub(r"(?:    server 127\.0\.0\.1:\d+ [^;]*;\n)+", servers, said)


class House(Floor):
    """What phones see as one server: `port` is the proxy's. `replicas` are its Gunicorns, `proxy` the nginx in front."""

    def __init__(self, prepared: OnPostgres, home: Path, replicas: int = 3) -> None:
        home.mkdir(parents=True, exist_ok=True)
        super().__init__(prepared, home / "used", home / "log")
        self.home = home
        self.replicas = [Floor(prepared, home / "used", home / f"log-{n}") for n in range(replicas)]
        self.proxy: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> None:
        for replica in self.replicas:
            begun(replica, **settings)
        ports = [replica.port for replica in self.replicas]
        said = {"user": getpass.getuser(), "home": self.home, "temp": TEMP.format(home=self.home), "shipped": shipped(self.port, ports)}
        (self.home / "nginx.conf").write_text(MAIN.format(**said))
        self.proxy = subprocess.Popen(
            [NGINX, "-p", str(self.home), "-e", f"{self.home}/error.log", "-c", f"{self.home}/nginx.conf"], start_new_session=True
        )
        until = time.monotonic() + 20
        while not self._answers():
            assert self.proxy.poll() is None, (self.home / "error.log").read_text()[-2000:]
            assert time.monotonic() < until, "the proxy does not answer"
            time.sleep(0.05)

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except LINE:
            return False
        finally:
            line.close()

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        for replica in self.replicas:
            replica.kill(how)
        if self.proxy:
            self.proxy.terminate()
            self.proxy.wait(timeout=20)
            self.proxy = None

    def log_text(self) -> str:
        return "".join(replica.log_text() for replica in self.replicas)


def begun(replica: Floor, **settings: str) -> None:
    """Ready, behind a proxy."""
    replica.start(**{"WORKERS": "1", "THREADS": "4", "BEHIND_PROXY": "true", "TRUSTED_PROXIES": "1", **settings})


def replaced(replica: Floor, **settings: str) -> None:
    """As systemd does it (KillMode=mixed): the first process is asked to end, and lets what is under way finish."""
    process = replica.process
    assert process
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=40) == 0
    begun(replica, **settings)


class Readers:
    """People who read pages without rest through the proxy. `seen`: address and status of each answer; 0 where there was none."""

    def __init__(self, *senders: Sender) -> None:
        self.senders, self.seen, self.took = senders, [], []
        self.failed: list[tuple[str, int]] = []

    @contextmanager
    def busy(self, pause: float = 0.05) -> Iterator[None]:
        stop = threading.Event()

        def read(sender: Sender) -> None:
            addresses = ["/", "/team/", "/check-backs/", *(f"/advisors/{pk}/" for pk in sender.advisors[:2]), "/cards/say-it-their-way/"]
            while not stop.wait(pause):
                self._one(sender, addresses[len(self.seen) % len(addresses)])

        threads = [threading.Thread(target=read, args=(sender,)) for sender in self.senders]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def _one(self, sender: Sender, address: str) -> None:
        began = time.monotonic()
        try:
            status = sender.ask("GET", address)[0]
        except LINE:
            status = 0
        self.seen.append((address, status))
        self.took.append(time.monotonic() - began)
        if status != 200:
            self.failed.append((address, status))


def signed_in(house: House, *roles: str) -> list[Sender]:
    """A phone for each of these, known to the house."""
    found = []
    for role in roles:
        sender = Sender(house, role, timeout=20, known=False)
        sender.sign_in()
        sender.epoch = sender.who()["epoch"]
        found.append(sender)
    return found


def crowd(house: House, each: int = 3) -> Phones:
    """So many phones of each of two leaders, who sign in once."""
    first = signed_in(house, "leader", "stranger")
    return Phones(*(_again(sender) if n else sender for n in range(each) for sender in first))


def _again(of: Sender) -> Sender:
    """Another tab of the same person."""
    other: Any = Sender.__new__(Sender)
    other.__dict__.update({**of.__dict__, "told": {}, "receipts": {}, "answers": []})
    return other
