"""What stands between a row on a phone and the word "sent": the answer, the line, and who is here."""

from __future__ import annotations

from tests.mutations.guards import ANSWERS, LOST, PAGES, PEOPLE, Guard

CONTACT, ONE = "static/js/outbox/contact.js", "static/js/outbox/one.js"
PUT, REPLY, SEND = "static/js/outbox/put.js", "static/js/outbox/reply.js", "static/js/outbox/send.js"
RECEIPT = (f"{ANSWERS}::test_nothing_but_our_own_receipt_is_success",)
PORTAL = (f"{ANSWERS}::test_behind_a_captive_portal_nothing_leaves",)
REFUSED = "const REFUSED = [404, 409, 410, 413, 422]"
WALLS = (f"{PEOPLE}::test_each_of_the_two_walls_between_people_holds_alone",)

GUARDS = [
    # The answer
    Guard("success is 200 or 201", "F5", REPLY, "[200, 201].includes(status)", "status < 300", RECEIPT),
    Guard("the receipt names the row", "F5", REPLY, "json?.id === row.id && ", "json !== null && ", RECEIPT),
    Guard("the receipt is for these bytes", "F43", REPLY, " && json.sha256 === row.sha", "", RECEIPT),
    Guard("the receipt is for this owner", "F15", REPLY, " && json.owner === row.owner", "", RECEIPT),
    Guard("a receipt is JSON", "F6", REPLY, "json ? parsed(text) : null", "parsed(text)", RECEIPT),
    Guard(
        "a refusal is our own server's", "F6", REPLY, 'typeof json?.code === "string" && json.status === status', "json !== null", RECEIPT
    ),
    Guard(
        "only our own server's answers are read",
        "F7",
        REPLY,
        'if (answer.type !== "basic") return { status: 0, json: null };',
        "",
        (f"{ANSWERS}::test_a_redirect_that_ends_in_a_receipt_is_not_ours",),
    ),
    Guard(
        "a redirect is not followed",
        "F7",
        PUT,
        'redirect: "manual"',
        'redirect: "follow"',
        (f"{ANSWERS}::test_a_redirect_to_a_sign_in_page_is_not_followed",),
    ),
    Guard(
        "another id's words need a person (409)",
        "F37",
        REPLY,
        REFUSED,
        REFUSED.replace("409, ", ""),
        (f"{LOST}::test_other_words_under_an_id_that_is_there_are_kept_on_both_sides",),
    ),
    Guard(
        "what was taken back needs a person (410)",
        "F38",
        REPLY,
        REFUSED,
        REFUSED.replace("410, ", ""),
        (f"{LOST}::test_what_was_taken_back_is_not_brought_to_life",),
    ),
    Guard(
        "too large needs a person (413)",
        "F13",
        REPLY,
        REFUSED,
        REFUSED.replace("413, ", ""),
        (f"{PAGES}::test_what_is_too_large_for_the_server_needs_a_person",),
    ),
    Guard(
        "what makes no sense needs a person (422)",
        "F13",
        REPLY,
        REFUSED,
        REFUSED.replace(", 422", ""),
        (f"{PAGES}::test_what_the_server_refuses_needs_a_person_and_is_never_just_gone",),
    ),
    Guard(
        "what is not there to see needs a person (404)",
        "F13",
        REPLY,
        REFUSED,
        REFUSED.replace("404, ", ""),
        (f"{PAGES}::test_a_session_that_is_not_there_to_see_needs_a_person",),
    ),
    Guard(
        "sent and then taken back keeps its receipt",
        "F38",
        REPLY,
        "status === 410 && ours && row.receipt",
        "false",
        (f"{LOST}::test_what_was_sent_and_then_taken_back_is_nobodys_trouble",),
    ),
    # The line
    Guard(
        "a row has its time limit",
        "F20",
        PUT,
        ", signal: AbortSignal.timeout(settings.timeout)",
        "",
        (f"{ANSWERS}::test_a_line_that_hangs_is_given_up[row]",),
    ),
    Guard(
        "the question who is here has its time limit",
        "F20",
        CONTACT,
        ", signal: AbortSignal.timeout(settings.timeout)",
        "",
        (f"{ANSWERS}::test_a_line_that_hangs_is_given_up[whoami]",),
    ),
    Guard(
        "a cut line stops the round",
        "F12",
        PUT,
        'return { is: "stop", why: "no_contact" };',
        'return { is: "again", why: "no_contact" };',
        (f"{LOST}::test_an_answer_lost_on_the_way_is_asked_for_again_and_doubles_nothing",),
    ),
    Guard(
        "what stops one row stops the round",
        "F14",
        SEND,
        'if (end.is === "stop") stop = end.why;',
        "",
        (f"{PEOPLE}::test_a_session_that_ends_between_two_requests_stops_it",),
    ),
    Guard(
        "signed out is no verdict on a row",
        "F14",
        REPLY,
        'if (status === SIGNED_OUT) return { is: "stop", why: "signed_out" };',
        "",
        (f"{PEOPLE}::test_a_session_that_ends_between_two_requests_stops_it",),
    ),
    Guard(
        "signed out is told from no server of ours",
        "F14",
        CONTACT,
        'if (status === 401) return { stop: "signed_out" };',
        "",
        (f"{PEOPLE}::test_signed_out_nothing_leaves_and_nothing_is_lost",),
    ),
    # Who is here
    Guard("whoami names a person", "F6", CONTACT, "Number.isInteger(json?.user)", "json", PORTAL),
    Guard("whoami brings a token", "F6", CONTACT, 'typeof json.csrf === "string" && ', "", PORTAL),
    Guard("whoami brings the server's epoch", "F39", CONTACT, "json.epoch && ", "", PORTAL),
    Guard("whoami brings the server's time", "F40", CONTACT, " && Date.parse(json.now);", ";", PORTAL),
    Guard(
        "a stale token is fetched anew",
        "F19",
        ONE,
        'if (end.is === "csrf") end = await afresh(frozen, who);',
        "",
        (f"{ANSWERS}::test_a_stale_token_is_fetched_anew_and_tried_once_more",),
    ),
    Guard(
        "a token is fetched anew once",
        "F19",
        ONE,
        'return end.is === "csrf" ? { is: "again", why: "csrf" } : end;',
        'return end.is === "csrf" ? afresh(row, who) : end;',
        (f"{ANSWERS}::test_a_token_that_is_refused_twice_waits_and_the_next_row_goes",),
    ),
    Guard(
        "another person's fresh token is not used",
        "F15",
        ONE,
        "if (again.stop || again.user !== who.user)",
        "if (again.stop)",
        (f"{PEOPLE}::test_a_fresh_token_of_another_person_is_not_used",),
    ),
    Guard(
        "the wrong person stops the round",
        "F15",
        REPLY,
        'if (status === FORBIDDEN && ours && why === "wrong_user") return { is: "stop", why };',
        "",
        (f"{PEOPLE}::test_a_login_swapped_between_the_question_and_the_row_is_refused",),
    ),
    Guard(
        "a row says whose it is",
        "F15",
        PUT,
        ', "X-Owner": row.owner',
        "",
        (f"{PEOPLE}::test_under_another_name_not_one_request_leaves",),
    ),
    Guard("only the owner's rows are next", "F15", SEND, "row.owner === user && ", "", WALLS),
    Guard("a row is its owner's when it leaves", "F15", ONE, " && now.owner === who.user", "", WALLS),
    Guard(
        "what the phone holds is said of whom it is",
        "F28",
        CONTACT,
        "said.stop || said.user === me?.user ? said : await asking(said.user)",
        "said",
        (f"{PEOPLE}::test_the_server_is_told_what_this_phone_holds_of_whom",),
    ),
    Guard(
        "another epoch asks about every row again",
        "F39",
        CONTACT,
        "if (before && before !== epoch)",
        "if (false)",
        (f"{PAGES}::test_a_server_put_back_from_a_backup_is_given_again_what_it_forgot",),
    ),
    Guard(
        "another epoch asks for everybody",
        "F39",
        CONTACT,
        'if (row.state === "sent" ||',
        'if ((row.state === "sent" && row.owner === user) ||',
        (f"{PAGES}::test_a_new_epoch_is_for_everybody_on_the_phone",),
    ),
    Guard(
        "another epoch asks again about what was not known",
        "F39",
        CONTACT,
        ' || row.why === "not_found"',
        "",
        (f"{LOST}::test_an_answer_whose_session_the_server_forgot_goes_again_with_it",),
    ),
]
