"""Several pages of one phone, rows that block or fail, and a server that forgot."""

from __future__ import annotations

import json
import uuid

from tests.e2e.faults.phone import ANSWERS, SESSIONS, Phone


def second(phone: Phone, **settings: int) -> Phone:
    """Another page of the same phone. Requests are counted by the first."""
    return Phone(phone.page.context.new_page(), phone.floor, phone.role).open(**settings)


def test_two_pages_at_once_send_each_row_once(phone, promises):
    """F21: one of them holds the lock, and both together send everything once."""
    other = second(phone)
    for _ in range(4):
        phone.save()
    other.page.evaluate("window.going = send.flush(); true")
    here = phone.page.evaluate("send.flush()")
    there = other.page.evaluate("window.going")
    assert sorted([here, there]) == ["", "busy"]
    assert phone.put_statuses() == [201] * 4
    promises.hold(all_sent=True)


def test_without_the_lock_the_server_still_has_each_once(phone, promises):
    """F21: the ids are the guard, the lock saves the trouble."""
    other = second(phone)
    for page in (phone.page, other.page):
        page.evaluate("() => { navigator.locks.request = (name, ...rest) => Promise.resolve().then(() => rest.at(-1)({ name })); }")
    for _ in range(3):
        phone.save()
    other.page.evaluate("window.going = send.flush(); true")
    phone.flush()
    other.page.evaluate("window.going")
    assert set(phone.put_statuses()) <= {200, 201}
    assert phone.put_statuses().count(201) == 3
    promises.hold(all_sent=True)


def test_an_error_inside_does_not_run_it_twice(phone, promises):
    """F22: a catch around the lock ran the work again, without the lock."""
    phone.save()
    phone.page.evaluate(
        """() => { window.rounds = 0; const request = navigator.locks.request.bind(navigator.locks);
          const counted = (work) => (lock) => (rounds++, work(lock));
          navigator.locks.request = (name, ...how) => {
            const work = how.pop();
            return request(name, ...how, name === "outbox-flush" ? counted(work) : work);
          }; }"""
    )
    phone.page.evaluate(
        """() => { window.looks = 0;
          IDBObjectStore.prototype.getAll = () => { looks++; throw new DOMException("on purpose", "DataError"); }; }"""
    )
    assert phone.page.evaluate("send.flush().catch((error) => error.name)") == "DataError"
    assert phone.page.evaluate("[rounds, looks]") == [1, 2]  # one by what heals, one by what sends
    phone.open()
    promises.hold(all_sent=True)


def test_a_page_closed_while_it_sends_is_followed_by_another(phone, promises):
    """F23: its lock goes with it, and its row is not lost with it."""
    other = second(phone)
    other.page.context.route(SESSIONS, lambda _route: None, times=1)
    phone.save()
    other.page.evaluate("send.flush(); true")
    phone.until(lambda: len(phone.puts) == 1)
    assert phone.page.evaluate("send.flush()") == "busy"
    other.page.close()
    phone.until(lambda: phone.page.evaluate("send.flush()") != "busy")
    phone.flush()
    assert phone.put_statuses()[-1] in (200, 201)
    promises.hold(all_sent=True)


