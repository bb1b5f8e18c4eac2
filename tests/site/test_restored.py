"""`manage.py restored`: after a backup was put back, phones ask again for what they were told."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from config import epoch


def restored() -> str:
    said = StringIO()
    call_command("restored", stdout=said)
    return said.getvalue()


def test_phones_see_another_epoch_and_the_person_is_told(world, sign_in):
    client = sign_in(world.leader)
    before = client.get("/api/v1/whoami/").json()["epoch"]
    said = restored()
    now = client.get("/api/v1/whoami/").json()["epoch"]
    assert now == epoch.current() != before
    assert before in said
    assert now in said
    assert "sends what this database does not have" in said


def test_every_restore_is_a_new_life(db):
    restored()
    first = epoch.current()
    restored()
    assert epoch.current() != first
