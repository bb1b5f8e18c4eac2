"""What every answer carries, whatever it is: a page, a redirect, a refusal, an error, a file, the API."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.site.addresses import walk

pytestmark = pytest.mark.django_db

SAME_ON_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SWITCHED_OFF = ("camera", "microphone", "geolocation", "payment", "usb")


# The one page that our own may frame, for those who may see it: a draft as a phone shows it. Nothing runs in it.
FRAMED = re.compile(r"GET /admin/cards/card/\d+/preview/ 200")


def check(response) -> None:
    where = f"{response.request['REQUEST_METHOD']} {response.request['PATH_INFO']} {response.status_code}"
    framed = bool(FRAMED.fullmatch(where))
    for header, value in {**SAME_ON_ALL, **({"X-Frame-Options": "SAMEORIGIN"} if framed else {})}.items():
        assert response.headers.get(header) == value, f"{where}: {header}"
    check_policy(response.headers.get("Content-Security-Policy", ""), where, framed=framed)
    switched = response.headers.get("Permissions-Policy", "")
    assert all(f"{feature}=()" in switched for feature in SWITCHED_OFF), f"{where}: Permissions-Policy {switched!r}"
    assert re.fullmatch(r"[A-Za-z0-9-]{8,64}", response.headers.get("X-Request-ID", "")), f"{where}: X-Request-ID"
    assert "Server" not in response.headers


def check_policy(policy: str, where: str, *, framed: bool = False) -> None:
    directives = {words[0]: words[1:] for words in (directive.split() for directive in policy.split(";")) if words}
    assert directives.get("default-src") == ["'none'"], f"{where}: default-src in {policy!r}"
    nothing, ours = ["'none'"], ["'self'"]
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert directives.get(name) == (ours if framed and name == "frame-ancestors" else nothing), f"{where}: {name} in {policy!r}"
    for name in ("script-src", "style-src", "form-action", "connect-src"):
        assert directives.get(name) == (nothing if framed and name == "script-src" else ours), f"{where}: {name} in {policy!r}"
    sources = [source for values in directives.values() for source in values]
    assert not [
        source for source in sources if "unsafe" in source or "*" in source or "http" in source or source in ("blob:", "'strict-dynamic'")
    ], f"{where}: {policy}"


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


# S43
def test_every_page_carries_them_to_a_leader(world, leader):
    for address in walk(world):
        check(leader.get(address.path))


# S46
def test_every_page_carries_them_to_a_stranger(world):
    for address in walk(world):
        check(Client().get(address.path))


@pytest.mark.parametrize("role", ["designer", "hr", "sponsor", "nobody"])
def test_every_page_carries_them_to_whoever_may_not(world, sign_in, role):
    client = sign_in(getattr(world, role))
    for address in walk(world):
        response = client.get(address.path)
        check(response)
        assert response.status_code < 500, f"{role} at {address.path}: {response.status_code}"


# S43
def test_refusals_and_errors_carry_them(world, leader, monkeypatch):
    answers = {
        404: leader.get("/no/such/page/"),
        405: leader.put(reverse("today")),
        403: Client(enforce_csrf_checks=True).post(reverse("account_login")),
        422: leader.post(reverse("session-new"), {"card": "say-it-their-way"}),
        302: Client().get(reverse("today")),
        400: leader.get("/", headers={"host": "elsewhere.example"}),
        401: Client().get("/api/v1/whoami/"),
    }
    for status, response in answers.items():
        assert response.status_code == status, f"{response.request['PATH_INFO']} said {response.status_code}, not {status}"
        check(response)


# S87
@pytest.mark.parametrize("path", ["/", "/api/v1/whoami/"])
def test_a_crash_carries_them(world, path, monkeypatch, settings):
    monkeypatch.setattr("coaching.views.today.page", _crash)
    monkeypatch.setattr("accounts.api.epoch.current", _crash)
    client = Client(raise_request_exception=False)
    client.force_login(world.leader, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = client.get(path)
    assert response.status_code == 500
    check(response)


def _crash(*args, **kwargs):
    raise RuntimeError("as a test asked")


# The same bytes whoever asks, and a phone keeps them: what leaders say of cards, and what makes an app of it.
NOBODYS = {"finder", "manifest", "worker", "offline"}


# S37
def test_nothing_personal_is_kept_by_a_cache(world, leader):
    """The cards and the like hold nothing of the person, so a page may say more about itself than no-store; people's pages may not."""
    for address in walk(world):
        if address.name in NOBODYS:
            continue
        response = leader.get(address.path)
        assert "no-store" in response.headers.get("Cache-Control", ""), f"{address.path}: {response.headers.get('Cache-Control')!r}"


def test_every_page_is_one_whole_document(world, leader):
    for address in walk(world):
        response = leader.get(address.path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            check_document(response.text, address.path)


def _outside_templates(html: str) -> str:
    """What is there before any script: a template is inert, and may hold another."""
    while (less := re.sub(r"<template\b[^>]*>(?:(?!<template\b).)*?</template>", "", html, flags=re.DOTALL)) != html:
        html = less
    return html


def check_document(html: str, where: str) -> None:
    html = _outside_templates(html)
    assert html.lstrip().lower().startswith("<!doctype html>"), f"{where} is no whole document"
    assert html.count("<h1") == 1, f"{where} has {html.count('<h1')} h1"
    assert html.count("<main") == 1, f"{where} has {html.count('<main')} main"
    assert "<title>" in html
    assert "</html>" in html


def test_the_request_id_of_a_proxy_is_kept_when_it_is_one(leader):
    assert leader.get("/healthz", headers={"x-request-id": "abcdef12-3456"})["X-Request-ID"] == "abcdef12-3456"
    for odd in ("short", "x" * 65, "with space here", "a\tb\tc\td\te"):
        assert leader.get("/healthz", headers={"x-request-id": odd})["X-Request-ID"] != odd


def test_a_page_that_the_other_team_asks_for_carries_them_too(world, sign_in):
    theirs = make.session(world.leader, world.ada, note="only for Red")
    response = sign_in(world.other).get(theirs.get_absolute_url())
    assert response.status_code == 404
    check(response)
    assert "only for Red" not in response.text


def test_htmx_is_told_how_to_behave():
    """No snapshots of people's pages in the browser, 422 on the screen, no inline styles, no eval, no scripts in fragments."""
    found = re.search(r"""<meta name="htmx-config" content='([^']+)'>""", Client().get(reverse("account_login")).text)
    assert found
    told = json.loads(found[1])
    assert told["historyCacheSize"] == 0
    assert told["refreshOnHistoryMiss"]
    assert told["selfRequestsOnly"]
    assert not any(told[name] for name in ("historyRestoreAsHxRequest", "includeIndicatorStyles", "allowEval", "allowScriptTags"))
    rules = {rule["code"]: rule for rule in told["responseHandling"]}
    assert rules["422"]["swap"]
    assert list(rules).index("422") < list(rules).index("[45].."), "the first rule that fits counts"
    assert not rules["[45].."]["swap"]
