"""What a request may say of itself, and what that changes: nothing."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from tests.site.addresses import walk

pytestmark = pytest.mark.django_db
INJECTED = (
    "' OR '1'='1", "1; DROP TABLE coaching_session; --", "1) UNION SELECT password FROM accounts_user --", '" OR ""="',
    "1 AND (SELECT count(*) FROM accounts_user a, accounts_user b, accounts_user c) > 0", "%27%20OR%201=1", "\\'; SELECT pg_sleep(5); --",
)  # fmt: skip
ASKED = ("q", "team", "site", "advisor", "card", "kind", "mindset", "skill", "page", "cursor", "held_from", "page_size", "ordering", "next")


@pytest.mark.parametrize("origin", ["https://evil.test", "null"])
def test_no_other_origin_is_let_in(world, sign_in, origin):
    """S48: no answer names an origin that may read it, for a page or the API, also where a browser asks beforehand."""
    client = sign_in(world.leader)
    for path in ("/", "/team/", "/api/v1/whoami/", "/api/v1/pack/", "/api/v1/schema/", "/static/nothing.js"):
        for ask in (client.get, client.options):
            answer = ask(path, headers={"origin": origin, "access-control-request-method": "PUT"})
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")], path


def test_answers_are_what_they_say_they_are(world, sign_in):
    """S51: a file is an attachment of its own type however it is asked for, and the API answers in JSON or not at all."""
    hr = sign_in(world.hr)
    for path in ("/people/template.csv", "/programme/results/template.csv"):
        answer = hr.get(path, headers={"accept": "text/html"})
        assert answer["Content-Type"].startswith("text/csv")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    for path in ("/api/v1/whoami/", "/api/v1/sessions/", "/api/v1/advisors/"):
        for accept in ("application/json", "text/html", "application/xml"):
            assert "json" in hr.get(path, headers={"accept": accept})["Content-Type"]


@pytest.mark.parametrize("words", INJECTED)
def test_sql_in_what_is_asked_for_is_only_words(world, sign_in, words):
    """S57: in every parameter any list knows, at every list: no error, no wait, and nobody sees more."""
    client = sign_in(world.leader)
    for path in (
        "/cards/",
        "/team/",
        "/check-backs/",
        "/in-the-way/",
        "/stories/",
        "/api/v1/sessions/",
        "/api/v1/advisors/",
        "/api/v1/cards/",
    ):
        began = time.monotonic()
        answer = client.get(path, dict.fromkeys(ASKED, words))
        assert answer.status_code in (200, 302, 404, 422), (path, answer.status_code)
        assert world.cleo.name.encode() not in answer.content
        assert time.monotonic() - began < 5, path
    found = sign_in(world.hr).get("/people/", {"q": words})
    assert found.status_code == 200
    assert world.ada.name.encode() not in found.content


@pytest.mark.parametrize("words", ["(a+)+$" * 20, "a" * 100_000, "(" * 5000, "system " * 10_000, "\\" * 20_000, "é" * 50_000])
def test_no_search_takes_long_however_it_is_written(world, sign_in, words):
    """S59"""
    client = sign_in(world.leader)
    client.get("/cards/", {"q": "system"})  # the index is made once
    for path in ("/cards/", "/api/v1/cards/"):
        began = time.process_time()
        assert client.get(path, {"q": words}).status_code in (200, 422)
        assert time.process_time() - began < 1, path


def test_what_a_client_says_of_proxies_and_methods_is_not_believed(world):
    """S84: without a proxy in the settings, forwarded hosts, protocols, paths and methods change nothing."""
    lies = {
        "x-forwarded-host": "evil.test", "x-forwarded-proto": "https", "x-original-url": "/people/", "x-rewrite-url": "/people/",
        "x-http-method-override": "DELETE", "forwarded": "host=evil.test",
    }  # fmt: skip
    plain, lying = Client().get("/accounts/login/"), Client().get("/accounts/login/", headers=lies)
    assert (lying.status_code, lying["Content-Type"]) == (plain.status_code, plain["Content-Type"])
    assert "evil.test" not in lying.text
    sent = Client().get("/team/", headers=lies)
    assert sent["Location"].startswith("/accounts/login/")
    reset = Client().post("/accounts/password/reset/", {"email": world.leader.email}, headers=lies)
    assert "evil.test" not in reset.headers.get("Location", "")


def test_no_address_of_ours_names_another_host(world, sign_in):
    """S94: no page asks a browser to fetch anything from elsewhere."""
    client = sign_in(world.leader)
    for address in walk(world):
        answer = client.get(address.path)
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            for loads in ('src="http', 'src="//', 'srcset="http', '<link rel="stylesheet" href="http', "url(http"):
                assert loads not in answer.text, (address.path, loads)
