"""What every answer of the API is held to, in one place for all its tests."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Advisor, User

WRONG_METHODS = {"post", "put", "patch", "delete", "options"}


def results(response) -> list[dict[str, Any]]:
    """The rows of a list that came on one page."""
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert set(body) == {"next", "results"}
    assert body["next"] is None
    return body["results"]


def is_problem(response, status: int, code: str, *fields: str) -> dict[str, Any]:
    """An RFC 9457 problem with that code, kept by no cache; with `fields`, those and no others are named."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert body["code"] == code
    assert body["status"] == status
    assert body["title"]
    if fields:
        assert set(body["fields"]) == set(fields)
        assert all(message for messages in body["fields"].values() for message in messages)
    return body


def pages(client: Client, url: str) -> list[list[dict[str, Any]]]:
    """Every page of a list, by following it to its end."""
    found = []
    while url:
        body = client.get(url).json()
        found.append(body["results"])
        assert len(found) < 50, "the pages go round in a circle"
        url = body["next"]
    return found


def queries(client: Client, url: str) -> int:
    """How many, beside the placeholders' one (tests/cards/test_placeholders.py): whether a text has any depends on the text."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(without_placeholders(captured))


def without_placeholders(captured: Iterable[dict[str, str]]) -> list[str]:
    return [one["sql"] for one in captured if 'FROM "cards_placeholder"' not in one["sql"]]


def refuses_other_methods(client: Client, url: str, *allowed: str) -> None:
    for method in WRONG_METHODS - set(allowed):
        response = getattr(client, method)(url)
        is_problem(response, 405, "method_not_allowed")
        assert "GET" in response["Allow"]


def session_url(pk: object) -> str:
    return f"/api/v1/sessions/{pk}/"


def words(whom: Advisor, **more: object) -> dict[str, Any]:
    """A body that is taken in."""
    return {"advisor": whom.pk, "card": "say-it-their-way", "held_at": timezone.now().isoformat(), "payload": 1, **more}


def put(client: Client, owner: User, body: object, pk: object = None, content_type: str = "application/json", **headers: str):
    """A session as a phone sends it: exact bytes, and whose they are."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    # The test client leaves the type out when there is nothing to send.
    headers = {"X-Owner": str(owner.pk), **headers, **({} if body else {"Content-Type": content_type})}
    return client.put(session_url(pk or uuid.uuid4()), body, content_type=content_type, headers=headers)
