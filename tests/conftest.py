"""What every test may ask for: the programme's content, the cast, a client signed in as one of them."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from coaching.models import Measure
from tests import world as cast

# A busy machine is no fault of the code: properties are about what, not how fast.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


MEASURES: list[dict] = []  # that a migration brings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--matrix", metavar="FILE", help="write who is answered what at every address (tests/site/matrix.py)")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The programme's content is loaded once; a test's own changes are rolled back as usual."""
    with django_db_blocker.unblock():
        call_command("load_programme", verbosity=0)
        MEASURES.extend(Measure.objects.order_by("number").values())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with transactions of its own leaves an empty database: the content goes back before the next one."""
    result = yield
    if nextitem and "transactional_db" in item.fixturenames:
        with item.config.stash[blocking_manager_key].unblock():
            call_command("load_programme", verbosity=0)
            Measure.objects.bulk_create(Measure(**said) for said in MEASURES)
    return result


class AtOnce:
    """A thread that is over when it began: a test need not wait for a letter."""

    def __init__(self, target, args=()) -> None:
        self.start = lambda: target(*args)


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path, monkeypatch):
    """Static files without hashes (nothing is collected), mail in memory and at once, plain http, a quick password hash."""
    monkeypatch.setattr("accounts.post.Thread", AtOnce)
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STATIC_ROOT = tmp_path
    settings.ERASED_FILE = str(tmp_path / "erased.jsonl")
    settings.SECURE_SSL_REDIRECT = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db) -> cast.World:
    return cast.build()


@pytest.fixture
def sign_in():
    """`sign_in(user)` is a client with that person's session."""

    def client_for(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_for
