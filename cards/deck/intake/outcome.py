"""What becomes of one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from cards.deck.files import Problem
from cards.deck.rubric import Finding

# Where files call a field by another name.
IN_FILES = {"slug": "id", "check_back_when": "check_back.when", "check_back_ask": "check_back.ask", "__all__": ""}


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left alone"


@dataclass(frozen=True)
class Terms:
    """Who asks, and what they allow."""

    by: User | None = None
    publish: bool = False
    over_drafts: bool = False


@dataclass
class Outcome:
    """`changes` is field by field what it says now and then; `slug` is a card's, empty for the rest."""

    file: str
    name: str
    state: State = State.SAME
    slug: str = ""
    in_play: bool = False
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return self.state in (State.NEW, State.CHANGED)


def sound(file: str, check: Callable[[], Any], problems: list[Problem]) -> bool:
    """Whether one of Django's own checks passes; each complaint becomes a problem of that file."""
    try:
        check()
    except ValidationError as problem:
        problems += [Problem(file, IN_FILES.get(name, name), " ".join(messages)) for name, messages in problem.message_dict.items()]
        return False
    return True
