"""What happens to a server in service: workers killed, hung, the whole of it gone, the disk full, everybody at once.

Phones write throughout. In the end everything that was told is there, once, under the name of who pressed Save.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.faults.sender import Crowd, Sender, killed, workers
from tests.e2e.server import Server

pytestmark = pytest.mark.timeout(240)
SHM = 64 * 1024  # what SQLite needs beside the file to read at all, and some pages of its log
UNMARKED = "SELECT count(*) FROM coaching_session s WHERE NOT EXISTS (SELECT 1 FROM coaching_change c WHERE c.session_id = s.id AND c.made)"


@pytest.fixture
def two(floor: Server) -> Iterator[Server]:
    """Two workers, as in service; one that hangs is found after three seconds."""
    floor.kill()
    floor.start(WORKERS="2", TIMEOUT="3")
    yield floor
    floor.kill()


@pytest.fixture
def crowd(two: Server) -> Crowd:
    return Crowd(Sender(two), Sender(two, "stranger"), Sender(two), Sender(two, "stranger"))


def test_workers_killed_while_they_write_lose_nothing(two: Server, crowd: Crowd):
    """R01: and no row without the mark by which "since last time" finds it."""
    unmarked, dead = two.one(UNMARKED), set()
    with crowd.busy(pause=0):
        until = time.monotonic() + 5
        while time.monotonic() < until or len(dead) < 8:
            time.sleep(0.2)
            for pid in workers(two)[:1]:
                killed(pid, signal.SIGKILL)
                dead.add(pid)
    crowd.hold()
    assert two.one(UNMARKED) == unmarked
    assert crowd.sent() > 8


def test_the_whole_server_killed_comes_back_with_all_of_it(two: Server, crowd: Crowd):
    """R02"""
    with crowd.busy(pause=0):
        for _time in range(2):
            crowd.until(8)
            two.kill()
            two.start(WORKERS="2")
    crowd.hold()


def test_a_worker_that_hangs_is_replaced_and_what_it_had_goes_again(two: Server, crowd: Crowd):
    """R03"""
    with crowd.busy():
        crowd.until(4)
        hung = workers(two)[0]
        os.kill(hung, signal.SIGSTOP)
        until = time.monotonic() + 30
        while hung in workers(two):
            assert time.monotonic() < until, "nobody noticed"
            time.sleep(0.2)
        crowd.until(4)
    crowd.hold()


def test_stopped_and_started_anew_under_load_what_was_begun_is_finished(two: Server, crowd: Crowd):
    """R31: new workers first (HUP), then the end (TERM). Neither is answered with an error of the server's."""
    assert two.process
    with crowd.busy():
        crowd.until(4)
        old = set(workers(two))
        os.kill(two.process.pid, signal.SIGHUP)
        until = time.monotonic() + 30
        while old & set(workers(two)):
            assert time.monotonic() < until, "the old ones stay"
            time.sleep(0.2)
        crowd.until(4)
        two.process.send_signal(signal.SIGTERM)
        assert two.process.wait(timeout=40) == 0
    two.start(WORKERS="2")
    crowd.hold()
    assert {status for sender in crowd.senders for status in sender.answers} <= {0, 200, 201}


def full(server: Server, most: int) -> None:
    """No file of a worker's grows beyond so many bytes: to SQLite it is a disk that takes no more."""
    for pid in workers(server):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_on_a_full_disk_pages_are_read_and_nothing_that_was_told_is_lost(two: Server, crowd: Crowd):
    """R07: the server says that it cannot write; when there is room again, what waited goes."""
    with crowd.busy():
        crowd.until(4)
    sender = crowd.senders[0]
    full(two, SHM)
    try:
        with crowd.busy():
            until = time.monotonic() + 20
            while 503 not in sender.answers and time.monotonic() < until:
                time.sleep(0.1)
        assert set(sender.answers) <= {200, 201, 503, 0}
        assert 503 in sender.answers, "the disk was never full"
        assert sender.ask("GET", "/readyz")[0] == 503
        assert sender.ask("GET", "/team/")[0] == 200, "who reads can still read"
    finally:
        full(two, resource.RLIM_INFINITY)
    crowd.hold()
    assert sender.ask("GET", "/readyz")[0] == 200


def test_forty_phones_at_once_wait_for_each_other_and_none_is_turned_away(two: Server):
    """R09: when the shift begins. Nothing is locked; each is answered by what it sent."""
    phones = [Sender(two, ("leader", "stranger")[n % 2], timeout=60) for n in range(40)]
    crowd = Crowd(*phones)
    for phone in phones:
        for _time in range(5):
            phone.save()
    began = time.monotonic()
    with ThreadPoolExecutor(40) as pool:
        assert all(pool.map(Sender.flush, phones))
    assert {status for phone in phones for status in phone.answers} == {201}
    assert "locked" not in two.log_text()
    assert time.monotonic() - began < 60
    crowd.hold()
