"""In WebKit: what the server will not take stays, with the reason, and its words are on both sides."""

from __future__ import annotations

import json
import uuid

from tests.e2e.faults.test_lost_answers import take_back
from tests.e2e.webkit import ways

FORGET = """(id) => new Promise((resolve) => { indexedDB.open("coaching", 1).onsuccess = ({ target: { result } }) => {
  const writing = result.transaction("outbox", "readwrite");
  writing.objectStore("outbox").delete(id);
  writing.oncomplete = () => caches.delete("outbox-mirror").then(() => { result.close(); resolve(true); });
}; })"""


def state(phone, pk: str) -> tuple[str, str]:
    row = phone.rows()[pk]
    return row["state"], row["why"]


def test_other_words_under_an_id_that_is_there_are_kept_on_both_sides(phone, floor, promises):
    """F37: 409, and a person has a look."""
    first = phone.moment("First words")
    pk = phone.save(first)
    phone.flush()
    phone.page.evaluate(FORGET, pk)
    phone.save({**first, "note": "Other words"}, pk)
    assert phone.flush() == ""
    assert state(phone, pk) == ("attention", "different")
    sha = phone.rows()[pk]["sha"]
    assert floor.one("SELECT count(*) FROM coaching_refusal WHERE why = 'different' AND sha256 = ?", sha) == 1
    assert floor.one("SELECT note FROM coaching_session WHERE id = ?", uuid.UUID(pk).hex) == "First words"
    promises.cleared.add(pk)  # its words differ on the two sides, which is the point
    promises.hold()


def test_what_was_taken_back_is_not_brought_to_life(phone, door, floor, promises):
    """F38: received, answer lost, taken back meanwhile: 410."""
    door.once("PUT", ways.lose_the_answer)
    pk = phone.save()
    phone.flush()
    take_back(floor, pk)
    assert phone.flush() == ""
    assert door.statuses() == [0, 410]
    assert state(phone, pk) == ("attention", "withdrawn")
    assert floor.one("SELECT withdrawn_at IS NOT NULL FROM coaching_session WHERE id = ?", uuid.UUID(pk).hex)
    promises.hold()


def test_refused_words_are_kept_on_both_sides_and_hold_nobody_up(phone, door, floor, promises):
    """F13: 422 with the fields; the next one goes; let go only after they are in a file."""
    bad = phone.save(phone.moment("Élan, “quoted”, 說得好", step=9))
    good = phone.save()
    assert phone.flush() == ""
    row = phone.rows()[bad]
    assert (row["state"], row["why"], list(row["fields"])) == ("attention", "invalid", ["step"])
    assert phone.rows()[good]["state"] == "sent"
    assert bytes(floor.one("SELECT body FROM coaching_refusal WHERE sha256 = ?", row["sha"])) == row["body"].encode()
    assert phone.flush() == ""
    assert door.statuses() == [422, 201], "it is not sent again by itself"
    promises.hold(all_sent=True, never={bad})
    assert phone.page.evaluate("(id) => outbox.letGo(id)", bad) is False
    file = json.loads(phone.page.evaluate("outbox.asFile().then((blob) => blob.text())"))
    assert file["rows"] == [{"id": bad, "kind": "session", "body": row["body"], "sha256": row["sha"]}]
    assert phone.page.evaluate("(id) => outbox.letGo(id)", bad) is True
    promises.cleared.add(bad)
    promises.hold(all_sent=True, never={bad})


def test_a_session_that_is_not_there_to_see_needs_a_person(phone, promises):
    """F13: 404 for somebody who is not theirs."""
    pk = phone.save({**phone.moment(), "advisor": 999_999})
    assert phone.flush() == ""
    assert state(phone, pk) == ("attention", "not_found")
    promises.hold(all_sent=True, never={pk})


def test_a_server_put_back_from_a_backup_is_given_again_what_it_forgot(phone, door, floor, promises):
    """F39: the epoch changes; each row is asked about, and only what is missing is new there."""
    kept, forgotten, withdrawn = phone.save(), phone.save(), phone.save()
    phone.flush()
    floor.rows("DELETE FROM coaching_checkback WHERE session_id = ?", uuid.UUID(forgotten).hex)
    floor.rows("DELETE FROM coaching_session WHERE id = ?", uuid.UUID(forgotten).hex)
    take_back(floor, withdrawn)
    floor.kill()
    floor.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('floorwalk-restored', 'another-life', '2026-11-22')")
    floor.start()
    assert phone.flush() == ""
    assert sorted(door.statuses()[3:]) == [200, 201, 410]
    assert {pk for pk, row in phone.rows().items() if row["state"] == "sent"} == {kept, forgotten, withdrawn}
    promises.hold(all_sent=True)
