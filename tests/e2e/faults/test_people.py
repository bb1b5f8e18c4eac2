"""One phone, several people: everything is sent under the name of who pressed Save, or it stays."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route

from tests.e2e.faults.phone import SESSIONS, WHOAMI, Phone


def counts(phone) -> dict:
    return phone.page.evaluate("outbox.waiting()")


# R20
def test_signed_out_nothing_leaves_and_nothing_is_lost(phone, promises):
    """F14: 401 is no verdict on a row."""
    phone.save()
    phone.page.context.clear_cookies()
    assert phone.flush() == "signed_out"
    assert (phone.puts, phone.states()) == ([], ["saved"])
    promises.hold()
    phone.sign_in("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_session_that_ends_between_two_requests_stops_it(phone, floor, promises):
    """F14: the next row is not even tried."""
    sessions = floor.rows("SELECT * FROM django_session")

    def end_it(route: Route) -> None:
        floor.rows("DELETE FROM django_session")
        route.continue_()

    phone.page.context.route(SESSIONS, end_it, times=1)
    phone.save()
    phone.save()
    assert phone.flush() == "signed_out"
    assert phone.put_statuses() == [401]
    assert phone.states() == ["saved", "saved"]
    promises.hold()
    for row in sessions:
        floor.rows(f"INSERT INTO django_session VALUES ({', '.join('?' * len(row))})", *row)
    phone.sign_in("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


# S42
def test_under_another_name_not_one_request_leaves(phone, promises):
    """F15, F16: held for the other person, counted, not shown; sent when they are back."""
    mine = phone.save()
    phone.become("stranger")
    phone.open()
    assert phone.flush() == ""
    assert phone.puts == []
    assert (counts(phone)["held"], counts(phone)["saved"]) == (1, 0)
    assert phone.page.evaluate("outbox.rows()") == []
    promises.hold()
    phone.save()
    assert phone.flush() == ""
    assert [request.headers["x-owner"] for request in phone.puts] == [str(phone.user)]
    promises.hold()
    phone.become("leader")
    phone.open()
    assert phone.rows()[mine]["state"] == "sent"
    promises.hold(all_sent=True)


# R22
@pytest.mark.parametrize("wall", ["getAll", "get"])
def test_each_of_the_two_walls_between_people_holds_alone(phone, promises, wall):
    """F15: rows are looked through for those of whoever is here, and each once more before it leaves. One of the looks is deceived."""
    phone.save()
    phone.become("stranger")
    phone.page.evaluate(
        """([wall, user]) => {
          const look = IDBObjectStore.prototype[wall], result = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "result").get;
          const theirs = (row) => (row?.owner ? { ...row, owner: user } : row);
          IDBObjectStore.prototype[wall] = function (...asked) {
            const request = look.apply(this, asked), found = () => result.call(request);
            Object.defineProperty(request, "result", { get: () => (Array.isArray(found()) ? found().map(theirs) : theirs(found())) });
            return request;
          };
          window.put_right = () => { IDBObjectStore.prototype[wall] = look; };
        }""",
        [wall, phone.user],
    )
    assert phone.flush() == ""
    assert phone.puts == []
    phone.page.evaluate("put_right()")
    promises.hold()
    phone.become("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_what_another_person_has_to_put_right_is_not_ours_to_touch(phone, promises):
    """F15, F16: neither sent again, nor let go, nor taken along in a file."""
    pk = phone.save(phone.moment(step=9))
    phone.flush()
    phone.page.evaluate("outbox.asFile()")
    before = phone.rows()[pk]
    assert (before["state"], before["exported"]) == ("attention", True)
    phone.become("stranger")
    phone.open()
    assert phone.page.evaluate("(id) => outbox.letGo(id, { settled: true })", pk) is False
    phone.page.evaluate("(id) => outbox.resend(id)", pk)
    assert json.loads(phone.page.evaluate("outbox.asFile().then((blob) => blob.text())"))["rows"] == []
    assert phone.rows()[pk] == before
    assert phone.put_statuses() == [422]
    promises.hold(all_sent=True, never={pk})


def test_a_login_swapped_between_the_question_and_the_row_is_refused(phone, promises):
    """F15: by the server, which is told whose the row is. The second row is not even tried."""

    def swap(route: Route) -> None:
        answer = route.fetch()
        phone.sign_in("stranger", "session")
        route.fulfill(response=answer)

    phone.page.context.route(WHOAMI, swap, times=1)
    phone.save()
    phone.save()
    assert phone.flush() == "wrong_user"
    assert phone.put_statuses() == [403]
    assert phone.states() == ["saved", "saved"]
    promises.hold()
    phone.sign_in("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_fresh_token_of_another_person_is_not_used(phone, promises):
    """F15, F19: the token is stale because somebody else has signed in."""

    def swap(route: Route) -> None:
        phone.sign_in("stranger")
        route.continue_(headers={**route.request.headers, "x-csrftoken": "x" * 64})

    phone.page.context.route(SESSIONS, swap, times=1)
    phone.save()
    assert phone.flush() == "wrong_user"
    assert phone.put_statuses() == [403], "it was asked once more, under another name"
    promises.hold()
    phone.sign_in("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_page_of_somebody_who_has_gone_saves_nothing(phone, promises):
    """F15: who presses Save here now, nobody can tell. The words stay in the form."""
    other = phone.page.context.new_page()
    phone.become("stranger")
    there = Phone(other, phone.floor, "stranger").open()
    assert phone.try_to_save() == "other_person"
    assert phone.rows() == {}
    there.save()
    there.flush()
    promises.phones.append(there)
    promises.hold(all_sent=True)


def test_a_page_from_the_phone_belongs_to_the_last_one_known(phone, promises):
    """F15: the page without a signal is not told by any server whose it is."""
    phone.open(person=False)
    pk = phone.save()
    assert phone.rows()[pk]["owner"] == phone.user
    assert phone.rows()[pk]["name"] == phone.person["name"]
    phone.flush()
    promises.hold(all_sent=True)


def test_where_nobody_was_ever_signed_in_nothing_is_saved(page_as, floor, watch):
    """F15: a row without an owner could be sent under any name."""
    watch.expect(401, "Service Worker registration blocked")
    page = page_as(None)
    page.goto("/accounts/login/")
    stranger = Phone(page, floor).load(person=False)
    assert stranger.try_to_save() == "nobody"
    assert stranger.rows() == {}


def test_the_server_is_told_what_this_phone_holds_of_whom(phone, promises):
    """F28: the census makes a loss on a phone visible; another person's rows are not put down to this one."""
    asked = []
    phone.page.context.on("request", lambda request: asked.append(request.headers) if "whoami" in request.url else None)
    phone.save()
    phone.save()
    phone.flush()
    told = [(headers["x-waiting"], headers["x-sequence"]) for headers in asked]
    assert told == [("2", "2"), ("0", "2")]
    assert len({headers["x-device"] for headers in asked}) == 1
    phone.save()
    phone.become("stranger")
    asked.clear()
    assert phone.flush() == ""
    assert [(headers["x-waiting"], headers["x-sequence"]) for headers in asked][-1] == ("0", "0")
    promises.hold()
    assert json.dumps(phone.rows()).count("saved") == 1
