"""Whose turn it is: which row, which page, and when again."""

from __future__ import annotations

from tests.mutations.guards import CLOCKS, LOST, PAGES, Guard

ONE, PACE, REPLY = "static/js/outbox/one.js", "static/js/outbox/pace.js", "static/js/outbox/reply.js"
SEND, OUTBOX, TURNS = "static/js/outbox/send.js", "static/js/outbox/outbox.js", "static/js/outbox/turns.js"

GUARDS = [
    Guard(
        "words stand before the first byte leaves",
        "F37",
        ONE,
        "frozen: true, ",
        "",
        (f"{LOST}::test_words_are_made_to_stand_before_the_first_byte_leaves",),
    ),
    Guard(
        "an answer waits for its session",
        "F12",
        ONE,
        'if (end.is === "refused" && (await tooEarly(frozen, end)))',
        "if (false)",
        (f"{PAGES}::test_an_answer_waits_for_its_session",),
    ),
    Guard(
        "sessions go before answers",
        "F12",
        SEND,
        'waiting.find((row) => row.kind === "session") ?? waiting[0]',
        "waiting[0]",
        (f"{PAGES}::test_an_answer_waits_for_its_session",),
    ),
    Guard(
        "what failed gives way to the next",
        "F12",
        ONE,
        "failed(row.id, end.wait);",
        "forget(row.id);",
        (f"{PAGES}::test_a_row_that_kills_its_request_does_not_stand_before_the_others",),
    ),
    Guard(
        "waits go by no clock that can be set",
        "F40",
        PACE,
        "performance.now()",
        "Date.now()",
        (f"{CLOCKS}::test_nothing_expires_and_no_clock_holds_anything_back",),
    ),
    Guard(
        "no wait is longer than five minutes",
        "F40",
        PACE,
        "Math.min(settings.most, settings.first * 2 ** (times - 1))",
        "settings.first * 2 ** (times - 1)",
        (f"{CLOCKS}::test_waits_grow_to_five_minutes_and_keep_to_the_servers_wish",),
    ),
    Guard(
        "the server's wish to wait is kept",
        "F40",
        REPLY,
        'Number(answer.headers.get("Retry-After"))',
        "Number(0)",
        (f"{CLOCKS}::test_a_busy_server_says_when_to_come_back",),
    ),
    Guard(
        "one page sends at a time",
        "F21",
        SEND,
        "{ ifAvailable: true }",
        "{}",
        (f"{PAGES}::test_two_pages_at_once_send_each_row_once",),
    ),
    Guard(
        "an error does not run it again",
        "F22",
        SEND,
        "}).finally(",
        "}).catch(() => sending(run)).finally(",
        (f"{PAGES}::test_an_error_inside_does_not_run_it_twice",),
    ),
    Guard(
        "the lock is taken from a frozen page",
        "F23",
        SEND,
        "steal ? { steal } : ",
        "",
        (f"{PAGES}::test_a_page_frozen_while_it_sends_does_not_hold_the_others_for_ever",),
    ),
    Guard(
        "a thawed page does not go on",
        "F23",
        SEND,
        "run.on && !stop",
        "!stop",
        (f"{PAGES}::test_a_page_frozen_while_it_sends_does_not_hold_the_others_for_ever",),
    ),
    Guard(
        "a page that found the lock taken comes back",
        "F23",
        TURNS,
        "return soon(settings.first);",
        "return;",
        (f"{PAGES}::test_a_page_that_found_the_lock_taken_comes_back",),
    ),
    Guard("Save sends", "F44", OUTBOX, "soon(settings.after);", "", (f"{LOST}::test_it_goes_by_itself",)),
    Guard("coming back to the page sends", "F10", OUTBOX, '[window, "pageshow"], ', "", (f"{LOST}::test_whatever_wakes_the_phone_sends",)),
]
