"""What another team has is answered like what was never there: the same words, the same questions to the database, so the same time."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.addresses import Address, walk

pytestmark = pytest.mark.django_db
ID = re.compile(r"(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|\d+)(?=/)")
ASKED = ("GET", "POST")  # a PUT is a phone's, which makes ids of its own: one that nothing has is a new row
LITERALS = re.compile(r"'[^']*'|\b\d+\b")


def never_there(address: Address) -> str:
    """The same address with ids that nothing has; "" where there is none in it."""
    made_up = ID.sub(lambda found: str(uuid.uuid4()) if "-" in found[0] else "987654321", address.path)
    return made_up if made_up != address.path else ""


def asked(client: Client, method: str, path: str) -> tuple[int, str, list[str]]:
    """Status, words without the id that was asked for, and the questions without what was asked about."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = client.generic(method, path, b"{}", content_type="application/json" if "/api/" in path else "text/plain")
        said = "" if answer.streaming else answer.content.decode()
        transaction.set_rollback(True)
    plain = re.sub(r'[0-9a-f]{32}|value="[^"]{60,}"', "", ID.sub("", said.replace(path, "")))
    return answer.status_code, plain, [LITERALS.sub("?", query["sql"]) for query in queries]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("person", ["other", "former", "nobody"])
def test_what_is_not_theirs_and_what_is_not_there_are_answered_alike(world, sign_in, person):
    """S09 S02: no clock tells them apart, as nothing is done for the one that is not done for the other."""
    addresses = [(address, never_there(address)) for address in walk(world)]
    user = getattr(world, person)
    client = sign_in(user)
    client.defaults["HTTP_X_OWNER"] = str(user.pk)
    wrong, alike = [], 0
    for address, made_up in addresses:
        for method in ASKED if made_up else ():
            foreign = asked(client, method, address.path)
            if foreign[0] == 404:
                alike += 1
                wrong += [(method, address.path, foreign, other)] if (other := asked(client, method, made_up)) != foreign else []
    assert [(method, path) for method, path, *_rest in wrong] == []
    assert alike >= (10 if person == "other" else 1)
