"""Since last time, while others write: nothing is left out, nothing comes twice."""

from __future__ import annotations

import random
import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from coaching.export import Rows, chosen
from coaching.models import Change, Session
from tests import make
from tests.coaching.test_api_session_put_at_once import shared  # noqa: F401


@pytest.fixture(autouse=True)
def lines_enough(shared):  # noqa: F811
    """The pool of a test run is small; here six hold a connection at once."""
    if connection.vendor == "postgresql" and connection.pool:  # behind PgBouncer there is none
        connection.pool.resize(2, 8)


def in_a_thread(does) -> threading.Thread:
    def run():
        try:
            does()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def new(since: int, until: int) -> list[str]:
    found = Rows(Session.objects.all(), chosen(["session_id"]), timezone.now(), until=until, since=since)
    return b"".join(found.csv()).decode("utf-8-sig").split("\r\n")[1:-1]


def test_who_commits_late_is_neither_left_out_nor_taken_twice(shared):  # noqa: F811
    """Its number is earlier than another's that is there to be read: asking how far it goes must not pass over it."""
    world = shared
    start = Change.up_to()
    written, go = threading.Event(), threading.Event()
    made = []

    def late():
        with transaction.atomic():
            made.append(make.session(world.leader, world.ada, come_back="none"))
            written.set()
            go.wait(20)

    writer = in_a_thread(late)
    assert written.wait(20)
    asked = []
    asker = in_a_thread(lambda: asked.append(Change.up_to()))
    time.sleep(0.3)
    go.set()
    writer.join()
    asker.join()
    first, second = new(start, asked[0]), new(asked[0], Change.up_to())
    assert first + second == [str(made[0].pk)]


def test_four_write_while_one_takes_what_is_new_again_and_again(shared):  # noqa: F811
    world = shared
    start, stop = Change.up_to(), threading.Event()
    made: list[str] = []

    def write():
        dice = random.Random(threading.get_ident())
        for _one in range(12):
            with transaction.atomic():
                row = make.session(world.leader, world.ada, come_back="none")
                time.sleep(dice.random() / 100)
            made.append(str(row.pk))

    loads: list[list[str]] = []

    def read():
        since = start
        while not stop.is_set():
            until = Change.up_to()
            loads.append(new(since, until))
            since = until
        loads.append(new(since, Change.up_to()))

    reader, writers = in_a_thread(read), [in_a_thread(write) for _one in range(4)]
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    found = [pk for load in loads for pk in load]
    assert len(made) == 48
    assert len(loads) > 3
    assert sorted(found) == sorted(made)
