"""Which card next: the worked example of content/ratings.md, and a table of cases for each rule of promises and barriers, 1 to 8.

18 June 2025 is a Wednesday; the team works from Monday to Friday.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching.next_card import Rule, next_card, next_cards
from tests.coaching.records import ask, barrier, chat, heard, known, look_at, numbers, promised, record, rules, shown


def test_ravi():
    """Looks at Look ahead on 3, 5, 10 and 17 June. On 17 June: "It helped", doing it. The last two chats: cards 19 and 17."""
    looks = [look_at(17, 15, 1), look_at(17, 13, 2), look_at(17, 8, 2), look_at(17, 1, 3)]
    ravi = record(looks=looks, chats=[chat(19, 8), chat(17, 1)], check_backs=[heard("helped", 17, 1, hour=11)])
    assert shown(ravi) == ("last-two-from-a-shortfall", 18, "The last two were things to work on. Catch something good.")


# --- 1: a check-back is due


@pytest.mark.parametrize(
    ("check_backs", "due", "reason"),
    [
        ([promised(17, 0)], ["promise"], "You said you'd come back to this today."),
        ([promised(17, 0, hour=9)], ["promise"], "You said you'd come back to this today."),  # the shift is over
        ([promised(17, 1)], [], ""),
        ([promised(17, -1)], ["promise"], "You said you'd come back to this yesterday."),
        ([promised(17, -2)], ["promise"], "You said you'd come back to this on Monday."),
        ([promised(17, -9)], ["promise"], "You said you'd come back to this on 9 June."),
        # Last night's shift, and still running: not late yet.
        ([replace(promised(17, -1), due_at=promised(17, 0, hour=13).due_at)], ["promise"], "You said you'd come back to this today."),
        ([promised(17, 0, of="b"), promised(4, -1, of="a")], ["a", "b"], "You said you'd come back to this yesterday."),
        ([heard("helped", 17, 0)], [], ""),
    ],
)
def test_a_check_back_is_due(check_backs, due, reason):
    """That check-back, no new card."""
    found = [one for one in next_cards(known(check_backs=check_backs)) if one.rule is Rule.CHECK_BACK_DUE]
    assert [one.of for one in found] == due
    assert not any(one.card for one in found)
    assert [one.reason for one in found[:1]] == ([reason] if due else [])


def test_a_check_back_that_is_due_comes_before_all_else():
    everything = known(
        check_backs=[promised(17, 0), promised(4, 2, of="ahead")],
        asks=[ask(1, 11)],
        barriers=[barrier("tool", 1)],
        looks=[look_at(5, 1, 4)],
    )
    first = next_card(everything)
    assert (first.rule, first.card, first.skill) == (Rule.CHECK_BACK_DUE, None, "look-ahead")


# --- 2: the advisor has asked for something


@pytest.mark.parametrize(
    ("asks", "chats", "offered"),
    [
        ([ask(1, 11)], [chat(5, 9)], [11, 10, 12]),
        ([ask(1, skill="look-ahead")], [chat(5, 9)], [16, 17, 18]),
        ([ask(1, skill="hold-steady")], [chat(5, 9)], [23]),
        ([ask(1, 22)], [chat(5, 9)], [23]),  # 22 belongs to a moment: its skill stands for it
        ([ask(1, 28)], [chat(5, 9)], [28]),
        ([ask(1, 11)], [chat(11, 2)], [10, 12]),  # talked about two days ago
        ([ask(3, 11)], [chat(11, 1)], []),  # and since it was asked: answered
        ([ask(3, 11)], [chat(10, 1)], [11, 12]),  # another card does not answer it
        ([ask(3, skill="make-it-clear")], [chat(10, 1)], []),  # any card of the skill answers that
        ([ask(1, 18), ask(2, 11)], [chat(5, 9)], [11, 10, 12, 18, 16, 17]),  # the earliest first
        ([ask(1, skill="a-skill-no-more")], [chat(5, 9)], []),
        ([], [chat(5, 9)], []),
    ],
)
def test_the_advisor_has_asked_for_something(asks, chats, offered):
    asked = record(asks=asks, chats=chats)
    assert numbers(asked, "asked-for") == offered
    if offered:
        assert shown(asked) == ("asked-for", offered[0], "They asked to work on this.")


# --- 3 and 4: something is in the way; a rule, or not sure they were allowed


@pytest.mark.parametrize(
    ("barriers", "of"),
    [
        ([barrier("tool", 3)], ["barrier"]),
        ([barrier("rule", 3)], ["barrier"]),
        ([barrier("time", 300)], ["barrier"]),
        ([barrier("tool", 3, cleared=1)], []),
        ([barrier("tool", 2, of="new"), barrier("time", 9, of="old")], ["old"]),
        ([barrier("tool", 9, cleared=1, of="old"), barrier("time", 2, of="new")], ["new"]),
    ],
)
def test_something_is_in_the_way_and_not_cleared(barriers, of):
    """No card: the leader's list, what has waited longest first."""
    found = [one for one in next_cards(known(barriers=barriers)) if one.rule is Rule.IN_THE_WAY]
    assert [(one.of, one.card) for one in found] == [(one, None) for one in of]
    if of:
        assert shown(known(barriers=barriers)) == ("in-the-way", None, "This one is yours: something got in their way.")


