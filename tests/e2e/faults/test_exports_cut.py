"""An export that does not come to its end: whoever takes it goes away, its worker is killed, phones write meanwhile.

Nothing that was cut is called complete, here or there, and the record says whose entries had gone out.
"""

from __future__ import annotations

import http.client
import os
import signal
import time

import pytest

from tests.e2e.faults.sender import Crowd, Sender, killed, workers
from tests.e2e.server import Server
from tests.e2e.test_api_live import made_token
from tests.e2e.test_exports import multiply

MANY = 60_000
FILE = "/api/v1/exports/sessions.csv?purpose=The+nightly+load+of+ours"
pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def long(floor: Server) -> Server:
    """With more sessions than any buffer on the way takes in."""
    multiply(floor, MANY)
    return floor


def begun(floor: Server) -> http.client.HTTPResponse:
    """The first bytes have arrived, and the rest waits until it is read."""
    line = http.client.HTTPConnection("127.0.0.1", floor.port, timeout=60)
    line.request("GET", FILE, headers={"Authorization": f"Bearer {made_token(floor)}"})
    answer = line.getresponse()
    assert answer.status == 200
    assert len(answer.read(100_000)) == 100_000
    return answer


def record(floor: Server) -> tuple[object, object, str, str]:
    """When it was finished, when stopped, why, its digest."""
    return floor.rows("SELECT finished_at, stopped_at, because, sha256 FROM coaching_export ORDER BY made_at DESC LIMIT 1")[0]


def test_whoever_takes_it_goes_away_while_phones_write(long: Server):
    """R10: writers do not wait for a slow reader, the log of the database stays small, and the record says that it was left."""
    phone, answer = Sender(long), begun(long)
    before = phone.floor.one("SELECT count(*) FROM coaching_session")
    for _time in range(20):
        phone.save()
    phone.settle()
    assert set(phone.answers) == {201}
    assert long.one("SELECT count(*) FROM coaching_session") == before + 20
    log = long.database.with_name(f"{long.database.name}-wal")
    assert not log.exists() or log.stat().st_size < 64 << 20
    answer.close()
    until = time.monotonic() + 30
    while record(long)[1] is None:
        assert time.monotonic() < until, "nobody noticed that they went"
        time.sleep(0.1)
    finished, _stopped, because, digest = record(long)
    assert (finished, because, digest) == (None, "left", "")
    assert long.one("SELECT count(*) FROM coaching_export_advisors") > 0, "those whose entries went out are told"


def test_its_worker_is_killed(long: Server):
    """R01: the download fails where it is taken, and the record is never complete."""
    long.kill()
    long.start(WORKERS="2")
    answer = begun(long)
    for pid in workers(long):
        killed(pid, signal.SIGKILL)
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()
    finished, stopped, _because, digest = record(long)
    assert (finished, stopped, digest) == (None, None, "")
    long.kill()


def test_the_server_is_stopped_while_it_goes_on(long: Server):
    """R31: TERM lets it end where it is read; it is whole, and says so."""
    crowd = Crowd(Sender(long))
    assert long.process
    answer = begun(long)
    os.kill(long.process.pid, signal.SIGTERM)
    rest = answer.read()
    long.process.wait(timeout=40)
    finished, _stopped, _because, digest = record(long)
    assert finished is not None
    assert len(digest) == 64
    assert rest.endswith(b"\r\n")
    long.start()
    crowd.hold()
