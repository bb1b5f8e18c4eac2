"""Heavy reads go to a copy of the database that is a little behind; who may read, and what a file promises, does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.site.test_move import MAKE

LATER = """
import json, pathlib, shutil
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from accounts.models import Advisor, Role, User
from coaching.models import Change, Export
from tests import make
call_command("createcachetable")
file, copy = (pathlib.Path(connections[alias].settings_dict["NAME"]) for alias in ("default", "replica"))
hr, sponsor, leader = (User.objects.get(name=name) for name in ("Hana Rees", "Sam Sponsor", "Amir Haddad"))

def follow():
    connections["replica"].close()
    with connections["default"].cursor() as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(file, copy)

def went_there(ask):
    with CaptureQueriesContext(connections["replica"]) as there:
        answer = ask()
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, len(there), len(body.splitlines())

def signed_in(user):
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD})
    return client

for user in (hr, sponsor, leader):
    user.set_password(make.PASSWORD)
    user.save()

ASKED = {"column": ["session_id"], "purpose": "The monthly load", "format": "csv", "by": "held"}

def export():
    return signed_in(hr).post("/exports/", ASKED)


said = {}
follow()
make.session(leader, Advisor.objects.get(name="Ada Price"), note="just now")
said["export behind"] = went_there(export)
said["saved just now"] = went_there(lambda: signed_in(leader).get("/advisors/1/"))
follow()
said["export level"] = went_there(export)
said["recorded"] = list(Export.objects.order_by("made_at").values_list("rows", flat=True))
watching = signed_in(sponsor)
said["totals"] = went_there(lambda: watching.get("/programme/"))
Role.objects.filter(user=sponsor).delete()
said["role gone"] = went_there(lambda: watching.get("/programme/"))[0]
connections["replica"].close()
copy.unlink()
copy.mkdir()
answer = export()
said["copy away"] = answer.status_code, len(b"".join(answer.streaming_content).splitlines())
print(json.dumps(said))
"""


FREELY = {"PYTHONPATH": str(settings.BASE_DIR), "EXPORTS_A_MINUTE": "100", "ALLOWED_HOSTS": "testserver", "DEBUG": "true"}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict:
    """One process with two databases, as a setting makes them: the second is copied from the first when the script says so."""
    home = tmp_path_factory.mktemp("two")
    urls = {"DATABASE_URL": f"sqlite:///{home}/floorwalk.sqlite3", "DATABASE_REPLICA_URL": f"sqlite:///{home}/copy.sqlite3"}
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "shell", "--verbosity", "0", "--command", MAKE + LATER],
        env={**os.environ, **urls, **FREELY},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_file_is_read_from_the_copy_where_that_has_come_as_far(said):
    status, there, lines = said["export level"]
    assert (status, lines) == (200, 5)
    assert there > 0


def test_a_file_never_lacks_what_the_copy_lacks(said):
    status, _there, lines = said["export behind"]
    assert (status, lines) == (200, 5), "a heading, three sessions and the one of a moment ago"
    assert said["recorded"][:2] == [4, 4]


def test_totals_are_read_from_the_copy(said):
    status, there, _lines = said["totals"]
    assert status == 200
    assert there > 0


def test_who_may_read_them_never_is(said):
    assert said["role gone"] == 403


def test_whoever_saves_reads_what_they_saved(said):
    status, there, _lines = said["saved just now"]
    assert (status, there) == (200, 0)


def test_a_copy_that_does_not_answer_stops_nobody(said):
    assert said["copy away"] == [200, 5]
