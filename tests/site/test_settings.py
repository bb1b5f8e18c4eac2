"""A wrong setting never reaches a user: it stops the start, and says which one it was."""

from __future__ import annotations

import ast
import re

import pytest

from tests.site.apart import KEY, PRODUCTION, ROOT, database, run, told

# Read by Gunicorn, the Makefile or the address command, from the same environment.
ALSO_READ = ("config/databases.py", "config/gunicorn.py", "config/management/commands/address.py")


# S89
def test_it_does_not_start_without_a_secret_key():
    done = run("", ALLOWED_HOSTS="floorwalk.example")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


# S89
def test_a_production_start_wants_its_host_named(tmp_path):
    """Without hosts everything would be refused with 400: `check --deploy` says so before that."""
    done = run(
        "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')",
        SECRET_KEY=KEY,
        DATABASE_URL=database(tmp_path),
    )
    assert done.returncode != 0
    assert "ALLOWED_HOSTS" in done.stderr


# S90
def test_a_production_start_passes_every_check_of_djangos(tmp_path):
    done = run(
        "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')",
        **PRODUCTION,
        DATABASE_URL=database(tmp_path),
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("TRUSTED_PROXIES", "two"),
        ("DATABASE_URL", "nonsense://x"),
        ("EMAIL_URL", "pigeon://x"),
        ("LOG_LEVEL", "LOUD"),
        ("HTTPS", "maybe"),
        ("ORIGIN", "floorwalk.example"),
        ("ORIGIN", "https://floorwalk.example/at/a/path"),
        ("PUSH_PRIVATE_KEY", "short"),
        ("SENTRY_DSN", "sentry.example"),
    ],
)
def test_nonsense_in_a_setting_stops_the_start(name, value):
    assert run("from django.conf import settings; settings.DATABASES; print('started')", **{**PRODUCTION, name: value}).stdout == ""


def test_links_in_mails_begin_with_the_first_host_unless_said(tmp_path):
    asked = "from django.conf import settings as s; import json; print(json.dumps(s.ORIGIN))"
    assert told(asked, **PRODUCTION) == "https://floorwalk.example"
    assert told(asked, **{**PRODUCTION, "ORIGIN": "https://coach.example/"}) == "https://coach.example"
    assert told(asked, **{**PRODUCTION, "ALLOWED_HOSTS": ".floorwalk.example"}) == ""
    assert told(asked, DEMO="true", PORT="8123") == "http://localhost:8123"


def test_debug_and_demo_are_off_unless_somebody_says_so(tmp_path):
    asked = "from django.conf import settings as s; import json; print(json.dumps([s.DEBUG, s.DEMO, s.HTTPS, s.SESSION_COOKIE_SECURE]))"
    assert told(asked, **PRODUCTION) == [False, False, True, True]


def test_a_secret_can_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text(KEY)
    asked = "from django.conf import settings as s; import json; print(json.dumps(s.SECRET_KEY))"
    assert told(asked, SECRET_KEY_FILE=str(tmp_path / "key"), ALLOWED_HOSTS="floorwalk.example") == KEY


def test_the_example_lists_every_setting_and_no_other():
    listed = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    read = read_from_the_environment()
    assert read - listed == set(), "read, but not in .env.example"
    assert listed - read == set(), "in .env.example, but nobody reads it"


def read_from_the_environment() -> set[str]:
    """Every name that `env.something("NAME")` or `os.environ` asks for."""
    names = set()
    for file in ("config/settings.py", *ALSO_READ):
        for node in ast.walk(ast.parse((ROOT / file).read_text())):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).startswith(("env.", "os.environ.get")):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.isupper():
                    names.add(first.value)
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ" and isinstance(node.slice, ast.Constant):
                names.add(node.slice.value)
    return names


SIGN_IN = """
import json, re
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable")
from accounts.models import User
User.objects.create_user("a@example.com", "A", "a long pass phrase")
client = Client(enforce_csrf_checks=True, headers={"host": "floorwalk.example", "origin": "https://floorwalk.example"})
page = client.get("/accounts/login/", secure=True)
token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
form = {"login": "a@example.com", "password": "a long pass phrase", "csrfmiddlewaretoken": token}
done = client.post("/accounts/login/", form, secure=True)
plain = client.get("/", secure=False)
cookies = {**page.cookies, **done.cookies}
print(json.dumps({
    "status": done.status_code,
    "cookies": {name: dict(morsel.items()) for name, morsel in cookies.items()},
    "hsts": page.headers.get("Strict-Transport-Security"),
    "plain": [plain.status_code, plain.headers.get("Location")],
}))
"""


# S34 S45
def test_cookies_belong_to_this_host_and_nobody_reads_them(tmp_path):
    """STATIC_ROOT is a collected one: signing in renders pages with hashed names."""
    static = tmp_path / "static"
    environment = {**PRODUCTION, "HTTPS": "true", "DATABASE_URL": database(tmp_path), "STATIC_ROOT": str(static)}
    collect = run(
        "from django.core.management import call_command; call_command('collectstatic', interactive=False, verbosity=0)", **environment
    )
    assert collect.returncode == 0, collect.stderr
    told_us = told(SIGN_IN, **environment)
    assert told_us["status"] == 302
    assert {"__Host-session", "__Host-csrf"} <= told_us["cookies"].keys()
    for name, cookie in told_us["cookies"].items():
        assert name.startswith("__Host-"), name
        assert (cookie["path"], cookie["domain"], cookie["secure"], cookie["httponly"]) == ("/", "", True, True), name
        assert cookie["samesite"] in ("Lax", "Strict"), name
    assert re.match(r"max-age=(\d+); includeSubDomains", told_us["hsts"])
    assert int(re.search(r"\d+", told_us["hsts"])[0]) >= 31_536_000
    assert told_us["plain"] == [301, "https://floorwalk.example/"]


# S84
def test_a_name_given_as_a_host_is_refused(tmp_path):
    code = "from django.test import Client; print(Client().get('/healthz', headers={'host': 'evil.example'}, secure=True).status_code)"
    assert told(code, **PRODUCTION, DATABASE_URL=database(tmp_path)) == 400


# S88
def test_what_we_write_is_for_this_user_only(tmp_path):
    code = "from django.core.management import call_command; call_command('migrate', verbosity=0); print(1)"
    told(code, **PRODUCTION, DATABASE_URL=database(tmp_path))
    assert oct((tmp_path / "apart.sqlite3").stat().st_mode & 0o777) == "0o600"
