"""What stands behind the words "saved on this phone", and for how long."""

from __future__ import annotations

from tests.mutations.guards import CLOCKS, LOST, NOT_SAVED, PAGES, PEOPLE, STORAGE, Guard

DATABASE, HEAL, KEEP = "static/js/outbox/database.js", "static/js/outbox/heal.js", "static/js/outbox/keep.js"
MEND, OUTBOX, PERSON = "static/js/outbox/mend.js", "static/js/outbox/outbox.js", "static/js/outbox/person.js"
LASTING = "static/js/outbox/lasting.js"
SEND, STORE = "static/js/outbox/send.js", "static/js/outbox/store.js"
EMPTY = (f"{STORAGE}::test_a_database_that_came_back_empty_is_filled_from_its_copy",)
CUT = (f"{STORAGE}::test_a_handle_that_the_system_cut_is_opened_again",)
READ_BACK = (f"{STORAGE}::test_saved_is_said_only_after_it_was_read_back_and_copied",)
THIRTY_DAYS = (f"{CLOCKS}::test_what_was_sent_stays_thirty_days_by_the_servers_clock",)
REFUSED = ("tests/e2e/faults/test_lasting.py::test_a_refusal_without_a_word_is_said_and_nothing_else_changes",)
ODD_ROW = (f"{STORAGE}::test_a_row_the_receipt_could_never_fit_is_refused_on_the_phone",)

