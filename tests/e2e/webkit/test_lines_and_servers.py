"""In WebKit: the line is cut, the server dies or is not ours. Nothing is lost, nothing is there twice."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from threading import Event

import pytest

from tests.e2e.faults.phone import SHORT
from tests.e2e.faults.test_lost_answers import TWELVE_AT_ONCE
from tests.e2e.webkit import ways
from tests.e2e.webkit.door import Answer, Asked


def test_an_answer_lost_on_the_way_is_asked_for_again_and_doubles_nothing(phone, door, promises):
    """F1, F44: counted at the door."""
    door.once("PUT", ways.lose_the_answer)
    phone.save()
    assert phone.flush() == "no_contact"
    assert phone.states() == ["saved"]
    promises.hold()
    assert phone.flush() == ""
    assert door.statuses() == [0, 200]
    promises.hold(all_sent=True)


def test_a_server_that_dies_after_it_wrote_is_asked_again(phone, door, floor, promises):
    """F1, F2: killed with -9 between its commit and the first byte of its answer to the phone."""

    def die(asked):
        asked.passed_on()
        floor.kill()

    door.once("PUT", die)
    phone.save()
    phone.save()
    assert phone.flush() == "no_contact"
    promises.hold()
    assert phone.flush() == "no_contact"
    floor.start()
    assert phone.flush() == ""
    assert sorted(door.statuses()) == [0, 200, 201]
    promises.hold(all_sent=True)


def test_a_server_that_dies_before_it_wrote_loses_nothing(phone, door, floor, promises):
    """F2: killed with the request on its way."""

    def die(asked):
        floor.kill()
        return asked.passed_on()

    door.once("PUT", die)
    phone.save()
    assert phone.flush() == "no_contact"
    assert phone.states() == ["saved"]
    promises.hold()
    floor.start()
    assert phone.flush() == ""
    assert door.statuses() == [0, 201]
    promises.hold(all_sent=True)


def test_a_server_that_was_down_is_found_again_with_nobody_there(phone, door, floor, promises):
    """F44, F10: WebKit has no background sync, so the page's own clock does it."""
    assert phone.page.evaluate("typeof SyncManager") == "undefined"
    phone.open(timers=True, first=100, most=300)
    floor.kill()
    phone.save()
    phone.save()
    time.sleep(0.5)
    assert phone.states() == ["saved", "saved"]
    promises.hold()
    floor.start()
    phone.until(lambda: phone.states() == ["sent", "sent"])
    assert door.statuses() == [201, 201]
    promises.hold(all_sent=True)


def test_a_line_that_is_cut_before_the_server_loses_nothing(phone, door, promises):
    """F2: the question who is signed in, and then the row itself."""
    phone.save()
    door.once("whoami", ways.cut)
    assert phone.flush() == "no_contact"
    assert door.statuses() == []
    door.once("PUT", ways.cut)
    assert phone.flush() == "no_contact"
    promises.hold()
    assert phone.flush() == ""
    assert door.statuses() == [0, 201]
    promises.hold(all_sent=True)


def test_what_webkit_repeats_by_itself_is_there_once(phone, door, promises):
    """F1, F4: on a connection that was used before, its network stack sends a PUT again when the answer is cut; no page is asked."""
    door.stays_open = True
    phone.save()
    phone.save()
    door.once("PUT", Asked.passed_on, ways.lose_the_answer)
    assert phone.flush() == ""
    assert door.statuses() == [201, 0, 200]
    promises.hold(all_sent=True)


def test_the_same_row_twice_is_one(phone, door, promises):
    """F4: by a proxy that repeats it, and twelve at once; all but one are told what the first was told."""
    door.once("PUT", ways.twice)
    phone.save()
    assert phone.flush() == ""
    assert door.statuses() == [200]
    pk, body = str(uuid.uuid4()), phone.moment()
    assert sorted(phone.page.evaluate(TWELVE_AT_ONCE, [pk, phone.user, body])) == [200] * 11 + [201]
    phone.save(body, pk)
    assert phone.flush() == ""
    promises.hold(all_sent=True)


