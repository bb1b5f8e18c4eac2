"""/exports/tokens/: HR makes tokens for other systems, sees each once, and revokes them."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, Scope, Token
from tests.ladder import asked_to_sign_in

pytestmark = pytest.mark.django_db
PAGE = "/exports/tokens/"


def said(**more) -> dict:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "Nightly load", "scopes": ["sessions:read", "exports:make"], "last_day": day.isoformat(), **more}


def text(response) -> str:
    return unescape(response.content.decode())


def key_in(response) -> str:
    found = re.search(r'id="key"[^>]* value="(fw_[^"]+)"', text(response))
    assert found, "no key was shown"
    return found[1]


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


def test_a_token_is_shown_once_and_only_its_hash_is_kept(world, hr, caplog):
    """S76 S81"""
    with caplog.at_level("INFO"):
        answer = hr.post(PAGE, said())
    key, token = key_in(answer), Token.objects.get()
    assert answer["Cache-Control"] == "no-store"
    assert token.sha256 == hashlib.sha256(key.encode()).hexdigest()
    assert key.startswith(token.prefix + "_")
    assert len(key.removeprefix(token.prefix + "_")) >= 43, "256 bits are 43 letters"
    assert (token.made_by, token.scopes) == (world.hr, ["exports:make", "sessions:read"])
    assert token.last_day.isoformat() == said()["last_day"]
    secret = key.removeprefix(token.prefix)
    assert secret not in text(hr.get(PAGE))
    assert secret not in caplog.text
    assert f"{token.prefix} made by user {world.hr.pk}" in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_token")
        assert secret not in repr(cursor.fetchall())


@pytest.mark.parametrize("who", ["leader", "former", "designer", "sponsor", "nobody"])
def test_for_hr_and_nobody_else(world, sign_in, who):
    """S79"""
    client, theirs = sign_in(getattr(world, who)), Token.make(world.hr, "x", ["roster:read"], timezone.now() + timedelta(days=1))[0]
    assert client.get(PAGE).status_code == client.post(PAGE, said()).status_code == 403
    assert client.post(f"{PAGE}{theirs.pk}/revoke/").status_code == 403
    assert Token.objects.get().revoked_at is None
    with pytest.raises(PermissionDenied):
        Token.make(getattr(world, who), "x", ["roster:read"], timezone.now() + timedelta(days=1))


def test_signed_out_and_wrong_methods(client, world, hr):
    assert asked_to_sign_in(client, PAGE)
    token = Token.make(world.hr, "x", ["roster:read"], timezone.now() + timedelta(days=1))[0]
    assert hr.get(f"{PAGE}{token.pk}/revoke/").status_code == 405
    assert hr.put(PAGE).status_code == 405
    assert hr.post(f"{PAGE}{token.pk + 1}/revoke/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": "  "}, "Give it a name"),
        ({"name": "x" * 61}, "at most 60"),
        ({"scopes": []}, "Tick at least one"),
        ({"scopes": ["everything"]}, "everything is not one of"),
        ({"last_day": ""}, "Write a day"),
        ({"last_day": (timezone.localdate() + timedelta(days=366)).isoformat()}, "more than a year"),
        ({"last_day": (timezone.localdate() - timedelta(days=1)).isoformat()}, "That day has gone"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(hr, wrong, says):
    """S79: none without an end, none for more than a year"""
    answer = hr.post(PAGE, said(**wrong))
    assert answer.status_code == 422
    assert says in text(answer)
    assert f'value="{said(**wrong)["last_day"]}"' in text(answer) or not wrong.get("last_day", "x")
    assert not Token.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 367, None])
def test_the_verb_too_makes_none_that_ends_never_or_late(world, days):
    """S79"""
    at = timezone.now()
    ends = at + timedelta(days=days) if days is not None else at.replace(year=9999)
    with pytest.raises(ValueError, match="within a year"):
        Token.make(world.hr, "x", ["roster:read"], ends, at)


def test_notes_are_offered_only_to_who_may_export_them(world, hr):
    assert "Notes in those exports" not in text(hr.get(PAGE))
    assert hr.post(PAGE, said(scopes=["exports:make", "notes"])).status_code == 422
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    assert "Notes in those exports" in text(hr.get(PAGE))
    assert key_in(hr.post(PAGE, said(scopes=["exports:make", "notes"])))


def test_one_of_hr_may_revoke_what_another_made(world, hr, sign_in, caplog):
    """S81"""
    from_hr = Token.make(world.hr, "Nightly load", [Scope.SESSIONS], timezone.now() + timedelta(days=1))[0]
    Role.grant(world.nobody, Role.Name.HR)
    with caplog.at_level("INFO"):
        answer = sign_in(world.nobody).post(f"{PAGE}{from_hr.pk}/revoke/", follow=True)
    assert "Nightly load is revoked" in text(answer)
    from_hr.refresh_from_db()
    first = from_hr.revoked_at
    assert (bool(first), from_hr.revoked_by) == (True, world.nobody)
    assert f"revoked by user {world.nobody.pk}" in caplog.text
    hr.post(f"{PAGE}{from_hr.pk}/revoke/")
    from_hr.refresh_from_db()
    assert (from_hr.revoked_at, from_hr.revoked_by) == (first, world.nobody)


def test_the_list_is_paged_and_its_queries_do_not_grow(world, hr):
    def make(n: int) -> None:
        for number in range(n):
            Token.make(world.hr, f"Load {number}", [Scope.SESSIONS], timezone.now() + timedelta(days=1))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = text(hr.get(PAGE))
        assert "Load 0" in page or "Earlier tokens" in page
        return len(queries)

    make(1)
    few = count()
    make(24)
    assert count() == few
    assert "Later tokens" in text(hr.get(PAGE + "?page=2"))
