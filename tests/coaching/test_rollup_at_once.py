"""Counting while others count or write, and counting that is broken off: nothing is lost, and nothing old is written over new."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from coaching import rollup
from coaching.models import CardWeek, Counted, Session, Stale, Total
from tests import make

W = Total.What


class Busy:
    """Nine people whom twenty-seven chats were held with ten days ago."""

    def __init__(self) -> None:
        self.at = timezone.now() - timedelta(days=10)
        team, self.leader = make.team(), make.user()
        make.leadership(self.leader, team)
        self.people = [make.advisor(team) for _n in range(9)]
        for n in range(27):
            self.chat(n)

    def chat(self, n: int) -> Session:
        return make.session(self.leader, self.people[n % 9], held_at=self.at, come_back="next-shift")


@pytest.fixture
def busy(db) -> Busy:
    return Busy()


def chats() -> int:
    return sum(Total.objects.filter(what=W.CHATS, site=None).values_list("n", flat=True))


def meanwhile(monkeypatch, do: Callable[[], object]) -> None:
    """Something happens once, when the rows have been read and nothing is written yet."""
    read, waiting = rollup.four_weeks, [do]

    def reading(first):
        found = read(first)
        if waiting and found.looks:
            waiting.pop()()
        return found

    monkeypatch.setattr(rollup, "four_weeks", reading)


@pytest.mark.django_db
def test_a_count_that_was_overtaken_writes_nothing_old_over_the_new(busy, monkeypatch):
    rollup.run()
    busy.chat(1)

    def overtaken() -> None:
        busy.chat(2)
        rollup.run()

    meanwhile(monkeypatch, overtaken)
    rollup.run()
    assert chats() == 29
    rollup.run()
    assert chats() == 29
    assert rollup.check() == {}
    assert not Stale.objects.exists()


@pytest.mark.django_db
def test_what_is_written_while_all_is_rebuilt_waits_for_the_next_run(busy, monkeypatch):
    rollup.run()
    meanwhile(monkeypatch, lambda: busy.chat(1))
    rollup.rebuild()
    assert (chats(), Stale.objects.exists()) == (27, True)
    rollup.run()
    assert (chats(), Stale.objects.exists()) == (28, False)
    assert rollup.check() == {}


@pytest.mark.django_db
def test_a_count_that_breaks_off_leaves_what_was_there_and_is_made_up_for(busy, monkeypatch):
    rollup.run()
    busy.chat(1)
    before = (chats(), CardWeek.objects.count(), Counted.objects.count(), Stale.objects.count())
    with monkeypatch.context() as broken:
        broken.setattr(CardWeek.objects, "bulk_create", lambda *_rows, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rollup.run()
    assert (chats(), CardWeek.objects.count(), Counted.objects.count(), Stale.objects.count()) == before
    rollup.run()
    assert chats() == 28
    assert rollup.check() == {}


@pytest.mark.django_db
def test_a_rebuild_killed_half_way_leaves_every_four_weeks_whole_and_the_next_run_makes_up_for_it(busy, monkeypatch):
    """Some are counted anew by then and some are not: none is half, and what was written meanwhile is in none of them twice."""
    busy.at -= timedelta(days=40)
    for n in range(27):
        busy.chat(n)
    rollup.run()
    counted, turns = rollup.recount, dict(Counted.objects.values_list("first", "turn"))

    def killed(first, *rest):
        counted(first, *rest)
        busy.chat(1)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(rollup, "recount", killed)
        with pytest.raises(KeyboardInterrupt):
            rollup.rebuild()
    now = dict(Counted.objects.values_list("first", "turn"))
    assert sorted(now[first] - turn for first, turn in turns.items())[-2:] == [0, 1]
    rollup.run()
    assert chats() == 55
    assert rollup.check() == {}
    rollup.rebuild()
    assert (chats(), rollup.check()) == (55, {})


@pytest.fixture
def shared(transactional_db, tmp_path):
    """A database that threads share: SQLite's, in memory under test, is copied into a file with real locks."""
    call_command("load_programme", verbosity=0)
    busy = Busy()
    if not (connection.vendor == "sqlite" and connection.is_in_memory_db()):
        yield busy
        return
    memory, name = connections["default"], connection.settings_dict["NAME"]
    connections.settings["default"]["NAME"] = str(tmp_path / "shared.sqlite3")
    connections["default"] = connections.create_connection("default")
    connection.ensure_connection()
    memory.connection.backup(connection.connection)
    yield busy
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = memory


def test_four_runs_and_a_rebuild_at_once_while_people_write_count_everything(shared):
    """On the very first count too, when there is no row yet to wait for each other at."""
    wrong: list[BaseException] = []

    def alone(do: Callable[[], object]) -> Callable[[], None]:
        def go() -> None:
            try:
                do()
            except BaseException as error:
                wrong.append(error)
            finally:
                connections.close_all()

        return go

    def write() -> None:
        for n in range(12):
            shared.chat(n)

    jobs = [rollup.run, rollup.run, write, rollup.run, rollup.rebuild, rollup.run]
    threads = [threading.Thread(target=alone(job)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    rollup.run()
    assert chats() == 39
    assert rollup.check() == {}
    assert not Stale.objects.exists()
