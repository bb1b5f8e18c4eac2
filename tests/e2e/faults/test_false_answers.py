"""Answers that look like success and are none, or like failure and are none: only a receipt for these bytes lets a row be sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.e2e.faults.phone import SESSIONS, SHORT, WHOAMI

JSON, HTML = "application/json", "text/html; charset=utf-8"
PORTAL = "<!doctype html><title>Guest network</title><form>Room number <input></form>"
FALSE = {
    "a captive portal": (200, HTML, PORTAL),
    "created, by a portal": (201, HTML, PORTAL),
    "an empty answer": (200, JSON, ""),
    "nothing in it": (200, JSON, "{}"),
    "null": (200, JSON, "null"),
    "another id": (200, JSON, {"id": "00000000-0000-4000-8000-000000000000"}),
    "other bytes": (201, JSON, {"sha256": "0" * 64}),
    "another owner": (201, JSON, {"owner": 999_999}),
    "a receipt in a page": (200, HTML, {}),
    "no content": (204, JSON, ""),
    "accepted": (202, JSON, {}),
    "an error with a receipt": (500, JSON, {}),
    "a portal's 404": (404, HTML, PORTAL),
    "a proxy's 413": (413, HTML, PORTAL),
    "somebody's 410": (410, JSON, "{}"),
    "a proxy's 403": (403, HTML, PORTAL),
}


@pytest.fixture
def say(phone):
    """`say(status, kind, words)`: what the next PUT is answered with. Words in a dict change the receipt it should have had."""

    def say(status: int, kind: str, words: str | dict) -> None:
        def handler(route: Route) -> None:
            body = hashlib.sha256(route.request.post_data_buffer or b"").hexdigest()
            receipt = {"id": route.request.url.split("/")[-2], "sha256": body, "owner": int(route.request.headers["x-owner"])}
            route.fulfill(status=status, content_type=kind, body=words if isinstance(words, str) else json.dumps({**receipt, **words}))

        phone.page.context.route(SESSIONS, handler, times=1)

    return say


def test_nothing_but_our_own_receipt_is_success(phone, promises, say):
    """F5, F6, F8: after each of them the row is still there, and in the end it goes for real."""
    phone.save()
    for what, answer in FALSE.items():
        say(*answer)
        assert phone.flush() == "", what
        assert phone.states() == ["saved"], what
        promises.hold()
    assert phone.flush() == ""
    assert phone.put_statuses()[-1] == 201
    promises.hold(all_sent=True)


def saying(kind: str, said: str) -> Callable[[Route], None]:
    """Not a lambda with defaults: whatever takes a second argument is given the request as that."""
    return lambda route: route.fulfill(status=200, content_type=kind, body=said)


def test_behind_a_captive_portal_nothing_leaves(phone, promises):
    """F6: the portal answers the question who is signed in."""
    phone.save()
    for kind, said in [
        (HTML, PORTAL),
        (JSON, "{}"),
        (JSON, json.dumps({"user": "1", "csrf": "x", "epoch": "y", "now": "2026-11-22"})),
        (JSON, json.dumps({"user": phone.user, "epoch": "y", "now": "2026-11-22"})),
        (JSON, json.dumps({"user": phone.user, "csrf": "x", "now": "2026-11-22"})),
        (JSON, json.dumps({"user": phone.user, "csrf": "x", "epoch": "y"})),
        (JSON, json.dumps({"user": phone.user, "csrf": "x", "epoch": "y", "now": "soon"})),
        (HTML, json.dumps({"user": phone.user, "csrf": "x", "epoch": "y", "now": "2026-11-22"})),
    ]:
        phone.page.context.route(WHOAMI, saying(kind, said))
        assert phone.flush() == "not_our_server"
        assert phone.puts == []
        promises.hold()
        phone.page.context.unroute(WHOAMI)
    phone.flush()
    promises.hold(all_sent=True)


def test_a_redirect_to_a_sign_in_page_is_not_followed(phone, floor, promises):
    """F7: followed, it would have ended in 200. A real redirect of the real server: one made by the test is followed by it."""
    phone.page.context.route(SESSIONS, lambda route: route.continue_(url=f"{floor.url}/me", method="GET", post_data=""), times=1)
    pk = phone.save()
    assert phone.flush() == ""
    assert (phone.rows()[pk]["state"], phone.rows()[pk]["why"]) == ("saved", "status_0")
    promises.hold()
    phone.flush()
    promises.hold(all_sent=True)


def test_a_redirect_that_ends_in_a_receipt_is_not_ours(phone, promises):
    """F7: what is not from our server itself is not read, whatever it says (`type` is "opaqueredirect", or "cors")."""
    phone.page.evaluate(
        """() => { const put = window.fetch; window.fetch = async (...asked) => {
          if (asked[1]?.method !== "PUT") return put(...asked);
          window.fetch = put;
          const [row] = await outbox.rows();
          const receipt = JSON.stringify({ id: row.id, sha256: row.sha, owner: row.owner });
          return new Response(receipt, { headers: { "Content-Type": "application/json" } });
        }; }"""
    )  # made by a script: its type is "default"
    phone.save()
    assert phone.flush() == ""
    assert phone.states() == ["saved"]
    promises.hold()
    phone.flush()
    promises.hold(all_sent=True)


def spoil_the_token(route: Route) -> None:
    route.continue_(headers={**route.request.headers, "x-csrftoken": "x" * 64})


def test_a_stale_token_is_fetched_anew_and_tried_once_more(phone, promises):
    """F19: after signing in again every token that was held is stale."""
    phone.page.context.route(SESSIONS, spoil_the_token, times=1)
    phone.save()
    assert phone.flush() == ""
    assert phone.put_statuses() == [403, 201]
    promises.hold(all_sent=True)


def test_a_token_that_is_refused_twice_waits_and_the_next_row_goes(phone, promises):
    """F19: once more, not for ever."""
    phone.page.context.route(SESSIONS, spoil_the_token, times=2)
    phone.save()
    phone.save()
    assert phone.flush() == ""
    assert phone.put_statuses() == [403, 403, 201]
    assert phone.states() == ["saved", "sent"]
    promises.hold()
    phone.flush()
    promises.hold(all_sent=True)


@pytest.mark.timeout(20, func_only=True)
@pytest.mark.parametrize(("where", "nth"), [(WHOAMI, 0), (SESSIONS, 1)], ids=["whoami", "row"])
def test_a_line_that_hangs_is_given_up(phone, promises, where, nth):
    """F20: the phone says it is on the line, and no answer ever comes."""
    hangs = []
    phone.page.context.route(where, lambda route: hangs.append(route), times=1)
    phone.save()
    phone.page.evaluate(SHORT, nth)
    assert phone.page.evaluate("navigator.onLine") is True
    assert phone.flush() == "no_contact"
    assert len(hangs) == 1
    promises.hold()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_busy_is_tried_again_and_holds_nobody_up(phone, promises, say):
    """F5, F12: not one of them lets go of a row, however the answer is dressed; the one behind it goes."""
    phone.save()
    for sent, status in enumerate([423, 429, 500, 503], start=1):
        say(status, "application/problem+json", json.dumps({"status": status, "code": "try_again"}))
        phone.save()
        assert phone.flush() == ""
        assert phone.states() == ["saved"] + ["sent"] * sent
        promises.hold()
    phone.flush()
    promises.hold(all_sent=True)
