"""What tests of a card's wording begin with."""

from __future__ import annotations

import pytest

from cards.models import Edition
from tests.panel.wording import ANOTHER, address, card, form


@pytest.fixture
def draft(client) -> Edition:
    """A designer's draft beside the published words; `client` is theirs."""
    client.post(address(), form(try_this=ANOTHER))
    found = card().draft
    assert found
    return found
