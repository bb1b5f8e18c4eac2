"""The server has it and the phone does not know, or the other way round: never lost, never twice."""

from __future__ import annotations

import json
import uuid

from playwright.sync_api import Route

from tests.e2e.faults.phone import ANSWERS, SESSIONS, WHOAMI, lose_the_answer
from tests.e2e.faults.test_many_pages import check_back_of

TWELVE_AT_ONCE = """async ([id, owner, body]) => {
  const { csrf } = await (await fetch("/api/v1/whoami/")).json();
  const headers = { "Content-Type": "application/json", "X-Owner": owner, "X-CSRFToken": csrf };
  const put = () => fetch(`/api/v1/sessions/${id}/`, { method: "PUT", headers, body: JSON.stringify(body) });
  return Promise.all(Array.from({ length: 12 }, () => put().then(({ status }) => status)));
}"""


def test_an_answer_lost_on_the_way_is_asked_for_again_and_doubles_nothing(phone, promises):
    """F1, F44: counted by what the server was asked and answered, not by what the phone believes."""
    phone.page.context.route(SESSIONS, lose_the_answer, times=1)
    phone.save()
    assert phone.flush() == "no_contact"
    assert phone.states() == ["saved"]
    promises.hold()
    assert phone.flush() == ""
    assert phone.put_statuses() == [0, 200]
    promises.hold(all_sent=True)


def test_a_server_that_dies_after_it_wrote_is_asked_again(phone, floor, promises):
    """F1, F2: committed, and killed before a byte of the answer left."""

    def die(route: Route) -> None:
        route.fetch()
        floor.kill()
        route.abort("connectionreset")

    phone.page.context.route(SESSIONS, die, times=1)
    phone.save()
    phone.save()
    assert phone.flush() == "no_contact"
    promises.hold()
    floor.start()
    assert phone.flush() == ""
    assert sorted(phone.put_statuses()) == [0, 200, 201]
    promises.hold(all_sent=True)


def test_a_server_that_dies_before_it_wrote_loses_nothing(phone, floor, promises):
    """F2: killed with the request on its way."""

    def die(route: Route) -> None:
        floor.kill()
        route.continue_()

    phone.page.context.route(SESSIONS, die, times=1)
    phone.save()
    assert phone.flush() == "no_contact"
    promises.hold()
    floor.start()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_repeat_is_a_receipt_and_nothing_waits_behind_it(phone, promises):
    """F3: "it exists" read as a failure held one queue up for nine hours."""
    phone.page.context.route(SESSIONS, lose_the_answer, times=1)
    phone.save()
    phone.flush()
    phone.save()
    phone.save()
    assert phone.flush() == ""
    assert sorted(phone.put_statuses()) == [0, 200, 201, 201]
    assert phone.states() == ["sent"] * 3
    promises.hold(all_sent=True)


def test_twelve_at_once_are_one(phone, promises):
    """F4: eleven are told what the first was told."""
    pk, body = str(uuid.uuid4()), phone.moment()
    statuses = phone.page.evaluate(TWELVE_AT_ONCE, [pk, phone.user, body])
    assert sorted(statuses) == [200] * 11 + [201]
    phone.save(body, pk)
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_words_that_may_have_left_cannot_be_changed_under_their_id(phone, promises):
    """F37: other words are another moment; these stand."""
    phone.page.context.route(SESSIONS, lose_the_answer, times=1)
    pk = phone.save()
    phone.flush()
    assert phone.rows()[pk]["frozen"] is True
    assert phone.try_to_save(phone.moment("Something else"), pk) == "frozen"
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_words_are_made_to_stand_before_the_first_byte_leaves(phone, promises):
    """F37: looked at while the request is on its way."""
    seen = []

    def look(route: Route) -> None:
        seen.append(route.request.post_data)
        route.abort("connectionreset")

    phone.page.context.route(SESSIONS, look, times=1)
    spy = """(() => { const put = window.fetch; window.frozen = [];
      window.fetch = async (...asked) => {
        if (asked[1]?.method === "PUT") window.frozen.push((await outbox.rows()).map((row) => row.frozen));
        return put(...asked);
      }; })()"""
    phone.page.evaluate(spy)
    pk = phone.save()
    phone.flush()
    assert phone.page.evaluate("window.frozen") == [[True]]
    assert json.loads(seen[0]) == phone.told[pk][1]
    phone.flush()
    promises.hold(all_sent=True)


def test_words_that_never_left_can_be_changed(phone, promises):
    """F37: nothing is sent twice that was never sent once."""
    pk = phone.save()
    phone.save(phone.moment("Better put"), pk)
    assert phone.flush() == ""
    assert phone.put_statuses() == [201]
    promises.hold(all_sent=True)


def test_other_words_under_an_id_that_is_there_are_kept_on_both_sides(phone, floor, promises):
    """F37: 409, and a person has a look."""
    first = phone.moment("First words")
    pk = phone.save(first)
    phone.flush()
    phone.page.evaluate(
        """(id) => new Promise((resolve) => { indexedDB.open("coaching", 1).onsuccess = ({ target: { result } }) => {
          const writing = result.transaction("outbox", "readwrite");
          writing.objectStore("outbox").delete(id);
          writing.oncomplete = () => caches.delete("outbox-mirror").then(() => { result.close(); resolve(); });
        }; })""",
        pk,
    )
    phone.save({**first, "note": "Other words"}, pk)
    assert phone.flush() == ""
    row = phone.rows()[pk]
    assert (row["state"], row["why"]) == ("attention", "different")
    assert floor.one("SELECT count(*) FROM coaching_refusal WHERE why = 'different' AND sha256 = ?", row["sha"]) == 1
    assert floor.one("SELECT note FROM coaching_session WHERE id = ?", uuid.UUID(pk).hex) == "First words"
    promises.cleared.add(pk)  # its words differ on the two sides, which is the point
    assert phone.rows()[pk]["body"] == json.dumps(phone.told[pk][1], separators=(",", ":"), ensure_ascii=False)


