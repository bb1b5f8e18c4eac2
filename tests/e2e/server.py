"""A real Floorwalk to drive a browser against: Gunicorn with its own database, hashed static files, the demo world.

`prepare` makes everything once: static files, a database with the demo world in it, and a session for each role, made
by the real sign-in. A `Server` then runs on a copy of that database and is put back to it between tests.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import config  # noqa: F401 - puts the newer SQLite in the place of Python's own, as the server has it

import sqlite3  # isort: skip

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "floorwalk-demo"
STRANGER = "stranger@example.com"  # leads Anchor: the same site, another team
PEOPLE = {
    "leader": "leader@example.com",
    "stranger": STRANGER,
    "two-teams": "two-teams@example.com",  # leads Viaduct, with a very long name in it, and stands in at Arches
    "designer": "designer@example.com",
    "hr": "hr@example.com",
    "sponsor": "sponsor@example.com",
    "administrator": "administrator@example.com",
    "newcomer": "newcomer@example.com",  # leads a team with nobody in it yet
    "beginner": "beginner@example.com",  # leads a team where nothing was logged yet
}
# And people whom the demo world does not print: made by the same models, in the same database.
WORLD = f"""
call_command("migrate", verbosity=0)
call_command("createcachetable")
call_command("load_programme", verbosity=0)
call_command("demo_world")
call_command("rollup")
from django.utils import timezone
from accounts.models import Advisor, Leadership, Site, Team, User
for team, email in (("Anchor", "{STRANGER}"), ("Viaduct", "two-teams@example.com")):
    leader = Leadership.objects.get(team__name=team, ends_at=None).leader
    leader.email = email
    leader.set_password("{PASSWORD}")
    leader.save()
for email, name, team, people in (
    ("newcomer@example.com", "Nina Newcomer", "Empty", []),
    ("beginner@example.com", "Bo Beginner", "Fresh", ["Una First", "Vic Second"]),
):
    made = Team.objects.create(site=Site.objects.first(), name=team, works_on="1234567")
    user = User.objects.create_user(email, name, "{PASSWORD}")
    Leadership.objects.create(team=made, leader=user, starts_at=timezone.now())
    for place, person in enumerate(people):
        email = f"{{person.lower().replace(' ', '.')}}@example.com"
        Advisor.join(made, name=person, employee_number=f"{{team}}{{place}}", email=email)
"""


class Prepared:
    """What every server of one test run shares: `home` holds the static files, the database to copy and the sessions."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.database = home / "prepared.sqlite3"
        self.static = home / "static"

    @property
    def cookies(self) -> dict[str, dict[str, str]]:
        """Cookies by role, made by the real sign-in."""
        return json.loads((self.home / "cookies.json").read_text())

    def environment(self, database: Path, **more: str) -> dict[str, str]:
        """The settings of a server that runs on that database: a demo on this machine, with nothing of ours inherited."""
        return {
            "ERASED_FILE": f"{database}.erased", "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/tmp"), "LANG": "C.UTF-8",
            "DEMO": "true", "DEBUG": "false", "SECRET_KEY": (self.home / "secret-key").read_text(),
            "DATABASE_URL": f"sqlite:///{database}", "STATIC_ROOT": str(self.static),
            "HOST": "127.0.0.1", "WORKERS": "1", "THREADS": "6",
            "DESK_IDLE_MINUTES": "1440", "PROOF_MINUTES": "1440",  # the cookies are made once, and a run may be long
            "DJANGO_SETTINGS_MODULE": "config.settings", **more,
        }  # fmt: skip

    def python(self, code: str) -> subprocess.Popen[str]:
        """That Python in a process of its own, on the database to be copied. `finished` waits for it."""
        whole = f"import django; django.setup()\nfrom django.core.management import call_command\n{code}"
        return subprocess.Popen(
            [sys.executable, "-c", whole],
            cwd=ROOT,
            env=self.environment(self.database),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def finished(process: subprocess.Popen[str]) -> None:
    said, _nothing = process.communicate()
    if process.returncode:
        raise RuntimeError(f"The server could not be prepared:\n{said[-4000:]}")


def prepare(home: Path) -> Prepared:
    """Everything once, however many workers ask at the same time: the first makes it, the others wait."""
    home.mkdir(parents=True, exist_ok=True)
    prepared = Prepared(home)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "cookies.json").exists():
            _make(prepared)
    return prepared


def _make(prepared: Prepared) -> None:
    (prepared.home / "secret-key").write_text(secrets.token_urlsafe(50))
    static = prepared.python('call_command("collectstatic", interactive=False, verbosity=0)')
    finished(prepared.python(WORLD))
    finished(static)
    with running(prepared, prepared.database, prepared.home / "sign-in.log") as server:
        cookies = {role: sign_in(server.url, email) for role, email in PEOPLE.items()}
    with closing(sqlite3.connect(prepared.database)) as database:
        database.execute("DELETE FROM cache")  # the sign-in throttle has counted ours
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (prepared.home / "cookies.json").write_text(json.dumps(cookies))


def sign_in(url: str, email: str, password: str = PASSWORD) -> dict[str, str]:
    """The cookies of somebody who filled in the sign-in page."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), _StayHere())
    page = browser.open(f"{url}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, "no CSRF token on the sign-in page"
    form = urllib.parse.urlencode({"login": email, "password": password, "csrfmiddlewaretoken": token[1]}).encode()
    with browser.open(urllib.request.Request(f"{url}/accounts/login/", form, {"Referer": url}), timeout=30) as answer:
        assert answer.status == 302, f"{email} could not sign in"
    return {cookie.name: cookie.value or "" for cookie in jar if cookie.name in ("session", "csrf")}


class _StayHere(urllib.request.HTTPErrorProcessor):
    """Takes every answer as it is: no redirect is followed, no status is an error."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        return response


class Server:
    """Gunicorn on a free port. `kill` and `start` again keep the port and the database."""

    def __init__(self, prepared: Prepared, database: Path, log: Path) -> None:
        self.prepared, self.database, self.log = prepared, database, log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> None:
        """Returns when it is ready for people. With settings of its own it has to be killed after use: `floor` starts it anew."""
        environment = self.prepared.environment(self.database, PORT=str(self.port), **settings)
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 40
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"Gunicorn did not become ready:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException):
            return False

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """At once, with its workers: it leads a process group of its own."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=20)
        self.process = None

    def put_back(self) -> None:
        """The database as it was prepared. Through SQLite itself, so that an open connection sees a change like any other."""
        with closing(sqlite3.connect(self.prepared.database)) as fresh, closing(sqlite3.connect(self.database, timeout=20)) as used:
            used.execute("PRAGMA synchronous=OFF")
            fresh.backup(used)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says. A change is made at once."""
        with closing(sqlite3.connect(self.database, timeout=20)) as database:
            found = database.execute(sql, values).fetchall()
            database.commit()
        return found

    def one(self, sql: str, *values: Any) -> Any:
        """The first column of the only row."""
        [(value, *_)] = self.rows(sql, *values)
        return value

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")


@contextmanager
def running(prepared: Prepared, database: Path, log: Path, **settings: str) -> Iterator[Server]:
    """A server on that database, killed at the end; started again first if a test has killed it."""
    if not database.exists():
        shutil.copy(prepared.database, database)
    server = Server(prepared, database, log)
    server.start(**settings)
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