@pytest.mark.parametrize(("where", "nth"), [("whoami", 0), ("PUT", 1)])
def test_a_line_that_hangs_is_given_up(phone, door, promises, where, nth):
    """F20: no answer ever comes; the phone's own clock cuts it, and nothing else does."""
    over, waited = Event(), []
    door.once(where, lambda _asked: waited.append(over.wait(20)))
    phone.save()
    phone.page.evaluate(SHORT, nth)
    assert phone.flush() == "no_contact"
    assert (door.ways, waited) == ([], []), "it was not asked, or the line gave up first"
    over.set()
    promises.hold()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


FALSE = {
    "a captive portal": ways.says(200, ways.HTML, ways.PORTAL),
    "created, by a portal": ways.says(201, ways.HTML, ways.PORTAL),
    "an empty answer": ways.says(200, ways.JSON, ""),
    "nothing in it": ways.says(200, ways.JSON, "{}"),
    "no content": ways.says(204, ways.JSON, ""),
    "a redirect to a sign-in page": ways.redirected,
    "an error": ways.says(500, ways.HTML, "<h1>Server error</h1>"),
    "a proxy's error": ways.says(502, ways.HTML, "<h1>Bad gateway</h1>"),
    "busy": ways.says(503, "application/problem+json", json.dumps({"status": 503, "code": "try_again"})),
    "a portal's 404": ways.says(404, ways.HTML, ways.PORTAL),
}


def test_nothing_but_our_own_receipt_is_success(phone, door, promises):
    """F5, F6, F7: after each of them the row is still there, and in the end it goes for real."""
    phone.save()
    for what, way in FALSE.items():
        door.once("PUT", way)
        assert phone.flush() == "", what
        assert phone.states() == ["saved"], what
        promises.hold()
    assert "GET" not in [asked.method for asked in door.asked if asked.path == "/me/"], "the redirect was followed"
    assert phone.flush() == ""
    assert door.statuses()[-1] == 201
    promises.hold(all_sent=True)


def test_a_receipt_for_something_else_is_none(phone, door, promises):
    """F5: one thing in it is not as it should be."""
    phone.save()
    for wrong in ({"id": str(uuid.uuid4())}, {"sha256": "0" * 64}, {"owner": 999_999}):

        def say(asked, wrong=wrong):
            sha, owner = hashlib.sha256(asked.body).hexdigest(), int(asked.headers["X-Owner"])
            receipt = {"id": asked.path.split("/")[-2], "sha256": sha, "owner": owner, **wrong}
            return Answer(201, json.dumps(receipt).encode(), {"Content-Type": ways.JSON})

        door.once("PUT", say)
        assert phone.flush() == ""
        assert phone.states() == ["saved"], wrong
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_stale_token_is_fetched_anew_and_tried_once_more(phone, door, promises):
    """F19: once, not for ever; the next row goes meanwhile."""
    door.once("PUT", ways.old_token)
    phone.save()
    assert phone.flush() == ""
    assert door.statuses() == [403, 201]
    door.once("PUT", ways.old_token, ways.old_token)
    phone.save()
    phone.save()
    assert phone.flush() == ""
    assert door.statuses()[2:] == [403, 403, 201]
    promises.hold()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_with_the_worker_in_control_the_bytes_arrive_whole(phone, door, promises):
    """F8, F9: on iPhones a worker that sends a request on sends it empty. Ours keeps its hands off. The page sends by itself, too."""
    del door.pages["/offline/"]
    phone.open()
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.open()
    phone.until(lambda: phone.page.evaluate("Boolean(navigator.serviceWorker.controller)"), "the worker took no control")
    pk = phone.save(phone.moment("Élan, “quoted”, 說得好"))
    phone.flush()
    phone.until(lambda: phone.states() == ["sent"])
    assert {asked.body.decode() for asked in door.asked if asked.method == "PUT"} == {phone.rows()[pk]["body"]}
    promises.hold(all_sent=True)
