"""Words that could not be taken in, for the tests of what is done with them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import unescape

from django.utils import timezone

from coaching.models import Refusal
from tests.api import put, words

URL = "/to-mend/"
HELD = timezone.now() - timedelta(days=3)


def refused(world, sign_in, user=None, **more) -> Refusal:
    """A moment whose step is none of the four."""
    user = user or world.leader
    body = words(world.ada, **{"held_at": HELD.isoformat(), "step": 9, **more})
    assert put(sign_in(user), user, body).status_code == 422
    return Refusal.objects.order_by("-pk").first()


def text(response) -> str:
    return unescape(response.content.decode())


def again(row: Refusal) -> str:
    return f"{URL}{row.pk}/again/"


def aside(row: Refusal) -> str:
    return f"{URL}{row.pk}/put-aside/"


def filled_in(world, row: Refusal, **more) -> dict:
    form = {
        "id": uuid.uuid5(row.session_id, row.sha256),
        "card": "say-it-their-way",
        "advisor": world.ada.pk,
        "step": "2",
        "come_back": "none",
    }
    return {**form, "note": "Calm", **more}
