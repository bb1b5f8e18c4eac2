"""A phone whose three invariants are checked at the end of every test, and whenever a test asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import PageAs
from tests.e2e.faults.invariants import Invariants
from tests.e2e.faults.on_postgres import Floor, OnPostgres, PostgresServer, anew
from tests.e2e.faults.phone import Phone
from tests.e2e.server import WORLD, Prepared, Server, finished
from tests.e2e.watch import Watch
from tests.postgres import running


@pytest.fixture
def phone(page_as: PageAs, floor: Server, watch: Watch) -> Phone:
    """The leader's, open, with the timers left out: a test says when it sends."""
    watch.expect("^failed ", 400, 401, 403, 404, 409, 410, 413, 422, 423, 429, 500, 502, 503)
    return Phone(page_as("leader"), floor).open()


@pytest.fixture
def promises(phone: Phone) -> Invariants:
    return Invariants(phone)


@pytest.fixture(scope="module")
def database() -> Iterator[PostgresServer]:
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def made(prepared: Prepared, database: PostgresServer) -> str:
    """The demo world on PostgreSQL, to be copied: its database's name."""
    finished(OnPostgres(prepared, anew(database, "made")).python(WORLD))
    return "made"


@pytest.fixture
def house(prepared: Prepared, database: PostgresServer, made: str, tmp_path: Path) -> Iterator[Floor]:
    """On PostgreSQL, with two workers."""
    floor = Floor(OnPostgres(prepared, anew(database, "floorwalk", made)), tmp_path / "used", tmp_path / "log")
    floor.start(WORKERS="2")
    yield floor
    floor.kill()
