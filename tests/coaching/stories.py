"""For the tests of permission stories."""

import json
import uuid
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make

WORDS = dict(make.TOLD)


def typed(**more: Any) -> dict[str, Any]:
    """What the form sends."""
    return {"id": "5b0c4a3e-7a3c-4f0f-9c2e-0d3c1a2b4e5f", **WORDS, "advisor": "", "card": "", **more}


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def body(**more: Any) -> dict[str, Any]:
    """What a phone sends."""
    return {**WORDS, "told_at": timezone.now().isoformat(), "details_changed": True, "send_in": True, "payload": 1, **more}


def put_story(client: Client, owner: User, said: Any, pk: object = None, **headers: str) -> Any:
    """A story as a phone sends it: exact bytes, and whose they are."""
    sent = said if isinstance(said, bytes) else json.dumps(said).encode()
    return client.put(
        f"/api/v1/stories/{pk or uuid.uuid4()}/", sent, content_type="application/json", headers={"X-Owner": str(owner.pk), **headers}
    )
