"""Alive and ready: for machines, without signing in, and honest about a database that only reads."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_reads():
    """A full disk or a standby: it reads, it does not write."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON" if connection.vendor == "sqlite" else "SET TRANSACTION READ ONLY")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only=OFF")


def test_alive_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/healthz").json() == {"ok": True}


def test_ready_when_the_database_takes_a_write():
    response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ok": True, "migrations": 0})
    assert response["Cache-Control"] == "no-store"


def test_asking_leaves_nothing_behind():
    before = rows_in_cache()
    Client().get("/readyz")
    assert rows_in_cache() == before


def rows_in_cache() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        return cursor.fetchone()[0]


def test_not_ready_when_the_database_only_reads(only_reads):
    """Django's database cache swallows a write that failed, so asking it to write is not enough."""
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "cannot write")


def test_not_ready_when_a_write_was_lost_in_silence(monkeypatch):
    """As on a full disk: the insert fails and is swallowed, and there is nothing to delete."""
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: None)
    assert Client().get("/readyz").status_code == 503


def test_not_ready_when_the_database_is_gone(monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(cache, "set", gone)
    assert Client().get("/readyz").status_code == 503


@pytest.mark.parametrize("said", ["database disk image is malformed", "file is not a database", "invalid page in block 7 of relation x"])
def test_a_damaged_database_is_told_apart_from_a_full_one(monkeypatch, said):
    """R14"""

    def damaged(*args, **kwargs):
        raise DatabaseError(said)

    monkeypatch.setattr(cache, "set", damaged)
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "damaged: see docs/backup.md")


def test_not_ready_while_a_migration_waits(monkeypatch):
    monkeypatch.setattr("config.health.MigrationExecutor.migration_plan", lambda *args, **kwargs: ["one"])
    response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ok": False, "migrations": 1})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_say_nothing_about_the_inside(path):
    text = Client().get(path).text.lower()
    assert not [word for word in ("django", "sqlite", "postgres", "python", "/work", "floorwalk") if word in text]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_are_only_read(path):
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


def test_they_answer_plain_http_to_a_balancer(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/accounts/login/").status_code == 301
