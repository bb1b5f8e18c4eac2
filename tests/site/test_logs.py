"""The log says what happened, in JSON, one line a request; never what people typed."""

from __future__ import annotations

import pytest

from tests.site.apart import PRODUCTION, database, log_lines, run

TELLTALE = ("zucchini", "mallory@example.com", "Wilhelmina", "floorwalk-secret", "aardvark")

SCRIPT = """
import json, uuid
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable")
call_command("load_programme", verbosity=0)
from django.conf import settings
from tests import make
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
leader = make.user("Wilhelmina Leader", email="mallory@example.com", password="floorwalk-secret")
team = make.team("Red")
make.leadership(leader, team)
ada = make.advisor(team, "Wilhelmina Advisor")
client = Client(raise_request_exception=False, headers={"host": "floorwalk.example"})
def sent(method, path, *args, **kwargs):
    return getattr(client, method)(path, *args, secure=True, **kwargs)
sent("post", "/accounts/login/", {"login": "mallory@example.com", "password": "aardvark"})
sent("post", "/accounts/login/", {"login": "mallory@example.com", "password": "floorwalk-secret"})
sent("get", "/cards/?q=zucchini")
sent("get", "/no/such/zucchini/")
sent("get", f"/advisors/{ada.pk}/")
form = {"card": "say-it-their-way", "id": str(uuid.uuid4()), "advisor": ada.pk, "come_back": "none"}
form |= {"note": "zucchini", "next_step": "zucchini"}
print(sent("post", "/sessions/new/", form).status_code)
body = {"advisor": ada.pk, "card": "say-it-their-way", "held_at": "zucchini", "note": "zucchini"}
sent("put", f"/api/v1/sessions/{uuid.uuid4()}/", json.dumps(body), content_type="application/json", headers={"X-Owner": str(leader.pk)})
sent("get", "/", headers={"host": "elsewhere.example"})
sent("get", "/healthz")
"""

CRASH = SCRIPT.replace(
    'sent("get", "/cards/?q=zucchini")',
    """
import coaching.views.today, coaching.entry, accounts.api
def crash(*args, **kwargs):
    note = "zucchini"
    raise RuntimeError("as a test asked")
coaching.views.today.page = crash
coaching.entry.log = crash
accounts.api.epoch.current = crash
print(sent("get", "/").status_code)
print(sent("get", "/api/v1/whoami/?q=zucchini").status_code)
""",
)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    return run(SCRIPT, **PRODUCTION, DATABASE_URL=database(tmp_path_factory.mktemp("quiet")))


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    return run(CRASH, **PRODUCTION, DATABASE_URL=database(tmp_path_factory.mktemp("crashed")))


def requests(done) -> list[dict]:
    assert done.returncode == 0, done.stderr[-3000:]
    return [line for line in log_lines(done) if line["event"] == "request"]


# S96
def test_every_request_is_one_line_with_its_id(quiet):
    lines = requests(quiet)
    routes = [(line["method"], line["route"], line["status"]) for line in lines]
    assert routes[:6] == [
        ("POST", "accounts/login/", 200),
        ("POST", "accounts/login/", 302),
        ("GET", "cards/", 200),
        ("GET", "-", 404),
        ("GET", "advisors/<int:pk>/", 200),
        ("POST", "sessions/new/", 302),
    ]
    assert ("GET", "healthz", 200) not in routes, "health pages are asked every few seconds and are not logged"
    assert len({line["request_id"] for line in lines}) == len(lines)
    assert all(isinstance(line["ms"], float) for line in lines)


def test_the_log_is_json_to_the_last_line(quiet, crashed):
    assert log_lines(quiet)
    assert log_lines(crashed)


# S35
@pytest.mark.parametrize("word", TELLTALE)
def test_what_was_typed_is_not_in_the_log(quiet, word):
    assert word not in quiet.stderr


# S87
@pytest.mark.parametrize("word", TELLTALE)
def test_nor_when_a_view_crashes(crashed, word):
    assert word not in crashed.stderr


# S96
def test_a_crash_is_logged_with_its_request_and_without_local_variables(crashed):
    assert crashed.stdout.split()[:2] == ["500", "500"]
    errors = [line for line in log_lines(crashed) if line["level"] == "error"]
    assert len(errors) >= 2
    assert "as a test asked" in crashed.stderr
    assert "crash" in crashed.stderr, "the traceback names the function"
    for line in errors:
        assert line["request_id"] in {request["request_id"] for request in requests(crashed)}
        assert "locals" not in str(line)


def test_a_crash_is_one_line_of_error_and_one_request_line(crashed):
    for request in requests(crashed):
        if request["status"] == 500:
            assert [line["level"] for line in log_lines(crashed) if line.get("request_id") == request["request_id"]] == ["error", "info"]
