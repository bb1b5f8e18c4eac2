"""A phone sends the same moment several times at once."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from coaching import entry
from coaching.models import CheckBack, Refusal, Session
from tests import world as cast
from tests.api import put, words

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def shared(transactional_db, tmp_path):
    """The world in a database that threads share: SQLite's, in memory under test, is copied into a file with real locks."""
    call_command("load_programme", verbosity=0)
    world = cast.build()
    if not (connection.vendor == "sqlite" and connection.is_in_memory_db()):
        yield world
        return
    memory, name = connections["default"], connection.settings_dict["NAME"]
    connections.settings["default"]["NAME"] = str(tmp_path / "shared.sqlite3")
    connections["default"] = connections.create_connection("default")
    connection.ensure_connection()
    memory.connection.backup(connection.connection)
    yield world
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = memory


def at_once(user, pk, bodies: list[bytes]) -> list:
    """Each body from a client of its own, all let go at the same moment."""
    ready, answers = threading.Barrier(len(bodies)), []
    clients = [Client() for _ in bodies]
    for client in clients:
        client.force_login(user, backend=BACKEND)

    def send(client: Client, body: bytes) -> None:
        ready.wait()
        try:
            answers.append(put(client, user, body, pk))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, bodies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


# R18
def test_twelve_at_once_make_one(shared):
    pk, body = uuid.uuid4(), json.dumps(words(shared.ada, come_back="next-shift")).encode()
    answers = at_once(shared.leader, pk, [body] * 12)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 11}
    assert len({answer.content for answer in answers}) == 1
    assert (Session.objects.count(), CheckBack.objects.count(), Refusal.objects.count()) == (1, 1, 0)


def test_of_six_that_differ_one_is_stored_and_the_others_kept(shared):
    pk, bodies = uuid.uuid4(), [json.dumps(words(shared.ada, note=f"Words {n}")).encode() for n in range(6)]
    answers = at_once(shared.leader, pk, bodies)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}
    stored = {Session.objects.get().sha256, *Refusal.objects.values_list("sha256", flat=True)}
    assert stored == {hashlib.sha256(body).hexdigest() for body in bodies}


def test_the_same_refused_words_at_once_are_kept_once(shared):
    answers = at_once(shared.leader, uuid.uuid4(), [b"not json"] * 6)
    assert Counter(answer.status_code for answer in answers) == {422: 6}
    assert Refusal.objects.count() == 1


@pytest.mark.parametrize(("same", "status"), [(True, 200), (False, 409)])
def test_the_loser_of_a_race_looks_again(world, phone, monkeypatch, same, status):
    """The two looked at the same moment and saw nothing: made to happen, as threads do it only now and then."""
    pk, body = uuid.uuid4(), json.dumps(words(world.ada)).encode()
    phone(body, pk)
    looks, look = iter([lambda *_: None]), entry.logged_before
    monkeypatch.setattr(entry, "logged_before", lambda *asked: next(looks, look)(*asked))
    assert phone(body if same else body + b" ", pk).status_code == status
    assert next(looks, None) is None
    assert Session.objects.count() == 1
