"""Reading changes nothing, and what changes something cannot be done by reading."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.site.addresses import patterns, walk

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|ALTER|CREATE|DROP|TRUNCATE)\b", re.IGNORECASE)
# Django's own session row, and when a browser was last used; the cache: the sign-in throttle counts in it, readiness writes on
# purpose. The API counts calls of people at its lists. And that somebody looked at a person's record is written down: the one
# thing that a GET writes of its own (docs/decisions/0020).
ALLOWED = re.compile(r'"(django_session|cache|accounts_rate|coaching_opening)"|^UPDATE "accounts_browser" SET "seen_at"')
# Only a POST does these: a link, a prefetch or an image must not.
ONLY_BY_POST = {
    "session-undo",
    "barrier-clear",
    "barrier-put-back",
    "check-back-move",
    "to-mend-put-aside",
    "advisor-link",
    "session-own-words",
    "token-revoke",
}
ONLY_BY_POST |= {"mine-leave", "mine-seen", "mine-own-words", "mine-ask", "mine-ask-take-back", "mine-earlier"}
ONLY_BY_POST |= {"people-advisor-pack", "people-advisor-link", "people-advisor-hold", "people-hold-end", "mine-everything"}
ONLY_BY_POST |= {"me-reminders", "me-push", "phone-forget", "browser-end", "browsers-end"}
ONLY_BY_POST |= {"company-sign-in", "company-connect", "invitation-again", "invitation-end"}
ONLY_BY_POST |= {"people-export", "roster-look", "roster-take-in", "roster-undo"}


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"][:160] for query in queries if WRITES.match(query["sql"]) and not ALLOWED.search(query["sql"])]


# S36
@pytest.mark.parametrize("role", ["leader", "hr", "designer", "nobody"])
def test_get_never_writes(world, sign_in, role):
    client = sign_in(getattr(world, role))
    for address in walk(world):
        for method in (client.get, client.head):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                method(address.path)
            assert writes(queries) == [], f"{role}: GET {address.path}"


def test_get_never_writes_for_htmx(world, sign_in):
    client = sign_in(world.leader)
    for address in walk(world):
        with CaptureQueriesContext(connection) as queries:
            client.get(address.path, headers={"hx-request": "true"})
        assert writes(queries) == [], address.path


def test_the_guard_sees_a_write(world):
    with CaptureQueriesContext(connection) as queries:
        world.ada.leave()
    assert writes(queries)


# S36
def test_what_changes_something_refuses_a_get(world, sign_in):
    """By the view's own word: an address that takes POST and shows no form of its own answers 405 and changes nothing."""
    client = sign_in(world.leader)
    addresses = {address.name: address.path for address in walk(world)}
    assert "session-undo" in addresses
    for name in ONLY_BY_POST & addresses.keys():
        for method in (client.get, client.head):
            response = method(addresses[name])
            assert response.status_code == 405, f"{name}: {response.status_code}"
            assert response["Allow"] == "POST"


def test_signing_out_by_get_only_asks(world, sign_in):
    client = sign_in(world.leader)
    client.get(reverse("account_logout"))
    assert client.get(reverse("today")).status_code == 200


# S85
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_address_answers_an_odd_method_as_if_it_were_another(world, sign_in, signed_in):
    """Django's FormView takes PUT for POST; nothing here may. And TRACE, which echoes cookies, is never answered."""
    client = sign_in(world.leader) if signed_in else Client()
    for address in walk(world):
        if address.path.startswith("/api/"):
            continue
        for method in ("PUT", "PATCH", "DELETE", "TRACE"):
            with CaptureQueriesContext(connection) as queries:
                response = client.generic(method, address.path)
            asked_to_sign_in = not signed_in and response.headers.get("Location", "").startswith(reverse("account_login"))
            assert response.status_code == 405 or asked_to_sign_in, f"{method} {address.path}: {response.status_code}"
            assert writes(queries) == []


def test_a_post_to_what_only_shows_is_refused(world, sign_in):
    client = sign_in(world.leader)
    for name in (
        "today",
        "cards",
        "draw",
        "card",
        "toolkit",
        "practice",
        "story",
        "team",
        "advisor",
        "check-backs",
        "in-the-way",
        "healthz",
        "readyz",
    ):
        for address in walk(world):
            if address.name == name:
                assert client.post(address.path).status_code == 405, name


# S47
def test_every_change_wants_a_token(world):
    """With the session's cookie alone, as another site's form would have it: 403."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in walk(world):
        method = client.put if address.name in ("api-session", "api-check-back-answer") else client.post
        response = method(address.path)
        assert response.status_code in (403, 405), f"{address.path} took a change without a token: {response.status_code}"


# S47
@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"origin": "null"}])
def test_a_token_from_another_site_is_refused(world, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("session-new"), {"card": "say-it-their-way"}).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "card": "say-it-their-way"}
    assert client.post(reverse("session-new"), form).status_code == 422
    assert client.post(reverse("session-new"), form, headers=headers).status_code == 403


def test_an_ended_session_sends_htmx_to_sign_in_as_a_whole_page(world):
    for address in walk(world):
        response = Client().get(address.path, headers={"hx-request": "true"})
        if response.headers.get("HX-Redirect"):
            way_in = reverse("mine-link") if address.name.startswith("mine") else reverse("account_login")
            assert response.headers["HX-Redirect"].startswith(way_in), address.path
            assert response.text == ""
        else:
            assert response.status_code not in (301, 302), f"{address.path} would be followed into a fragment"
    answers = {name: Client().get(reverse(name), headers={"hx-request": "true"}) for name in ("today", "session-new", "cards")}
    assert all("HX-Redirect" in answer.headers for answer in answers.values())


def test_what_htmx_was_told_to_load_comes_back_with_next(world):
    response = Client().get(reverse("session-new"), {"card": "wait-one-more-beat"}, headers={"hx-request": "true"})
    assert "next=" in response.headers["HX-Redirect"]
    assert "wait-one-more-beat" in response.headers["HX-Redirect"]


def test_every_address_has_a_name_but_the_last_of_the_api():
    names = [name for name, _pattern in patterns()]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
