"""Which card next: a table of cases for each rule that rests on chats and looks, 9 to 12 and the start with no history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching.next_card import Rule, next_cards
from tests.coaching.records import NUMBER, ask, chat, known, look_at, numbers, record, rules, shown

# --- 9: the last two chats began from a shortfall


@pytest.mark.parametrize(
    ("chats", "fits"),
    [
        ([chat(17, 8), chat(19, 1)], True),
        ([chat(4, 8), chat(10, 1)], True),  # losing touch
        ([chat(7, 30), chat(17, 8), chat(19, 1)], True),
        ([chat(17, 8), chat(7, 1)], False),
        ([chat(7, 8), chat(17, 1)], False),
        ([chat(17, 1)], False),
        ([chat(8, 8), chat(17, 1)], False),  # stuck
        ([chat(24, 8), chat(17, 1)], False),  # shaken
        ([chat(16, 8), chat(26, 1)], False),  # before a shift
        ([chat(28, 8), chat(17, 1)], False),
        ([chat(17, 1, hour=9), chat(7, 1, hour=8), chat(19, 1, hour=10)], True),  # by the clock
    ],
)
def test_the_last_two_chats_began_from_a_shortfall(chats, fits):
    assert ("last-two-from-a-shortfall" in rules(record(chats=chats))) is fits


@pytest.mark.parametrize(
    ("looks", "used", "offered"),
    [
        ([], {}, [5, 7, 14, 15, 18, 25]),
        ([look_at(18, 9, 2)], {}, [18, 5, 7, 14, 15, 25]),
        ([look_at(18, 9, 2), look_at(26, 9, 3)], {}, [25, 18, 5, 7, 14, 15]),
        # The middle of three: one look far on is no strength.
        ([look_at(18, 9, 4), look_at(18, 8, 1), look_at(18, 7, 1), look_at(26, 9, 2)], {}, [25, 18, 5, 7, 14, 15]),
        ([look_at(18, 9, 4), look_at(18, 8, 1), look_at(26, 9, 2)], {}, [25, 18, 5, 7, 14, 15]),  # of two the lower one
        ([look_at(18, 99, 4)], {}, [5, 7, 14, 15, 18, 25]),  # of another season
        ([look_at(14, 9, 3)], {"give-permission": 1}, [15, 14, 5, 7, 18, 25]),  # ties: the practice used least
    ],
)
def test_a_good_catch_of_their_strongest_skill_comes_first(looks, used, offered):
    chats = [chat(17, 8), chat(19, 7)]
    assert numbers(record(chats=chats, looks=looks, practices=used), "last-two-from-a-shortfall") == offered


def test_a_good_catch_of_this_week_is_not_suggested_again():
    assert numbers(record(chats=[chat(18, 6), chat(17, 2), chat(19, 1)]), "last-two-from-a-shortfall") == [5, 7, 14, 15, 25]


# --- 10 and 11: doing it on the last two looks; passing it on


@pytest.mark.parametrize(
    ("looks", "offered"),
    [
        ([look_at(17, 9, 3), look_at(17, 8, 3)], [18, 16]),  # from there on, and round again
        ([look_at(16, 9, 3), look_at(18, 8, 3)], [17]),
        ([look_at(16, 9, 3), look_at(17, 8, 3), look_at(18, 7, 3)], []),  # no blank cell left
        ([look_at(17, 9, 2), look_at(17, 8, 3)], []),
        ([look_at(17, 9, 3), look_at(17, 8, 2)], []),
        ([look_at(17, 8, 3)], []),
        ([look_at(17, 8, 3, hour=9), look_at(17, 8, 3, hour=10)], []),  # one day, one look
        ([look_at(17, 9, 4), look_at(17, 8, 3)], [18, 16]),
        ([look_at(17, 9, 3), look_at(17, 8, 4)], []),  # passing it on is another rule
        ([look_at(17, 99, 3), look_at(17, 98, 3)], []),  # of another season
        ([look_at(17, 9, 3), look_at(17, 8, 3), look_at(4, 7, 1)], []),  # they are on another skill now
        ([look_at(17, 9, 3), look_at(17, 8, 3), look_at(28, 7, 1)], [18, 16]),  # permission is no other skill
        ([look_at(23, 9, 3), look_at(23, 8, 3)], []),  # 22 and 24 belong to a moment
        ([look_at(18, 400, 1), look_at(17, 9, 3), look_at(17, 8, 3)], [16]),  # looked at once is not blank, however long ago
    ],
)
def test_doing_it_on_the_last_two_looks(looks, offered):
    """The next blank cell of that skill."""
    doing = known(looks=looks)
    assert numbers(doing, "doing-it") == offered
    if offered:
        assert shown(doing) == ("doing-it", offered[0], "They've got this one. Here's the next step.")


@pytest.mark.parametrize(
    ("looks", "skill"),
    [
        ([look_at(17, 8, 4)], "look-ahead"),
        ([look_at(17, 9, 3), look_at(17, 8, 4)], "look-ahead"),
        ([look_at(17, 9, 4), look_at(17, 8, 3)], None),
        ([look_at(17, 9, 4), look_at(4, 8, 2)], None),
        ([look_at(17, 99, 4)], None),
        ([look_at(28, 8, 4)], None),
    ],
)
def test_passing_it_on(looks, skill):
    """Ask them to show a colleague: no card."""
    found = [one for one in next_cards(known(looks=looks)) if one.rule is Rule.PASSING_IT_ON]
    assert [(one.skill, one.card, one.reason) for one in found] == ([(skill, None, "They could show someone else.")] if skill else [])


# --- 12: none of these; no history


def test_with_no_history_start_from_something_done_well():
    new = record(chats=[])
    assert shown(new) == ("no-history", 7, "Start with something they do well.")
    assert numbers(new, "no-history") == [7, 5]
    assert "no-history" not in rules(known())
    assert rules(replace(new, asks=[ask(1, 11)]))[:2] == ["asked-for", "no-history"]


ALL_SKILLS = [look_at(number, 50 - number, 2) for number in (1, 4, 7, 10, 13, 16, 19, 23, 25)]


@pytest.mark.parametrize(
    ("looks", "card", "reason"),
    [
        (ALL_SKILLS, 1, "You haven't looked at this one together for a while."),
        ([*ALL_SKILLS, look_at(2, 3, 1)], 4, "You haven't looked at this one together for a while."),
        ([*ALL_SKILLS, look_at(12, 400, 1)], 1, "You haven't looked at this one together for a while."),
        ([one for one in ALL_SKILLS if one.skill != "look-ahead"], 16, "You haven't looked at this one together yet."),
        ([one for one in ALL_SKILLS if one.skill != "hold-steady"], 23, "You haven't looked at this one together yet."),
        ([], 1, "You haven't looked at this one together yet."),
    ],
)
def test_none_of_these_the_skill_longest_without_a_look(looks, card, reason):
    assert shown(record(looks=looks)) == ("longest-without-a-look", card, reason)


def test_choosing_another_goes_on_to_the_whole_deck_but_for_those_that_belong_to_a_moment():
    offered = [NUMBER[found.card] for found in next_cards(record())]
    assert sorted(offered) == [number for number in range(1, 28) if number not in (21, 22, 24)]