@pytest.mark.parametrize(
    ("barriers", "chats", "offered"),
    [
        ([barrier("rule", 3, cleared=1)], [chat(5, 9)], [28]),
        ([barrier("rule", 3)], [chat(5, 9)], [28]),
        ([barrier("tool", 3, cleared=1)], [chat(5, 9)], []),
        ([barrier("rule", 3, cleared=1)], [chat(28, 17)], []),  # 1 June: 28 already this month
        ([barrier("rule", 3, cleared=1)], [chat(28, 18)], [28]),  # 31 May
        ([barrier("rule", 40)], [chat(28, 30)], []),  # 28 has answered it, in May
        ([barrier("rule", 40)], [chat(28, 50)], [28]),
        ([barrier("rule", 3, cleared=2)], [chat(5, 1)], []),  # a chat since it was cleared: they are on something else
        ([barrier("rule", 3, cleared=1)], [chat(5, 2)], [28]),  # a chat while it was on the list
        ([barrier("rule", 99, cleared=90)], [chat(5, 120)], [28]),
        ([barrier("rule", 99, cleared=91)], [chat(5, 120)], []),  # of another season
        ([barrier("rule", 99)], [chat(5, 1)], [28]),  # and still in the way
    ],
)
def test_a_rule_or_not_sure_they_were_allowed(barriers, chats, offered):
    assert numbers(record(barriers=barriers, chats=chats), "rule-or-unsure") == offered


def test_permission_is_offered_once_the_leader_has_looked_at_what_is_in_the_way():
    """First the leader's own list; the card to whoever goes on from there, and first of all once it is cleared."""
    assert rules(known(barriers=[barrier("rule", 3)]))[:2] == ["in-the-way", "rule-or-unsure"]
    cleared = record(barriers=[barrier("rule", 3, cleared=1)], chats=[chat(5, 2)])
    assert shown(cleared) == ("rule-or-unsure", 28, "They weren't sure they were allowed.")


def test_permission_is_never_offered_twice_in_five_working_days_over_the_end_of_a_month():
    """1 July is a Tuesday: 28 was used on Friday 27 June, and what got in the way came after it."""
    july = known(barriers=[barrier("rule", -10, cleared=-10)], chats=[chat(28, -9, hour=9)])
    tuesday = chat(5, -13)
    assert numbers(replace(july, on=tuesday.on, at=tuesday.at), "rule-or-unsure") == []
    later = chat(5, -16)
    assert numbers(replace(july, on=later.on, at=later.at), "rule-or-unsure") == [28]


# --- 5: one thing at a time


@pytest.mark.parametrize(
    ("check_backs", "of"),
    [
        ([promised(17, 1)], ["promise"]),
        ([promised(17, 0)], []),
        ([promised(17, 3, of="later"), promised(4, 1, of="sooner")], ["sooner"]),
        ([heard("no-chance", 17, 1)], []),
    ],
)
def test_they_are_still_on_one_thing_with_a_date_ahead(check_backs, of):
    found = [one for one in next_cards(known(check_backs=check_backs)) if one.rule is Rule.STILL_ON_ONE_THING]
    assert [(one.of, one.card) for one in found] == [(one, None) for one in of]


