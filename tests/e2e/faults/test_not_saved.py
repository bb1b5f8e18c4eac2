"""What somebody was told is not saved is nowhere; what they were told nothing of is whole."""

from __future__ import annotations

import uuid

from playwright.sync_api import Route

from tests.e2e.faults.phone import SESSIONS, WHOAMI, lose_the_answer


def test_what_has_no_copy_yet_is_not_taken_along(phone, promises):
    """F27, F1: a round that is going leaves a row that is still being saved; its copy fails, and "not saved" is true."""
    held: list[Route] = []
    phone.page.context.route(WHOAMI, lambda route: held.append(route), times=1)
    phone.page.evaluate("() => { window.round = send.flush(); }")
    phone.until(lambda: bool(held), "nobody was asked who is here")
    pk, body = str(uuid.uuid4()), phone.moment()
    phone.page.evaluate(
        """([id, body]) => {
          Cache.prototype.put = () => new Promise((_, reject) => {
            window.fail = () => reject(new DOMException("full", "QuotaExceededError"));
          });
          window.said = outbox.save("session", id, body).then(() => "saved", ({ why }) => why);
        }""",
        [pk, body],
    )
    phone.until(lambda: pk in phone.rows() and phone.page.evaluate("Boolean(window.fail)"), "it was not written down")
    held[0].continue_()
    assert phone.page.evaluate("round") == ""
    phone.page.evaluate("fail()")
    assert phone.page.evaluate("said") == "QuotaExceededError"
    assert (phone.rows(), phone.puts) == ({}, [])
    promises.hold(all_sent=True)


def test_told_not_saved_because_it_took_too_long_it_is_never_sent(phone, promises):
    """F27: the storage answers after somebody was told; what they were told stays true."""
    phone.load(start=False, save=100)
    phone.page.evaluate(
        "() => { const put = Cache.prototype.put; Cache.prototype.put = async function (...what) {"
        " await new Promise((resolve) => setTimeout(resolve, 700)); return put.apply(this, what); } }"
    )
    assert phone.try_to_save() == "timeout"
    phone.page.wait_for_timeout(1200)
    assert phone.rows() == {}
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_a_page_that_died_while_it_saved_leaves_whole_words(phone, promises):
    """F23: nobody was told anything; what was written down whole is sent, under its own id."""
    pk, body = str(uuid.uuid4()), phone.moment()
    phone.page.evaluate(
        "([id, body]) => { Cache.prototype.put = () => new Promise(() => {}); void outbox.save('session', id, body); }", [pk, body]
    )
    phone.until(lambda: pk in phone.rows(), "it was not written down")
    phone.open()
    phone.told[pk] = (phone.user, body)
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_what_may_have_left_is_not_taken_back(phone, promises):
    """F37: the answer was lost; the server may have it, and only the server can take it back."""
    phone.page.context.route(SESSIONS, lose_the_answer, times=1)
    pk = phone.save()
    phone.flush()
    assert phone.page.evaluate("(id) => outbox.takeBack(id)", pk) is False
    phone.flush()
    promises.hold(all_sent=True)
    assert phone.page.evaluate("(id) => outbox.takeBack(id)", pk) is False


def test_what_never_left_is_taken_back_whole(phone, promises):
    """And then nothing of it is anywhere: not in the copies either, or it would come back."""
    pk = phone.save()
    assert phone.page.evaluate("(id) => outbox.takeBack(id)", pk) is True
    del phone.told[pk]
    phone.open()
    assert (phone.flush(), phone.rows()) == ("", {})
    promises.hold(all_sent=True)
