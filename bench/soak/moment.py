"""What is written on a form: the words carry the id, so that a moment that came twice is seen whatever its row is called."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from bench.soak.people import Person
from bench.soak.plan import Step

COME_BACK = ("none", "later-today", "next-shift", "this-week")


def session(step: Step, person: Person) -> dict[str, Any]:
    return {
        "advisor": person.advisors[step.number % len(person.advisors)], "card": "say-it-their-way", "held_at": _now(),
        "come_back": COME_BACK[step.number // 8 % 4], "note": f"soak {step.id}: “très bien”, 說得好", "made_offline": True, "payload": 1,
    }  # fmt: skip


def answers(body: dict[str, Any]) -> bool:
    """Whether somebody promised to come back."""
    return body["come_back"] != "none"


def answer(step: Step, asked: str) -> tuple[str, dict[str, Any]]:
    """To the promise of that session: its id is made from the session's, on the phone as on the server."""
    body = {"outcome": "helped", "step": 2, "answered_at": _now(), "come_back": COME_BACK[step.number // 8 % 4], "payload": 1}
    if step.number % 2:
        body |= {"outcome": "in-the-way", "barrier": "tool", "words": f"soak {step.id}"}
        del body["step"]
    return str(uuid.uuid5(uuid.UUID(asked), "check-back")), body


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
