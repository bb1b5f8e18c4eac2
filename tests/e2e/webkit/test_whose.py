"""In WebKit: everything is sent under the name of who pressed Save, or it stays."""

from __future__ import annotations


def test_signed_out_nothing_leaves_and_nothing_is_lost(phone, door, promises):
    """F14: 401 is no verdict on a row."""
    phone.save()
    phone.page.context.clear_cookies()
    assert phone.flush() == "signed_out"
    assert (door.statuses(), phone.states()) == ([], ["saved"])
    promises.hold()
    phone.sign_in("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_session_that_ends_between_two_requests_stops_it(phone, door, floor, promises):
    """F14: the next row is not even tried."""
    sessions = floor.rows("SELECT * FROM django_session")

    def end_it(asked):
        floor.rows("DELETE FROM django_session")
        return asked.passed_on()

    door.once("PUT", end_it)
    phone.save()
    phone.save()
    assert phone.flush() == "signed_out"
    assert door.statuses() == [401]
    assert phone.states() == ["saved", "saved"]
    promises.hold()
    for row in sessions:
        floor.rows(f"INSERT INTO django_session VALUES ({', '.join('?' * len(row))})", *row)
    phone.sign_in("leader")
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_under_another_name_not_one_request_leaves(phone, door, promises):
    """F15, F16: held for the other person, counted, not shown; sent when they are back."""
    mine = phone.save()
    phone.become("stranger")
    phone.open()
    assert phone.flush() == ""
    assert door.statuses() == []
    counts = phone.page.evaluate("outbox.waiting()")
    assert (counts["held"], counts["saved"]) == (1, 0)
    assert phone.page.evaluate("outbox.rows()") == []
    promises.hold()
    phone.save()
    assert phone.flush() == ""
    assert [asked.headers["X-Owner"] for asked in door.asked if asked.method == "PUT"] == [str(phone.user)]
    promises.hold()
    phone.become("leader")
    phone.open()
    assert phone.flush() == ""
    assert phone.rows()[mine]["state"] == "sent"
    promises.hold(all_sent=True)


def test_a_login_swapped_between_the_question_and_the_row_is_refused(phone, door, floor, promises):
    """F15: by the server, which is told whose the row is. The second row is not even tried."""
    theirs = floor.prepared.cookies["stranger"]

    def swap(asked):
        return asked.passed_on(Cookie=f"session={theirs['session']}; csrf={theirs['csrf']}", X_CSRFToken=theirs["csrf"])

    door.once("PUT", swap)
    phone.save()
    phone.save()
    assert phone.flush() == "wrong_user"
    assert door.statuses() == [403]
    assert phone.states() == ["saved", "saved"]
    promises.hold()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_page_of_somebody_who_has_gone_saves_nothing(phone, promises):
    """F15: who presses Save here now, nobody can tell. The words stay in the form."""
    other = type(phone)(phone.page.context.new_page(), phone.floor, "stranger")
    phone.become("stranger")
    other.open()
    phone.role = "leader"
    assert phone.try_to_save() == "other_person"
    assert phone.rows() == {}
    other.save()
    assert other.flush() == ""
    promises.phones.append(other)
    promises.hold(all_sent=True)
