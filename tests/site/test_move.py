"""`manage.py move_to`: from one laptop's SQLite to a real PostgreSQL, with nothing lost on the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from django.conf import settings

from tests.postgres import running

import sqlite3  # isort: skip - the newer one, by `config`

NAUGHTY = "=1+1 \u202eabc 👩\u200d👩\u200d👧 Zoë O'Hara \\N \\. \t tab\nnew line \"quoted\" ﷽ ' -- %s {{ x }}"
MAKE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_programme", verbosity=0)
from tests import make, world
cast = world.build()
for words in ({NAUGHTY!r}, "", "plain"):
    make.session(cast.leader, cast.ada, note=words, come_back="next-shift")
"""
STANDS = (
    "SELECT note FROM coaching_session ORDER BY 1", "SELECT open_with FROM cards_edition ORDER BY 1", "SELECT flags FROM coaching_session",
    "SELECT app, name FROM django_migrations ORDER BY id", "SELECT count(*), max(id) FROM accounts_user",
)  # fmt: skip
NEXT = "INSERT INTO coaching_change (session_id, made) SELECT id, false FROM coaching_session LIMIT 1 RETURNING id"
SPOILT = """
from django.core.management import call_command
from accounts.models import Advisor
Advisor._meta.get_field("name").get_db_prep_save = lambda value, connection: value.lower()
call_command("move_to", {!r})
"""


def manage(url: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(settings.BASE_DIR)},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def there(url: str, sql: str) -> list[tuple]:
    with psycopg.connect(url) as line:
        return line.execute(sql).fetchall()


def here(url: str, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as line, line:
        return line.execute(sql).fetchall()


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('source')}/floorwalk.sqlite3"
    said = manage(url, "shell", "--verbosity", "0", "--command", MAKE)
    assert said.returncode == 0, said.stderr
    return url


@pytest.fixture(scope="module")
def postgres():
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def moved(postgres, source):
    """What the command said, and the address of where everything is now."""
    postgres.psql("CREATE DATABASE moved;")
    url = postgres.get_uri(database="moved")
    return manage(source, "move_to", "-", given=f"{url}\n"), url


@pytest.fixture
def prepared(postgres, moved, request) -> str:
    """The address of another one, with its tables made and nobody in it."""
    name = f"prepared_{len(request.node.name)}"
    postgres.psql(f"CREATE DATABASE {name} TEMPLATE moved;")
    url = postgres.get_uri(database=name)
    with psycopg.connect(url) as line:
        line.execute("TRUNCATE accounts_user, accounts_advisor, cards_card, coaching_session CASCADE")
    return url


def test_every_row_is_there_and_the_next_one_gets_the_next_number(source, moved):
    said, url = moved
    assert said.returncode == 0, said.stderr
    assert "each is the same" in said.stdout
    assert "coaching_session: 3" in said.stdout
    for sql in STANDS[:2]:
        assert there(url, sql) == here(source, sql)
    assert (NAUGHTY,) in there(url, STANDS[0])
    assert [json.loads(flags) for (flags,) in here(source, STANDS[2])] == [flags for (flags,) in there(url, STANDS[2])]
    assert there(url, STANDS[3]) == here(source, STANDS[3]), "another epoch: every phone would ask for every receipt again"
    assert there(url, STANDS[4]) == here(source, STANDS[4])
    assert there(url, NEXT)[0] > here(source, "SELECT max(id) FROM coaching_change")[0]


def test_a_second_move_into_the_same_place_is_refused(source, moved):
    said = manage(source, "move_to", moved[1])
    assert said.returncode == 1
    assert "Move into an empty database" in said.stderr


def test_a_row_that_comes_out_otherwise_stops_it_and_leaves_nothing_there(source, prepared):
    said = manage(source, "shell", "--verbosity", "0", "--command", SPOILT.format(prepared))
    assert "of accounts_advisor is not the same there" in said.stderr
    assert there(prepared, "SELECT count(*) FROM accounts_user") == [(0,)]


def test_what_postgresql_does_not_take_is_named(source, prepared, tmp_path):
    copy = f"sqlite:///{shutil.copy(source.removeprefix('sqlite:///'), tmp_path)}"
    here(copy, "UPDATE accounts_advisor SET name = 'A' || char(0) || 'da'")
    said = manage(copy, "move_to", prepared)
    assert "Row 1 of accounts_advisor does not go in" in said.stderr


def test_any_other_address_is_refused(source):
    said = manage(source, "move_to", "sqlite:////nowhere/other.sqlite3")
    assert "Nothing was moved. That address is not one of PostgreSQL" in said.stderr


def test_a_database_that_is_not_there_is_said_plainly(source, postgres):
    said = manage(source, "move_to", postgres.get_uri(database="nowhere"))
    assert "Nothing was moved." in said.stderr
    assert 'database "nowhere" does not exist' in said.stderr
    assert "Traceback" not in said.stderr
