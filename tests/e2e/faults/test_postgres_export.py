"""The database restarts while an export goes out of it: the file fails where it is taken, the record says so, and it can be run again."""

from __future__ import annotations

import http.client
import re
import time

import psycopg
import pytest

from tests.e2e.faults.on_postgres import Floor, PostgresServer, pg_ctl
from tests.e2e.faults.sender import manage
from tests.e2e.faults.test_exports_cut import FILE, record

MANY = 60_000
TOKEN = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import Scope, Token, User
hr = User.objects.get(email="hr@example.com")
print("KEY", Token.make(hr, "Nightly load", [Scope.EXPORTS], timezone.now() + timedelta(days=30))[1])
"""
pytestmark = pytest.mark.timeout(300)


def multiply(url: str) -> None:
    """The same chats over and over under new ids."""
    with psycopg.connect(url, autocommit=True) as line:
        names = [row[0] for row in line.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'coaching_session'")]
        fields = ", ".join(name for name in names if name != "id")
        line.execute(
            f"INSERT INTO coaching_session (id, {fields}) SELECT gen_random_uuid(), {fields} FROM coaching_session, "
            f"generate_series(1, {MANY} / (SELECT count(*)::int FROM coaching_session) + 1)"
        )


def test_it_is_never_called_complete_and_the_next_one_is(house: Floor, database: PostgresServer):
    """R32: on PostgreSQL, stopped at once as a crash would, in the middle of the file."""
    multiply(house.prepared.url)
    [token] = re.findall(r"KEY (\S+)", manage(house, "shell", "--verbosity", "0", "-c", TOKEN))
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
    line.request("GET", FILE, headers={"Authorization": f"Bearer {token}"})
    answer = line.getresponse()
    assert answer.status == 200
    assert len(answer.read(100_000)) == 100_000
    pg_ctl(["-w", "-m", "immediate", "restart"], pgdata=database.pgdata, user=database.system_user, timeout=60)
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()
    until = time.monotonic() + 30
    while record(house)[1] is None:
        assert time.monotonic() < until, "the record never heard of it"
        time.sleep(0.2)
    finished, _stopped, because, digest = record(house)
    assert (finished, because, digest) == (None, "failed", "")
    assert house.one("SELECT count(*) FROM coaching_export_advisors") > 0, "those whose entries went out are told"

    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=120)
    line.request("GET", FILE, headers={"Authorization": f"Bearer {token}"})
    whole = line.getresponse().read()
    finished, _stopped, _because, digest = record(house)
    assert finished is not None
    assert len(digest) == 64
    assert whole.count(b"\r\n") > MANY
