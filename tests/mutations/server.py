"""The server's half: once, whole, under the right name, and never a word away."""

from __future__ import annotations

from tests.mutations.guards import Guard

SENT, RACED = "tests/coaching/test_api_session_put.py", "tests/coaching/test_api_session_put_at_once.py"
REFUSED, WHOSE = "tests/coaching/test_api_session_put_refused.py", "tests/coaching/test_api_session_put_whose.py"
ANSWERED, BROUGHT = "tests/coaching/test_api_answer.py", "tests/coaching/test_bring_page.py"
CENSUS, WHOAMI = "tests/accounts/test_api_census.py", "tests/accounts/test_api_whoami.py"
ENTRY, INTAKE, REPLY, ENVELOPE = "coaching/entry.py", "coaching/intake.py", "coaching/reply.py", "coaching/envelope.py"
OTHER_WORDS = (f"{SENT}::test_other_words_under_the_same_id_are_both_kept",)
OTHER_ANSWER = (f"{ANSWERED}::test_other_words_are_both_kept",)

GUARDS = [
    # Whose, how large, what
    Guard(
        "an envelope of another owner is not opened",
        "F15",
        ENVELOPE,
        'if request.headers.get("X-Owner") != str(request.user.pk):',
        "if False:",
        (f"{WHOSE}::test_what_a_phone_holds_for_another_is_refused_before_anything_is_looked_up",),
    ),
    Guard(
        "a stale token has a code of its own",
        "F19",
        "accounts/authentication.py",
        "raise CsrfRefused from refused",
        "raise",
        (f"{WHOSE}::TestCsrf::test_without_it",),
    ),
    Guard(
        "signed out is 401",
        "F14",
        "accounts/authentication.py",
        'return "Session"',
        'return ""',
        (f"{WHOSE}::test_signed_out",),
    ),
    Guard(
        "more than one moment can hold is not read",
        "F13",
        ENVELOPE,
        "if len(body) > LARGEST:",
        "if False:",
        (f"{REFUSED}::test_a_body_that_did_not_say_how_long_it_is_counts_too",),
    ),
    Guard(
        "what two readers take differently is refused",
        "F13",
        ENVELOPE,
        "if len(words) != len(pairs):",
        "if False:",
        (f"{REFUSED}::test_a_good_moment_with_something_odd_beside_it_is_refused",),
    ),
    Guard(
        "somebody else's id is not there",
        "F15",
        ENTRY,
        "if session.leader_id != by.pk:",
        "if False:",
        (f"{WHOSE}::test_an_id_of_somebody_else_is_not_there_whatever_is_sent_under_it",),
    ),
    # Sessions, exactly once
    Guard(
        "the same bytes again are a receipt",
        "F3",
        ENTRY,
        "known = logged_before(by, entry.id, body)\n    if known:\n        return known, False\n    at = at",
        "known = logged_before(by, entry.id, body)\n    if known:\n        raise Different\n    at = at",
        (f"{SENT}::test_the_same_bytes_again_give_the_same_receipt_and_nothing_else",),
    ),
    Guard(
        "the loser of a race looks again",
        "F4",
        ENTRY,
        "except IntegrityError:",
        "except ZeroDivisionError:",
        (f"{RACED}::test_the_loser_of_a_race_looks_again",),
    ),
    Guard(
        "a moment and its promise come together",
        "F2",
        ENTRY,
        "with transaction.atomic():",
        "if True:",
        (f"{SENT}::test_a_moment_is_there_with_its_promise_or_not_at_all",),
    ),
    Guard("other words under one id are told apart", "F37", ENTRY, "if session.sha256 != digest(body):", "if False:", OTHER_WORDS),
    Guard(
        "other words under one id are kept",
        "F37",
        ENTRY,
        "Refusal.keep(by, pk, Refusal.Why.DIFFERENT, body, digest(body), {})",
        "pass",
        OTHER_WORDS,
    ),
    Guard(
        "what was taken back stays so",
        "F38",
        ENTRY,
        "if session.withdrawn_at:",
        "if False:",
        (f"{SENT}::test_what_was_taken_back_never_comes_to_life_again",),
    ),
    Guard(
        "what cannot be taken in is kept",
        "F13",
        INTAKE,
        "Refusal.keep(by, pk, Refusal.Why.INVALID, body, entry.digest(body), problems)",
        "pass",
        (f"{REFUSED}::test_what_cannot_be_taken_in_is_named_and_kept",),
    ),
    Guard(
        "a receipt outlives the rules",
        "F36",
        INTAKE,
        "known = entry.logged_before(by, pk, body)",
        "known = None",
        (f"{SENT}::test_a_receipt_outlives_the_lead_the_team_the_card_and_the_rules",),
    ),
    Guard(
        "a receipt is for the bytes that came",
        "F43",
        ENTRY,
        "sha256=digest(body), flags=flags",
        "sha256=digest(entry.as_bytes()), flags=flags",
        (f"{SENT}::test_a_moment_is_stored_whole_and_receipted",),
    ),
    Guard(
        "a clock that cannot be right gives way",
        "F40",
        ENTRY,
        "if not at - CLOCK_BEHIND <= held_at <= at + CLOCK_AHEAD:",
        "if False:",
        (f"{SENT}::test_a_clock_that_cannot_be_right_gives_way_to_ours",),
    ),
    Guard(
        "a busy database is worth another try",
        "F5",
        "config/problems.py",
        "isinstance(error, OperationalError)",
        "False",
        (f"{REFUSED}::test_a_database_that_is_busy_is_worth_another_try",),
    ),
    # Answers, exactly once
    Guard(
        "the loser of a race of answers looks again",
        "F4",
        REPLY,
        "return new or not given_before(by, row, body)",
        "return new",
        ("tests/coaching/test_api_answer_at_once.py::test_the_loser_of_a_race_looks_again",),
    ),
    Guard(
        "another answer is told apart",
        "F37",
        REPLY,
        "if row.answered_by_id != by.pk or row.sha256 != digest(body):",
        "if False:",
        OTHER_ANSWER,
    ),
    Guard(
        "another answer is kept",
        "F37",
        REPLY,
        "Refusal.keep(by, row.pk, Refusal.Why.DIFFERENT, body, digest(body), {}, kind=Refusal.Kind.ANSWER)",
        "pass",
        OTHER_ANSWER,
    ),
    Guard(
        "what was taken back is not answered",
        "F38",
        REPLY,
        "if row.session.withdrawn_at:",
        "if False:",
        (f"{ANSWERED}::test_what_was_taken_back_is_not_answered",),
    ),
    Guard(
        "an answer that cannot be taken in is kept",
        "F13",
        INTAKE,
        "Refusal.keep(by, pk, Refusal.Why.INVALID, body, entry.digest(body), refused.detail, kind=Refusal.Kind.ANSWER)",
        "None",
        ("tests/coaching/test_api_answer_refused.py::test_what_cannot_be_taken_in_is_named_and_kept",),
    ),
    # Files, phones, restores
    Guard(
        "a file of another is not brought in",
        "F15",
        "coaching/bringing.py",
        ' or saved["owner"] != user.pk',
        "",
        (f"{BROUGHT}::test_a_file_of_another_is_not_brought_in_by_anybody_else",),
    ),
    Guard(
        "a row changed in its file is not brought in",
        "F43",
        "coaching/bringing.py",
        'if entry.digest(body) != words["sha256"]:',
        "if False:",
        (f"{BROUGHT}::test_a_row_that_was_changed_since_is_not_brought_in",),
    ),
    Guard(
        "what a phone holds is written down",
        "F28",
        "accounts/api.py",
        "census.noted(request._request, user)",
        "pass",
        (f"{CENSUS}::test_it_is_written_down",),
    ),
    Guard(
        "what a phone holds is written down at once",
        "F28",
        "accounts/models/device.py",
        "(known.waiting, known.sequence) != (waiting, sequence) or ",
        "",
        (f"{CENSUS}::test_what_it_holds_is_written_down_at_once",),
    ),
    Guard(
        "no phone waits because the census is busy",
        "F12",
        "accounts/census.py",
        "except OperationalError as busy:",
        "except ZeroDivisionError as busy:",
        (f"{CENSUS}::test_no_phone_waits_for_its_token_because_the_census_is_busy",),
    ),
    Guard(
        "a restore is another epoch",
        "F39",
        "config/epoch.py",
        "if restored:",
        "if False:",
        (f"{WHOAMI}::test_the_epoch_stays_until_the_database_is_put_back",),
    ),
]