def test_one_thing_at_a_time_comes_before_any_card():
    on_it = known(check_backs=[promised(17, 1), heard("no-chance", 4, 3)], looks=[look_at(5, 1, 4)])
    assert shown(on_it) == ("still-on-one-thing", None, "One thing at a time. They're still on this one.")


# --- 6, 7 and 8: what was heard last


@pytest.mark.parametrize(
    ("check_backs", "chats", "offered"),
    [
        ([heard("no-chance", 17, 1)], [chat(17, 2)], [17]),  # within five working days: the same card
        ([heard("no-chance", 28, 1)], [chat(28, 2)], [28]),
        ([heard("no-chance", 22, 1)], [chat(22, 2)], []),  # belongs to a moment
        ([heard("no-chance", 17, 3)], [chat(17, 4), chat(5, 1)], []),  # another chat since
        ([heard("no-chance", 17, 3), heard("helped", 4, 1)], [chat(17, 4)], []),  # another answer since
        ([heard("no-chance", 17, 1, hour=9), heard("helped", 4, 1, hour=8)], [chat(17, 4)], [17]),
        ([heard("no-chance", 17, 90)], [chat(17, 91)], [17]),
        ([heard("no-chance", 17, 91)], [chat(17, 92)], []),
        ([heard("not-there-yet", 17, 1)], [chat(17, 2)], []),
    ],
)
def test_no_chance_yet(check_backs, chats, offered):
    """The same card, new date."""
    heard_so = record(check_backs=check_backs, chats=chats)
    assert numbers(heard_so, "no-chance-yet") == offered
    if offered:
        assert shown(heard_so) == ("no-chance-yet", offered[0], "They haven't had the chance yet.")
        assert next_card(heard_so).come_back == "next-shift"


@pytest.mark.parametrize(
    ("number", "chats", "offered"),
    [
        (17, [chat(17, 2)], [16, 18]),
        (16, [chat(16, 2)], [17, 18]),
        (17, [chat(16, 2), chat(17, 9)], [18]),  # 16 within five working days
        (23, [chat(23, 2)], []),  # 22 and 24 belong to a moment
        (22, [chat(22, 2)], [23]),
        (28, [chat(28, 2)], []),  # across all skills: none is the same
    ],
)
def test_tried_it_not_there_yet(number, chats, offered):
    """Same skill, another mindset."""
    tried = record(check_backs=[heard("not-there-yet", number, 1)], chats=chats)
    assert numbers(tried, "not-there-yet") == offered
    if offered:
        assert shown(tried) == ("not-there-yet", offered[0], "Same skill, another way in.")
    assert numbers(replace(tried, check_backs=[heard("no-chance", number, 1)]), "not-there-yet") == []


@pytest.mark.parametrize(
    ("number", "looks", "offered"),
    [
        (17, [], [17]),  # nobody saw it yet
        (17, [look_at(17, 1, 2)], [17]),
        (17, [look_at(17, 1, 3)], []),
        (17, [look_at(17, 1, 4)], []),
        (17, [look_at(17, 9, 3), look_at(17, 1, 2)], [17]),
        (17, [look_at(17, 9, 2), look_at(17, 1, 3)], []),
        (17, [look_at(18, 1, 3)], [17]),  # another place of the same skill
        (28, [look_at(28, 1, 2)], [28]),
        (24, [], []),
    ],
)
def test_it_helped_not_yet_doing_it(number, looks, offered):
    """The same card, in a few days."""
    helped = record(check_backs=[heard("helped", number, 1)], chats=[chat(number, 2)], looks=looks)
    assert numbers(helped, "it-helped") == offered
    if offered:
        assert shown(helped) == ("it-helped", offered[0], "It helped. Once more will help it stick.")
        assert next_card(helped).come_back == "this-week"
    assert numbers(replace(helped, check_backs=[heard("not-there-yet", number, 1)]), "it-helped") == []