def test_a_page_frozen_while_it_sends_does_not_hold_the_others_for_ever(phone, promises):
    """F23: after a while the lock is taken from it; thawed, it does not go on with its round."""
    other = second(phone)
    late = []
    other.page.context.route(SESSIONS, lambda route: late.append(route), times=1)
    phone.save()
    phone.save()
    other.page.evaluate("window.going = send.flush().catch((error) => error.name); true")
    phone.until(lambda: len(phone.puts) == 1)
    session = other.page.context.new_cdp_session(other.page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    assert phone.page.evaluate("send.flush()") == "busy"
    promises.hold()
    phone.page.evaluate("pace.settings.patience = 50")
    phone.until(lambda: phone.page.evaluate("send.flush()") == "")
    assert phone.states() == ["sent", "sent"]
    session.send("Page.setWebLifecycleState", {"state": "active"})
    assert other.page.evaluate("window.going") == "AbortError"
    third = phone.save()
    late[0].fulfill(status=503)
    phone.page.wait_for_timeout(400)
    assert phone.rows()[third]["tries"] == 0
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_row_that_kills_its_request_does_not_stand_before_the_others(phone, promises):
    """F12: the first cuts the line each time; the next round passes it by while it waits."""
    first = phone.save()
    phone.save()
    phone.page.context.route(f"**/sessions/{first}/", lambda route: route.abort("connectionreset"))
    assert phone.flush() == "no_contact"
    assert phone.page.evaluate("send.flush()") == ""
    assert phone.states() == ["saved", "sent"]
    promises.hold()
    phone.page.context.unroute(f"**/sessions/{first}/")
    phone.flush()
    promises.hold(all_sent=True)


def test_what_the_server_refuses_needs_a_person_and_is_never_just_gone(phone, floor, promises):
    """F13: with the fields, counted, in a file with the exact bytes, let go only after that; then the next one goes."""
    bad = phone.save(phone.moment(step=9))
    good = phone.save()
    assert phone.flush() == ""
    row = phone.rows()[bad]
    assert (row["state"], row["why"], list(row["fields"])) == ("attention", "invalid", ["step"])
    assert phone.rows()[good]["state"] == "sent"
    counts = phone.page.evaluate("outbox.waiting()")
    assert (counts["saved"], counts["attention"], counts["sentToday"]) == (0, 1, 1)
    promises.hold(all_sent=True, never={bad})
    assert phone.flush() == ""
    assert phone.put_statuses() == [422, 201], "it is not sent again by itself"
    for pk in (bad, good):
        assert phone.page.evaluate("(id) => outbox.letGo(id)", pk) is False
    file = json.loads(phone.page.evaluate("outbox.asFile().then((blob) => blob.text())"))
    carried = {"id": bad, "kind": "session", "body": row["body"], "sha256": row["sha"]}
    assert file == {"floorwalk": 1, "owner": phone.user, "rows": [carried]}
    promises.hold(all_sent=True, never={bad})
    assert phone.page.evaluate("(id) => outbox.letGo(id)", good) is False
    assert phone.page.evaluate("(id) => outbox.letGo(id)", bad) is True
    promises.cleared.add(bad)
    phone.flush()
    assert list(phone.rows()) == [good]
    assert floor.one("SELECT count(*) FROM coaching_refusal WHERE sha256 = ?", row["sha"]) == 1


def test_what_was_put_right_is_sent_again_with_the_same_bytes(phone, floor, promises):
    """F13: the card was missing, and is there now."""
    pk = phone.save(phone.moment(card="not-yet-there"))
    phone.flush()
    assert phone.rows()[pk]["state"] == "attention"
    floor.rows("UPDATE cards_card SET slug = 'not-yet-there' WHERE slug = 'say-it-their-way'")
    phone.page.evaluate("(id) => outbox.resend(id)", pk)
    assert phone.rows()[pk]["state"] == "sent"
    promises.hold(all_sent=True)


def test_every_change_is_told_to_every_page(phone, promises):
    """F13: with the counts."""
    other = second(phone)
    listen = """() => {
      window.news = [];
      document.addEventListener("fw:outbox", ({ detail }) => news.push([detail.saved, detail.sentToday]));
    }"""
    for page in (phone.page, other.page):
        page.evaluate(listen)
    phone.save()
    for page in (phone.page, other.page):
        phone.until(lambda page=page: [1, 0] in page.evaluate("news"))
    phone.flush()
    for page in (phone.page, other.page):
        phone.until(lambda page=page: [0, 1] in page.evaluate("news"))
    promises.hold(all_sent=True)


def test_a_server_put_back_from_a_backup_is_given_again_what_it_forgot(phone, floor, promises):
    """F39: the epoch changes; each row is asked about, and only what is missing is new there."""
    kept, forgotten = phone.save(), phone.save()
    phone.flush()
    floor.rows("DELETE FROM coaching_checkback WHERE session_id = ?", uuid.UUID(forgotten).hex)
    floor.rows("DELETE FROM coaching_session WHERE id = ?", uuid.UUID(forgotten).hex)
    assert phone.flush() == ""
    assert len(phone.puts) == 2, "without a new epoch nothing is asked"
    floor.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('floorwalk-restored', 'another-life', '2026-11-22')")
    assert phone.flush() == ""
    assert sorted(phone.put_statuses()) == [200, 201, 201, 201]
    assert {kept, forgotten} == {pk for pk, row in phone.rows().items() if row["state"] == "sent"}
    promises.hold(all_sent=True)


def test_a_new_epoch_is_for_everybody_on_the_phone(phone, floor, promises):
    """F39, F16: another person's phone call learns of it, and what the owner was told is saved is still asked about when they are back."""
    forgotten = phone.save()
    phone.flush()
    floor.rows("DELETE FROM coaching_checkback WHERE session_id = ?", uuid.UUID(forgotten).hex)
    floor.rows("DELETE FROM coaching_session WHERE id = ?", uuid.UUID(forgotten).hex)
    floor.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('floorwalk-restored', 'another-life', '2026-11-22')")
    phone.become("stranger")
    assert phone.flush() == ""
    assert phone.put_statuses() == [201]
    phone.become("leader")
    assert phone.flush() == ""
    assert phone.put_statuses() == [201, 201]
    promises.hold(all_sent=True)


def check_back_of(phone: Phone, floor, session: str) -> str:
    return str(uuid.UUID(floor.one("SELECT id FROM coaching_checkback WHERE session_id = ?", uuid.UUID(session).hex)))


def test_an_answer_waits_for_its_session(phone, floor, promises):
    """F12: not known there yet is no refusal. Sessions go before answers, whichever was saved first."""
    session = phone.save(phone.moment(come_back="later-today"))
    phone.flush()
    answer = check_back_of(phone, floor, session)
    body = {"outcome": "helped", "step": 2, "answered_at": phone.page.evaluate("new Date().toISOString()"), "payload": 1}
    # Its session fails, and so the answer is not known: played, because the server has it already.
    later = str(uuid.uuid4())
    problem = json.dumps({"status": 404, "code": "not_found"})
    phone.page.context.route(ANSWERS, lambda route: route.fulfill(status=404, content_type="application/problem+json", body=problem))
    phone.page.context.route(f"**/sessions/{later}/", lambda route: route.fulfill(status=503))
    phone.save(body, answer, "answer", {"session": later})
    phone.save(pk=later)
    phone.flush()
    assert [("answer" in request.url) for request in phone.puts] == [False, False, True]
    assert (phone.rows()[answer]["state"], phone.rows()[answer]["why"]) == ("saved", "session_first")
    promises.hold()
    phone.page.context.unroute(f"**/sessions/{later}/")
    phone.flush()
    assert (phone.rows()[answer]["state"], phone.rows()[answer]["why"]) == ("attention", "not_found")
    promises.hold()
    phone.page.context.unroute(ANSWERS)
    phone.page.evaluate("(id) => outbox.resend(id)", answer)
    promises.hold(all_sent=True)


def test_a_session_that_is_not_there_to_see_needs_a_person(phone, promises):
    """F13: a session's 404 is a refusal at once."""
    pk = phone.save({**phone.moment(), "advisor": 999_999})
    phone.flush()
    assert (phone.rows()[pk]["state"], phone.rows()[pk]["why"]) == ("attention", "not_found")
    promises.hold(all_sent=True, never={pk})


def test_what_is_too_large_for_the_server_needs_a_person(phone, promises):
    """F13: more bytes than it takes would be sent for ever. Made larger on the way: the phone itself refuses to save as many."""
    phone.page.context.route(SESSIONS, lambda route: route.continue_(post_data=" " * 70_000), times=1)
    pk = phone.save()
    assert phone.flush() == ""
    assert phone.put_statuses() == [413]
    assert (phone.rows()[pk]["state"], phone.rows()[pk]["why"]) == ("attention", "too_large")
    promises.hold()
    phone.page.evaluate("(id) => outbox.resend(id)", pk)
    promises.hold(all_sent=True)


def test_a_row_saved_while_others_are_sent_goes_along(phone, promises):
    """F44: it asked for a round while one was going, and was not forgotten."""
    phone.open(timers=True, first=100)
    body = phone.moment()
    late = []
    phone.page.context.route(SESSIONS, lambda route: (late.append(route), None)[1], times=1)
    phone.save()
    phone.until(lambda: bool(late))
    phone.save(body)
    late[0].continue_()
    phone.until(lambda: phone.states() == ["sent", "sent"])
    assert phone.put_statuses() == [201, 201]
    promises.hold(all_sent=True)


def test_a_page_that_found_the_lock_taken_comes_back(phone, promises):
    """F23: by itself, when the other one is done."""
    other = second(phone)
    other.page.evaluate("navigator.locks.request('outbox-flush', () => new Promise((done) => { window.done = done; })); true")
    phone.open(timers=True, first=100)
    phone.save()
    phone.page.wait_for_timeout(300)
    assert phone.puts == []
    other.page.evaluate("done()")
    phone.until(lambda: phone.states() == ["sent"])
    promises.hold(all_sent=True)
