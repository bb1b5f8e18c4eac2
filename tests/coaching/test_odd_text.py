"""Text that no form expects, in every place that takes some: answered in words, on either database, never by a crash."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Role

ODD = [
    "nul \x00 inside", "\x1b[31m", "half \ud83d", "\u202eright to left", "\ufffe\uffff", "one\u2028two", "e\u0301", "x" * 100_000,
    "%00%ff", "'; DROP TABLE x; --", "\\", "(a+)+$" * 50, "١٢٣", "👩🏽‍🚀" * 400,
]  # fmt: skip
SEARCHES = [
    ("leader", "/cards/", "q"), ("hr", "/people/data/", "q"), ("hr", "/people/", "q"), ("hr", "/exports/", "advisor"),
    ("hr", "/people/audit/", "before"), ("leader", "/api/v1/sessions/", "card"), ("leader", "/api/v1/advisors/", "q"),
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(("who", "path", "name"), SEARCHES)
def test_searched_for(world, sign_in, who, path, name, odd):
    """R28 S58 S59: PostgreSQL refuses NUL where SQLite takes it."""
    client = sign_in(getattr(world, who))
    sent = odd.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if "\ud83d" in odd else odd
    assert client.get(path, {name: sent}).status_code in (200, 400, 404, 422)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/mine/link/"])
def test_signing_in(db, client, path, odd):
    """R28 S58"""
    sent = odd.encode("utf-8", "replace").decode()
    form = {"login": f"{sent}@example.com", "email": f"{sent}@example.com", "password": sent}
    assert client.post(path, form).status_code in (200, 302, 400, 422, 429)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_said_in_a_form_of_hr(world, sign_in, odd):
    """R28 S58"""
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    client, sent = sign_in(world.hr), odd.encode("utf-8", "replace").decode()
    for name in ("people-advisor-hold", "people-advisor-pack", "people-advisor-erase"):
        form = {"reason": sent, "purpose": sent, "number": sent, "last_day": "2099-01-01"}
        assert client.post(reverse(name, args=[world.ada.pk]), form).status_code in (200, 302, 400, 422), name
