"""One card against the rubric, with the verdicts of the rubric's own script."""

from __future__ import annotations

import pytest

from cards.deck.files.card_file import read_card
from cards.deck.rubric import check_card, grade_of, placeholders
from cards.deck.rubric.words import BANNED
from tests.cards.deck.broken import BROKEN
from tests.cards.deck.exemplar import CARDS, card, changed

# What the script prints of each.
GRADES = {7: 2.0, 10: 1.9, 17: 2.4, 20: 2.2, 24: 1.8, 28: 3.4}


def codes(text, *, hard: bool = True) -> set[str]:
    return {finding.check for finding in check_card(text) if finding.hard is hard}


@pytest.mark.parametrize("number", CARDS)
def test_an_exemplar_passes_with_the_grade_the_script_gives(number):
    assert check_card(card(number)) == []
    assert round(grade_of(card(number)), 1) == GRADES[number]


@pytest.mark.parametrize(
    ("number", "changes", "expected"), BROKEN, ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else str(value)[:50]
)
def test_a_broken_card_gets_the_verdict_of_the_script(number, changes, expected):
    problems = []
    text = read_card("card.yaml", changed(number, **changes), problems)
    assert {problem.message[:2] for problem in problems} <= expected
    assert codes(text) == expected


def test_a_finding_names_rule_field_words_and_a_way_out():
    [finding] = check_card(card(24, avoid="Going over what they should have done."))
    assert (finding.where, finding.check, finding.field, finding.hard) == ("ask-for-two-minutes", "C9", "avoid", True)
    assert str(finding) == (
        "C9 avoid: 'should' is a banned word (discipline): it sounds like a formal file: say what happened, or what to try. "
        "It stands in 'Going over what they should have done.'."
    )


def test_every_banned_word_of_a_line_is_named():
    assert len(check_card(card(24, avoid="They must leverage the journey."))) == 3


def test_an_empty_field_is_missed_and_not_measured():
    findings = check_card(card(7, open_with="", listen_for=()))
    assert {(finding.check, finding.field) for finding in findings} == {("C0", "open_with"), ("C0", "listen_for")}
    assert grade_of(card(7, open_with="")) is None


@pytest.mark.parametrize(("heard", "expected"), [("We had a chat", set()), ("x" * 33, {"C1"}), ("You must be joking", {"C9"})])
def test_what_was_overheard_is_read_by_leaders_too(heard, expected):
    assert codes(card(7, heard=heard)) == expected


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"avoid": "Asking how they would tell their mum."}, "avoid"), ({"moment": "They have had a threat.", "safety_note": ""}, "moment")],
)
def test_what_a_person_has_to_decide_is_pointed_at_and_stops_nothing(changes, field):
    [finding] = check_card(card(24, **changes))
    assert (finding.check, finding.field, finding.hard) == ("C14", field, False)


def test_placeholders_are_listed_and_are_no_findings():
    assert placeholders(card(24)) == [("safety_note", "{support route}")]
    assert len(placeholders(card(28))) == 5


def test_an_empty_card_is_all_missing_and_breaks_nothing():
    empty = card(7, **dict.fromkeys(("title", "moment", "open_with", "try_this", "say_permission", "check_back_ask"), ""))
    assert codes(empty) == {"C0"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("touchpoint", "jargon"),
        ("touch point", "jargon"),
        ("best-in-class", "jargon"),
        ("let the team down", "discipline"),
        ("you have to", "blame"),
        ("handle time", "numbers"),
        ("cell phone", "US spelling"),
        ("HERS", "he or she"),
    ],
)
def test_banned_phrases_are_found_with_their_spaces_in_any_case(words, name):
    assert BANNED[name].search(f"So {words}, then.")
