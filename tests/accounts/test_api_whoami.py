"""Who this phone is signed in as."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.utils import timezone

from config import epoch
from tests.api import is_problem, refuses_other_methods

URL = "/api/v1/whoami/"


def test_it_says_who_is_signed_in(world, sign_in, settings):
    settings.BUILD = "2026.11"
    response = sign_in(world.leader).get(URL)
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert set(body) == {"user", "name", "csrf", "build", "epoch", "now"}
    assert (body["user"], body["name"], body["build"]) == (world.leader.pk, "Amir Haddad", "2026.11")
    assert abs(datetime.fromisoformat(body["now"]) - timezone.now()).total_seconds() < 5


@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
def test_anybody_who_is_signed_in_may_ask(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).json()["user"] == getattr(world, who).pk


def test_nobody_is_signed_in(client, db):
    response = client.get(URL)
    is_problem(response, 401, "signed_out")
    assert response["WWW-Authenticate"] == "Session"


def test_somebody_switched_off_is_signed_out(world, sign_in):
    client = sign_in(world.leader)
    world.leader.is_active = False
    world.leader.save()
    is_problem(client.get(URL), 401, "signed_out")


def test_other_methods_are_refused(world, sign_in):
    refuses_other_methods(sign_in(world.leader), URL)


def test_the_token_opens_the_door_though_its_cookie_is_hidden_from_scripts(world, sign_in):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(URL)
    assert response.cookies["csrf"]["httponly"]
    put = f"/api/v1/sessions/{uuid.uuid4()}/"
    headers = {"X-Owner": str(world.leader.pk)}
    is_problem(client.put(put, b"{}", content_type="application/json", headers=headers), 403, "csrf")
    headers["X-CSRFToken"] = response.json()["csrf"]
    is_problem(client.put(put, b"{}", content_type="application/json", headers=headers), 422, "invalid")


def test_the_epoch_stays_until_the_database_is_put_back(world, sign_in):
    client = sign_in(world.leader)
    first = client.get(URL).json()["epoch"]
    assert client.get(URL).json()["epoch"] == first != ""
    said = epoch.renew()
    assert client.get(URL).json()["epoch"] == said != first
    assert epoch.renew() != said


def test_a_new_epoch_does_not_disturb_migrations(db):
    epoch.renew()
    loader = MigrationLoader(connection)
    loader.check_consistent_history(connection)
    assert (epoch.RESTORED, epoch.current()) in loader.applied_migrations


def test_a_database_that_is_busy_is_worth_another_try(world, sign_in, monkeypatch):
    def busy() -> str:
        raise OperationalError("database is locked")

    client = sign_in(world.leader)
    monkeypatch.setattr(epoch, "current", busy)
    response = client.get(URL)
    is_problem(response, 503, "try_again")
    assert int(response["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/api/v1/whoami", "/api/v1/nothing/", "/api/v1/nothing", "/api/v1/sessions/not-an-id/"])
def test_an_address_that_is_not_there_is_a_problem_and_never_a_redirect(world, sign_in, path):
    for method in ("get", "put"):
        is_problem(getattr(sign_in(world.leader), method)(path), 404, "not_found")


def test_whoever_wants_a_page_is_told_there_is_only_json(world, sign_in):
    is_problem(sign_in(world.leader).get(URL, headers={"Accept": "text/html"}), 406, "json_only")
