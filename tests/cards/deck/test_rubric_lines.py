"""Practices and stories: what holds for any line a leader sees."""

from __future__ import annotations

import pytest

from cards.deck.rubric import check_permission_story, check_practice, check_story, placeholders
from cards.deck.rubric.lines import PRACTICE_LIMITS, STORY_LIMITS
from cards.deck.text import Objective, PermissionText, PracticeText, StoryText
from cards.models import Practice, Story

PRACTICE = PracticeText(
    5, "give-permission", "Give permission", "Say what people may decide.", reflective_question="Who asked me something this week?"
)
STORY = StoryText(
    "We help.", (Objective("Us", "Pride.", "{measure} by {date}"),) * 3, "It is time.", closing_question="What would you change?"
)


def codes(findings) -> list[tuple[str, str]]:
    return [(finding.check, finding.field) for finding in findings]


@pytest.mark.parametrize(("model", "limits"), [(Practice, PRACTICE_LIMITS), (Story, STORY_LIMITS)])
def test_limits_are_the_models(model, limits):
    assert {field: model._meta.get_field(field).max_length for field in limits} == limits


def test_good_ones_pass():
    assert check_practice(PRACTICE) == check_story(STORY) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"on_the_floor": ("We hit the target.",)}, [("C9", "on_the_floor")]),
        ({"three_small_things": (("Today", "Ask for feedback."),)}, [("C9", "three_small_things")]),
        ({"safe_lines": ("{targets}",)}, [("C9", "safe_lines")]),
        ({"say_it": "What happened and how did it feel?"}, [("C3", "say_it")]),
        ({"on_the_floor": ("Say why it matters and what changes.",)}, []),
        ({"reflective_question": "Why did nobody ask me?"}, [("C2", "reflective_question"), ("C2", "reflective_question")]),
        ({"reflective_question": "Did anybody ask me?"}, [("C2", "reflective_question")]),
        ({"reflective_question": "Who asked? What for?"}, [("C2", "reflective_question")]),
        ({"name": "x" * 41}, [("C1", "name")]),
    ],
)
def test_a_practice_is_read_line_by_line(changes, expected):
    found = [one for one in codes(check_practice(PracticeText(**{**PRACTICE.__dict__, **changes}))) if one != ("C9", "reflective_question")]
    assert found == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"objectives": STORY.objectives[:2]}, [("C0", "objectives")]),
        ({"objectives": (*STORY.objectives[:2], Objective("Us", "x" * 111, ""))}, [("C1", "objectives")]),
        ({"closing_question": "Tell me more."}, [("C2", "closing_question"), ("C2", "closing_question")]),
        ({"what_stays": ("Every stakeholder.",)}, [("C9", "what_stays")]),
    ],
)
def test_the_story_is_read_line_by_line(changes, expected):
    assert codes(check_story(StoryText(**{**STORY.__dict__, **changes}))) == expected


def test_what_is_to_be_filled_in_is_listed_with_its_field():
    assert placeholders(STORY)[:2] == [("objectives", "{measure}"), ("objectives", "{date}")]


def test_a_true_story_may_say_she_but_nothing_else_that_is_banned():
    told = PermissionText("bakery", (("what_ife_did", "She sent a text."), ("ask_the_team", "Who could you text today?")), agreed=True)
    assert check_permission_story(told) == []
    assert codes(check_permission_story(PermissionText("bakery", (("what_ife_did", "She went the extra mile."),), agreed=True))) == [
        ("C9", "what_ife_did")
    ]


def test_a_true_story_is_short_and_agreed():
    long = PermissionText("bakery", (("title", "A text"), ("what_ife_did", "So " * 161)))
    assert codes(check_permission_story(long)) == [("C0", "consent"), ("C1", "story")]
