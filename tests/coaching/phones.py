"""What phones send, for the tests of the doors it comes in by."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User


def answer_url(pk: object) -> str:
    return f"/api/v1/check-backs/{pk}/answer/"


def heard(**more: object) -> dict[str, Any]:
    """An answer that is taken in."""
    return {"outcome": "helped", "answered_at": timezone.now().isoformat(), "payload": 1, **more}


def put_answer(client: Client, owner: User, body: object, pk: object, content_type: str = "application/json", **headers: str):
    """As a phone sends it: exact bytes, and whose they are."""
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"X-Owner": str(owner.pk), **headers, **({} if body else {"Content-Type": content_type})}
    return client.put(answer_url(pk), body, content_type=content_type, headers=headers)


def row(pk: object, body: object, kind: str = "session", **more: object) -> dict[str, Any]:
    """A row of the file a phone saves."""
    text = body if isinstance(body, str) else json.dumps(body)
    return {"id": str(pk), "kind": kind, "body": text, "sha256": hashlib.sha256(text.encode()).hexdigest(), **more}


def saved(owner: User, /, *rows: object, **more: object) -> bytes:
    """The file."""
    return json.dumps({"floorwalk": 1, "owner": owner.pk, "rows": list(rows), **more}).encode()


def bring(client: Client, content: bytes, **headers: str):
    return client.post("/waiting/bring/", {"file": SimpleUploadedFile("unsent.json", content, "application/json")}, headers=headers)
