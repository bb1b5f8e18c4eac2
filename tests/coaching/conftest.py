"""For the tests of what a phone sends."""

from __future__ import annotations

import pytest

from coaching.models import Refusal, Session
from tests.api import put


@pytest.fixture
def phone(world, sign_in):
    """`phone(body, pk=…)` sends it from the leader's own."""
    client = sign_in(world.leader)
    return lambda body, pk=None, **more: put(client, world.leader, body, pk, **more)


@pytest.fixture
def counts(db):
    """`counts(sessions, refusals)`: so many are there, and no more."""

    def check(sessions: int, refusals: int) -> None:
        assert (Session.objects.count(), Refusal.objects.count()) == (sessions, refusals)

    return check
