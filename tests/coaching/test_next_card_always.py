"""Which card next: what holds under every rule, whatever the record says, and in whatever order it arrived."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.models import Barrier, CheckBack, ComeBack
from coaching.next_card import RULES, Rule, next_card, next_cards
from coaching.record import GOOD_CATCH, SHORTFALL, Record
from coaching.record import CheckBack as CheckBackRow
from tests.coaching.looks import DAY
from tests.coaching.records import DECK, NUMBER, SLUG, ask, barrier, chat, heard, known, look_at, numbers, promised, record

# --- always


@pytest.mark.parametrize(
    ("works_on", "days_ago", "free"),
    [
        ("12345", 0, False),
        ("12345", 6, False),  # Thursday of last week: Friday, Monday, Tuesday, Wednesday
        ("12345", 7, True),  # Wednesday of last week
        ("12345", 4, False),  # on a Saturday
        ("1234567", 4, False),
        ("1234567", 5, True),
        ("3", 28, False),
        ("3", 29, True),
        ("12345", -1, False),  # a phone's clock ahead
    ],
)
def test_never_the_same_card_twice_in_five_working_days(works_on, days_ago, free):
    used = record(works_on=works_on, chats=[chat(17, days_ago)])
    assert (17 in numbers(used, "longest-without-a-look")) is free
    come_back = record(works_on=works_on, check_backs=[heard("in-the-way", 17, days_ago)])
    assert (17 in numbers(come_back, "longest-without-a-look")) is free


@pytest.mark.parametrize(
    "change", [{"in_play": False}, {"care_first": True}, {"kind": "after-hard"}, {"number": 21}, {"number": 22}, {"number": 24}]
)
def test_what_left_play_or_belongs_to_a_moment_is_never_suggested(change):
    deck = [replace(card, **change) if card.number == 17 else card for card in DECK if card.number != change.get("number")]
    for outcome in ("no-chance", "helped"):
        offered = next_cards(record(cards=deck, asks=[ask(1, 17)], check_backs=[heard(outcome, 17, 1)], chats=[chat(4, 9)]))
        assert SLUG[17] not in {found.card for found in offered}


def test_ties_go_to_the_leader_practice_used_least():
    used = {card.practice: 3 for card in DECK} | {"tell-the-story": 1, "go-first": 2}
    assert numbers(record(practices=used), "longest-without-a-look")[:6] == [2, 16, 20, 6, 15, 23]
    assert numbers(record(check_backs=[heard("not-there-yet", 17, 1)], practices={"tell-the-story": 1}), "not-there-yet") == [18, 16]


def test_among_equals_the_card_not_used_for_longest_comes_first():
    chats = [chat(number, 30 + number) for number in (4, 5, 6)]
    assert numbers(record(chats=chats, asks=[ask(1, skill="listen-fully")]), "asked-for") == [6, 5, 4]


def test_where_no_card_may_be_suggested_nothing_is():
    assert next_card(record(cards=[])) is None
    assert next_card(record(cards=[card for card in DECK if card.number in (21, 22, 24, 28)])) is None


def test_the_rules_are_tried_in_the_order_of_the_table():
    assert [rule.value for rule in Rule][:3] == ["check-back-due", "asked-for", "in-the-way"]
    assert len(RULES) == len(Rule) == 13  # the twelve, and the start with no history


def test_every_reason_can_be_said_in_another_language():
    said = next_cards(known(check_backs=[promised(17, -1)], asks=[ask(1, 11)]), lambda words: f"»{words}")
    assert all(found.reason.startswith("»") for found in said)


def test_it_rests_on_nothing_outside_the_record():
    """No customer score, no call-time figure, nobody else."""
    assert {field.name for field in fields(Record)} == {
        "at", "on", "works_on", "cards", "looks", "chats", "check_backs", "barriers", "asks", "practices",
    }  # fmt: skip


def test_the_words_are_those_of_the_models_and_the_deck():
    assert {"helped", "not-there-yet", "no-chance"} < set(CheckBack.Outcome.values)
    assert {"next-shift", "this-week"} < set(ComeBack.values)
    assert "rule" in Barrier.Kind.values
    assert {GOOD_CATCH, *SHORTFALL} < {card.kind for card in DECK}


# --- whatever the record says

NUMBERS = st.sampled_from(sorted(SLUG))
DAYS = st.integers(0, 40)
HOURS = st.integers(8, 17)
OUTCOMES = st.sampled_from(["helped", "not-there-yet", "no-chance", "in-the-way"])
ids = st.integers(1, 10**6)


def some(strategy, most: int = 6):
    return st.lists(strategy, max_size=most)


def open_or_answered(number: int, days: int, hour: int, outcome: str, of: int) -> CheckBackRow:
    return promised(number, days // 10 - 2, hour, str(of)) if outcome == "in-the-way" else heard(outcome, number, days, hour, str(of))


records = st.builds(
    record,
    looks=some(st.builds(look_at, NUMBERS, DAYS, st.integers(1, 4), HOURS), 12),
    chats=some(st.builds(chat, NUMBERS, DAYS, HOURS)),
    check_backs=some(st.builds(open_or_answered, NUMBERS, DAYS, HOURS, OUTCOMES, ids), 3),
    barriers=some(st.builds(barrier, st.sampled_from(["rule", "tool"]), DAYS, st.none() | st.just(0), ids.map(str)), 2),
    asks=some(st.builds(ask, DAYS, st.none() | NUMBERS, st.sampled_from([None, "look-ahead", "hold-steady"])), 2),
    practices=st.dictionaries(st.sampled_from(sorted({card.practice for card in DECK})), st.integers(0, 3)),
    works_on=st.sampled_from(["12345", "1234567", "3", "67"]),
)
REPEATS = (Rule.NO_CHANCE_YET, Rule.IT_HELPED)  # rules 6 and 8


@given(records)
def test_a_card_that_belongs_to_a_moment_is_never_suggested(said):
    offered = {NUMBER[found.card] for found in next_cards(said) if found.card}
    assert not offered & {21, 22, 24}


@given(records)
def test_a_card_of_these_five_working_days_comes_only_under_6_and_8(said):
    for found in next_cards(said):
        if found.card and found.rule not in REPEATS:
            used = [one.on for one in said.chats if one.card == found.card]
            used += [one.answered_on for one in said.check_backs if one.card == found.card and one.answered_on]
            assert all(working_days_after(day, said) >= 5 for day in used)


def working_days_after(day, said: Record) -> int:
    return sum(str((day + ahead * DAY).isoweekday()) in said.works_on for ahead in range(1, (said.on - day).days + 1))


@given(records)
def test_what_follows_is_by_rule_with_no_card_twice(said):
    found = next_cards(said)
    order = [list(Rule).index(one.rule) for one in found]
    cards = [one.card for one in found if one.card]
    assert order == sorted(order)
    assert len(cards) == len(set(cards))
    assert next_card(said) == found[0]
    assert all(one.reason.endswith(".") for one in found)


@given(records, st.data())
def test_the_order_of_arrival_does_not_matter(said, data):
    lists = ("cards", "looks", "chats", "check_backs", "barriers", "asks")
    shuffled = {name: data.draw(st.permutations(list(getattr(said, name)))) for name in lists}
    assert next_cards(replace(said, **shuffled)) == next_cards(said)


@given(records)
def test_ignoring_it_changes_nothing(said):
    """Asked twice it says the same: nothing is kept, nothing is drawn by lot."""
    assert next_cards(said) == next_cards(replace(said))
