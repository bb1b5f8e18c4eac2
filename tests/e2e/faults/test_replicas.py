"""Three replicas behind the proxy that we ship, with one PostgreSQL: killed and replaced in turn while people write and read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.faults.on_postgres import OnPostgres, PostgresServer, anew
from tests.e2e.faults.replicas import House, Readers, begun, crowd, replaced
from tests.e2e.server import Prepared

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def house(prepared: Prepared, database: PostgresServer, made: str, tmp_path: Path) -> Iterator[House]:
    three = House(OnPostgres(prepared, anew(database, "floorwalk", made)), tmp_path / "house")
    try:
        three.start()
        yield three
    finally:
        three.kill()


def test_a_replica_killed_every_few_seconds_fails_no_save_and_no_page(house: House):
    """R02 R32: whoever reads sees nothing of it, as the proxy asks the next one; whoever saves has a receipt in the end."""
    phones = crowd(house)
    readers = Readers(*phones.senders[:2])
    with phones.busy(), readers.busy():
        for replica in house.replicas:
            phones.until(10)
            replica.kill()
            time.sleep(1)
            begun(replica)
            time.sleep(1)
    phones.hold()
    assert phones.sent() > 30
    assert len(readers.seen) > 20
    assert readers.failed == []


def test_replicas_replaced_one_by_one_under_load_turn_nobody_away(house: House):
    """R31: an upgrade. Not one answer is an error, to phones or to readers."""
    phones = crowd(house)
    readers = Readers(*phones.senders[:2])
    with phones.busy(), readers.busy():
        for replica in house.replicas:
            phones.until(6)
            replaced(replica)
    phones.hold()
    assert {status for sender in phones.senders for status in sender.answers} <= {200, 201}
    assert len(readers.seen) > 10
    assert readers.failed == []
