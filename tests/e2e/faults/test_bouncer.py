"""Behind PgBouncer in transaction mode, as docs/production.md offers it: three replicas share three connections."""

from __future__ import annotations

import csv
import io
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bouncer import bounced
from tests.e2e.faults.on_postgres import OnPostgres, PostgresServer, anew
from tests.e2e.faults.replicas import House, Readers, crowd
from tests.e2e.faults.sender import manage
from tests.e2e.server import PEOPLE, Prepared, sign_in
from tests.e2e.test_api_live import made_token

COMMANDS = ("migrate", "rollup", "rollup rebuild", "publish_due", "send_digests", "retention", "clearsessions")
pytestmark = pytest.mark.timeout(600)


class Bounced(OnPostgres):
    """The app asks by way of PgBouncer; `rows` of a test asks PostgreSQL itself."""

    def __init__(self, prepared: Prepared, url: str, by_way_of: str) -> None:
        super().__init__(prepared, url)
        self.by_way_of = by_way_of
        self.signed_in: dict[str, dict[str, str]] = {}

    @property
    def cookies(self) -> dict[str, dict[str, str]]:
        """Those of the other database, and whoever has signed in here since."""
        return {**super().cookies, **self.signed_in}

    def environment(self, database: Path, **more: str) -> dict[str, str]:
        return super().environment(database, **{"DATABASE_URL": self.by_way_of, "DATABASE_BOUNCER": "true", **more})


class Replicas(House):
    prepared: Bounced


@pytest.fixture
def house(prepared: Prepared, database: PostgresServer, made: str, tmp_path: Path) -> Iterator[Replicas]:
    with bounced(database) as url:
        three = Replicas(Bounced(prepared, anew(database, "floorwalk", made), url.format("floorwalk")), tmp_path / "house")
        try:
            three.start()
            yield three
        finally:
            three.kill()


def taken(house: Replicas, format: str) -> bytes:
    """The whole export."""
    house.prepared.signed_in["hr"] = sign_in(house.url, PEOPLE["hr"])
    address = f"{house.url}/api/v1/exports/sessions.{format}?purpose=The+nightly+load+of+ours"
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {made_token(house)}"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.read()


def test_phones_readers_exports_and_commands_share_few_connections(house: Replicas):
    """R32: nothing that one leaves in a connection reaches the next, and nobody waits for a connection in vain."""
    phones = crowd(house)
    readers = Readers(*phones.senders[:2])
    with phones.busy(), readers.busy():
        phones.until(10)
        sheet = list(csv.reader(io.StringIO(taken(house, "csv").decode("utf-8-sig"))))
        book = zipfile.ZipFile(io.BytesIO(taken(house, "xlsx")))
        for command in COMMANDS:
            manage(house, *command.split())
        phones.until(10)
    phones.hold()
    assert {status for sender in phones.senders for status in sender.answers} <= {200, 201}
    assert readers.failed == []
    assert len(sheet) > len(phones.before)
    assert book.testzip() is None
    manage(house, "rollup")
    assert "Every count is what the rows say" in manage(house, "rollup", "check")
    assert house.one("SELECT count(*) FROM pg_stat_activity WHERE datname = 'floorwalk' AND application_name <> 'psql'") <= 4