GUARDS = [
    # Save
    Guard("what was saved is read back", "F26", KEEP, 'if (!same(back, row)) throw new NotSaved("read_back");', "", READ_BACK),
    Guard("saved has its copy", "F25", KEEP, "await copy(row.id, back);", "copy(row.id, back).catch(() => {});", READ_BACK),
    Guard("what is not saved is taken out again", "F27", KEEP, "await undone(row.id, before);", "", READ_BACK),
    Guard(
        "better words not saved leave the old ones",
        "F27",
        KEEP,
        "before ? outbox.put(before) : outbox.delete(id)",
        "outbox.delete(id)",
        (f"{STORAGE}::test_new_words_that_could_not_be_saved_leave_the_old_ones",),
    ),
    Guard(
        "what is still being saved is not sent",
        "F27",
        KEEP,
        'state: "keeping", frozen',
        'state: "saved", frozen',
        (f"{NOT_SAVED}::test_what_has_no_copy_yet_is_not_taken_along",),
    ),
    Guard(
        "what took too long is not sent after all",
        "F27",
        KEEP,
        'if (turn.late) throw new NotSaved("timeout");',
        "",
        (f"{NOT_SAVED}::test_told_not_saved_because_it_took_too_long_it_is_never_sent",),
    ),
    Guard(
        "what a page was saving as it died is whole",
        "F23",
        "static/js/outbox/heal.js",
        "    await finish();\n",
        "",
        (f"{NOT_SAVED}::test_a_page_that_died_while_it_saved_leaves_whole_words",),
    ),
    Guard(
        "what may have left is not taken back",
        "F37",
        MEND,
        'row.state === "saved" && !row.frozen',
        'row.state === "saved"',
        (f"{NOT_SAVED}::test_what_may_have_left_is_not_taken_back",),
    ),
    Guard(
        "one save at a time",
        "F41",
        KEEP,
        "await alone(() => kept(whole, turn));",
        "await kept(whole, turn);",
        (f"{STORAGE}::test_a_save_that_fails_takes_no_other_with_it",),
    ),
    Guard(
        "two taps are one",
        "F41",
        KEEP,
        "if (before && same(before, row)) return before;",
        "",
        (f"{LOST}::test_two_taps_on_save_are_one_moment",),
    ),
    Guard(
        "words that may have left cannot be changed",
        "F37",
        KEEP,
        'throw new NotSaved("frozen");',
        "{}",
        (f"{LOST}::test_words_that_may_have_left_cannot_be_changed_under_their_id",),
    ),
    Guard(
        "a database that hangs is not saved",
        "F24",
        OUTBOX,
        "settings.save)",
        "1e9)",
        (f"{STORAGE}::test_a_database_that_never_answers_is_not_saved",),
    ),
    Guard("an id that no receipt can name is refused", "F3", OUTBOX, " || !UUID.test(id)", "", ODD_ROW),
    Guard(
        "more than the server takes is refused", "F13", OUTBOX, "if (new TextEncoder().encode(body).length > MOST)", "if (false)", ODD_ROW
    ),
    Guard(
        "without TLS nothing is saved",
        "F45",
        OUTBOX,
        'if (!able()) return Promise.reject(new NotSaved("insecure"));',
        "",
        (f"{STORAGE}::test_over_plain_http_it_refuses_rather_than_half_works",),
    ),
    Guard(
        "without TLS nothing is begun",
        "F45",
        OUTBOX,
        "if (!able()) return false;",
        "",
        (f"{STORAGE}::test_over_plain_http_it_refuses_rather_than_half_works",),
    ),
    Guard(
        "a page of somebody who has gone saves nothing",
        "F15",
        PERSON,
        'throw new NotSaved("other_person");',
        "{}",
        (f"{PEOPLE}::test_a_page_of_somebody_who_has_gone_saves_nothing",),
    ),
    Guard(
        "without an owner nothing is saved",
        "F15",
        PERSON,
        'if (!here) throw new NotSaved("nobody");',
        "if (!here) return { user: 0, name: '' };",
        (f"{PEOPLE}::test_where_nobody_was_ever_signed_in_nothing_is_saved",),
    ),
    # The database
    Guard(
        "it is on the disk before it is told",
        "F26",
        DATABASE,
        'durability: "strict"',
        'durability: "relaxed"',
        (f"{STORAGE}::test_every_change_is_on_the_disk_before_it_is_told",),
    ),
    Guard("a handle that was cut is known by its error", "F24", DATABASE, '["InvalidStateError", "UnknownError"]', '["UnknownError"]', CUT),
    Guard("a handle that was cut is dropped", "F24", DATABASE, "forget(opening);\n    return once", "return once", CUT),
    Guard(
        "a handle whose database is gone is dropped",
        "F24",
        DATABASE,
        "database.onclose = () => forget(opening);",
        "",
        (f"{STORAGE}::test_a_database_taken_away_comes_back_from_its_copy",),
    ),
    Guard(
        "a handle is let go for another version",
        "F35",
        DATABASE,
        "forget(opening);\n    database.close();",
        "",
        (f"{STORAGE}::test_a_newer_page_that_asks_for_the_database_is_not_blocked",),
    ),
    Guard(
        "the database stays at version 1",
        "F35",
        DATABASE,
        "VERSION = 1",
        "VERSION = 2",
        (f"{STORAGE}::test_a_newer_page_that_asks_for_the_database_is_not_blocked",),
    ),
    # The browser's own word
    Guard("the browser is asked to keep what is here", "F46", OUTBOX, "ask().catch(() => {});", "", REFUSED),
    Guard("it is asked once a day", "F46", LASTING, "localStorage.setItem(ASKED, Date.now());", "", REFUSED),
    Guard("what it does not promise is said", "F46", "static/js/elements/app.js", 'this["may-go"].hidden = kept;', "", REFUSED),
    Guard(
        "what it promises is not asked for again",
        "F46",
        LASTING,
        " || (await lasts())",
        "",
        ("tests/e2e/faults/test_lasting.py::test_what_the_browser_promises_is_said_only_once_it_does",),
    ),
    # What is lost is put back
    Guard("what was lost is put back before anything is sent", "F25", SEND, "await heal().catch(() => {});", "", EMPTY),
    Guard("what is put back may have left", "F37", HEAL, ", frozen: true", ", frozen: false", EMPTY),
    Guard("what is put back goes on counting", "F28", HEAL, "kv.put(Math.max(highest, row.seq), key);", "", EMPTY),
    Guard("a phone keeps its name", "F28", HEAL, "(await copied(DEVICE).catch(() => null)) ?? ", "", EMPTY),
    Guard(
        "a copy that is not what was saved is not sent",
        "F25",
        HEAL,
        " && row.sha === (await digest(row.body))",
        "",
        (f"{STORAGE}::test_a_copy_that_is_gone_is_made_again_and_a_false_one_is_not_sent",),
    ),
    Guard(
        "a copy that is gone is made again",
        "F25",
        HEAL,
        "for (const id of there.filter(",
        "for (const id of [].filter(",
        (f"{STORAGE}::test_a_copy_that_is_gone_is_made_again_and_a_false_one_is_not_sent",),
    ),
    # How long it is kept
    Guard("what was sent stays thirty days", "F39", SEND, "const KEPT = 30 *", "const KEPT = 3 *", THIRTY_DAYS),
    Guard("thirty days go by the server's clock", "F40", SEND, "now - row.sentAt > KEPT", "Date.now() - row.sentAt > KEPT", THIRTY_DAYS),
    Guard(
        "what was not sent is never old",
        "F11",
        SEND,
        'row.state === "sent" && row.receipt && now - row.sentAt > KEPT',
        "now - (row.sentAt ?? row.at) > KEPT",
        (f"{CLOCKS}::test_nothing_expires_and_no_clock_holds_anything_back",),
    ),
    Guard("what is let go goes with its copy", "F11", STORE, "await drop(id);", "", THIRTY_DAYS),
    Guard(
        "what was refused is let go only with a file",
        "F13",
        MEND,
        " && Boolean(row.exported || settled)",
        "",
        (f"{PAGES}::test_what_the_server_refuses_needs_a_person_and_is_never_just_gone",),
    ),
    Guard(
        "another person's rows are not let go",
        "F16",
        MEND,
        'row.owner === me?.user && row.state === "attention"',
        'row.state === "attention"',
        (f"{PEOPLE}::test_what_another_person_has_to_put_right_is_not_ours_to_touch",),
    ),
    Guard(
        "another person's rows are not sent again",
        "F15",
        MEND,
        'row.owner === me?.user && row.state !== "sent", () => ({ state',
        'row.state !== "sent", () => ({ state',
        (f"{PEOPLE}::test_what_another_person_has_to_put_right_is_not_ours_to_touch",),
    ),
    Guard(
        "a change is told to every page",
        "F13",
        "static/js/outbox/news.js",
        'channel?.postMessage("changed");',
        "",
        (f"{PAGES}::test_every_change_is_told_to_every_page",),
    ),
]
