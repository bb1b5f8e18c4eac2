"""One process answers many people in turn: what it keeps from one to the next holds nothing of anybody's."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.site.addresses import walk

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
SAID = "Zucchini before the second question"


def whole(client: Client, path: str) -> bytes:
    answer = client.get(path)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# S41
def test_nobody_is_shown_what_the_one_before_was(world, sign_in):
    """A page is asked by the leader of Red, and at once, in the same process, by the leader of Blue and by nobody known."""
    world.ada.name = "Wilhelmina Quist"
    world.ada.save()
    make.session(world.leader, world.ada, note=SAID, next_step=SAID)
    leader, stranger, nobody = sign_in(world.leader), sign_in(world.other), Client()
    words, shown, wrong = [SAID.encode(), world.ada.name.encode()], set(), []
    for address in walk(world):
        if address.path.startswith("/admin/") or "logout" in address.name:  # the panel holds nothing of people
            continue
        theirs = whole(leader, address.path)
        for client in (stranger, nobody):
            seen = whole(client, address.path)
            wrong += [(address.name, word) for word in words if word in seen]
        shown |= {word for word in words if word in theirs}
    assert shown == set(words)
    assert wrong == []
