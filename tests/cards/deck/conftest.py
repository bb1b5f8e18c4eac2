"""`deck(...)` runs the command and gives what it said; `Dee` is a designer."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Role, User
from cards.deck.files.folder import written
from cards.deck.stored import published
from tests import make


def deck(*words: object) -> str:
    """What `manage.py deck …` prints; it raises what ends with status 1."""
    out = StringIO()
    call_command("deck", *map(str, words), stdout=out)
    return out.getvalue()


def exported() -> dict[str, str]:
    found = published()
    return written(found.cards, found.practices, found.story)


@pytest.fixture
def designer(db) -> User:
    user = make.user("Dee Designer", email="dee@example.com")
    Role.grant(user, Role.Name.DESIGNER)
    return user