def test_what_was_taken_back_is_not_brought_to_life(phone, floor, promises):
    """F38: received, answer lost, taken back meanwhile."""
    phone.page.context.route(SESSIONS, lose_the_answer, times=1)
    pk = phone.save()
    phone.flush()
    take_back(floor, pk)
    assert phone.flush() == ""
    row = phone.rows()[pk]
    assert (row["state"], row["why"]) == ("attention", "withdrawn")
    assert floor.one("SELECT withdrawn_at IS NOT NULL FROM coaching_session WHERE id = ?", uuid.UUID(pk).hex)
    promises.hold()


def take_back(floor, pk: str) -> None:
    floor.rows(
        "UPDATE coaching_session SET withdrawn_at = '2026-11-01 10:00:00', withdrawn_by_id = leader_id WHERE id = ?", uuid.UUID(pk).hex
    )


def test_what_was_sent_and_then_taken_back_is_nobodys_trouble(phone, floor, promises):
    """F38, F39: asked about again after a restore, its receipt still stands."""
    pk = phone.save()
    phone.flush()
    take_back(floor, pk)
    floor.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('floorwalk-restored', 'another-life', '2026-11-22')")
    assert phone.flush() == ""
    assert phone.put_statuses() == [201, 410]
    assert phone.rows()[pk]["state"] == "sent"
    promises.hold()


def test_two_taps_on_save_are_one_moment(phone, promises):
    """F41: at the same time and one after the other; the id was made when the form opened."""
    pk, body = str(uuid.uuid4()), phone.moment()
    two = "([id, body]) => Promise.all([outbox.save('session', id, body), outbox.save('session', id, body)]).then(() => true)"
    assert phone.page.evaluate(two, [pk, body])
    phone.save(body, pk)
    assert len(phone.rows()) == 1
    assert phone.flush() == ""
    phone.save(body, pk)
    assert phone.flush() == ""
    assert phone.put_statuses() == [201]
    promises.hold(all_sent=True)


def test_it_goes_by_itself(phone, promises):
    """F44: after Save, and when the phone is back on the line, with nobody asking; seen by the server."""
    phone.open(timers=True)
    phone.save()
    phone.until(lambda: phone.put_statuses() == [201], "nothing was sent after Save")
    phone.page.context.set_offline(True)
    phone.save()
    phone.page.wait_for_timeout(100)
    phone.page.evaluate("pace.settings.first = pace.settings.most = 10_000_000")
    phone.page.context.set_offline(False)
    phone.until(lambda: phone.states() == ["sent", "sent"], "nothing was sent when the line came back")
    promises.hold(all_sent=True)


def test_whatever_wakes_the_phone_sends(phone, promises):
    """F44, F10: on iPhones nothing is sent while the page sleeps, so each way of coming back to it counts."""
    phone.open(first=50)
    for where, what in [("window", "online"), ("window", "pageshow"), ("window", "focus"), ("document", "visibilitychange")]:
        phone.flush()  # a round that is still going would take the next row along
        pk = phone.save()
        phone.page.evaluate(f"() => {{ {where}.dispatchEvent(new Event('{what}')); }}")
        phone.until(lambda pk=pk: phone.rows()[pk]["state"] == "sent", f"{what} sent nothing")
    assert phone.put_statuses() == [201] * 4
    promises.hold(all_sent=True)


def test_what_failed_is_tried_again_by_itself(phone, promises):
    """F44: with nobody there: a line that is cut, a server that is busy, a server that does not know us."""
    phone.open(timers=True, first=30, most=60)
    phone.page.context.route(SESSIONS, lambda route: route.abort("connectionreset"), times=1)
    phone.save()
    phone.until(lambda: phone.states() == ["sent"])
    phone.page.context.route(SESSIONS, lambda route: route.fulfill(status=503), times=1)
    phone.save()
    phone.until(lambda: phone.states() == ["sent", "sent"])
    phone.page.context.route(WHOAMI, lambda route: route.fulfill(status=502), times=1)
    phone.save()
    phone.until(lambda: phone.states() == ["sent"] * 3)
    promises.hold(all_sent=True)


def test_an_answer_whose_session_the_server_forgot_goes_again_with_it(phone, floor, promises):
    """F39: put back from a backup between two requests of one round; the answer's 404 is no verdict then."""
    session = phone.save(phone.moment(come_back="later-today"))
    assert phone.flush() == ""
    answer = check_back_of(phone, floor, session)

    def restored(route: Route) -> None:
        for table, column in (("coaching_checkback", "session_id"), ("coaching_session", "id")):
            floor.rows(f"DELETE FROM {table} WHERE {column} = ?", uuid.UUID(session).hex)
        floor.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('floorwalk-restored', 'another-life', '2026-11-22')")
        route.continue_()

    phone.page.context.route(ANSWERS, restored, times=1)
    body = {"outcome": "helped", "step": 2, "answered_at": phone.page.evaluate("new Date().toISOString()"), "payload": 1}
    phone.save(body, answer, "answer", {"session": session})
    phone.flush()
    assert phone.rows()[answer]["why"] == "not_found"
    assert phone.flush() == ""
    promises.hold(all_sent=True)
