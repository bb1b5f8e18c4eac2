"""What phones were once released to send is taken in for as long as one may hold it: byte for byte, never edited, only added to."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accounts.models import Leadership
from coaching.models import CheckBack, Session
from tests import make
from tests.api import put
from tests.coaching.phones import put_answer

GOLDEN = Path(__file__).parent / "golden"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def golden(kind: str) -> list:
    return [
        pytest.param(one["body"].encode(), id=f"{path.stem}: {one['what']}")
        for path in sorted(GOLDEN.glob(f"{kind}-v*.json"))
        for one in json.loads(path.read_text("utf-8"))
    ]


@pytest.fixture
def advisor(world):
    """The one in the payloads; led since before they were written."""
    Leadership.objects.filter(leader=world.leader).update(starts_at=LONG_AGO)
    return make.advisor(world.red, "Golden Name", id=4711, at=LONG_AGO)


# R23
@pytest.mark.parametrize("body", golden("session"))
def test_a_session_as_phones_send_it_is_still_taken(world, sign_in, advisor, body):
    client = sign_in(world.leader)
    response = put(client, world.leader, body)
    assert response.status_code == 201, response.content
    assert response.json()["sha256"] == hashlib.sha256(body).hexdigest()
    assert Session.objects.get().note == json.loads(body).get("note", "")


@pytest.mark.parametrize("body", golden("answer"))
def test_an_answer_as_phones_send_it_is_still_taken(world, sign_in, advisor, body):
    asked = make.check_back(world.leader, advisor)
    response = put_answer(sign_in(world.leader), world.leader, body, asked.pk)
    assert response.status_code == 201, response.content
    assert response.json()["sha256"] == hashlib.sha256(body).hexdigest()
    assert CheckBack.objects.get(pk=asked.pk).outcome == json.loads(body)["outcome"]


def test_there_are_several_of_each():
    assert len(golden("session")) >= 5
    assert len(golden("answer")) >= 5
