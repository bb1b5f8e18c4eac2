"""Progress in words: the worked example of content/ratings.md, a table of cases, and what must never be said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching import progress
from coaching.models import Step
from coaching.progress import Look

TODAY = date(2025, 6, 18)  # a Wednesday
DAY = timedelta(days=1)


def look(days_ago: int, step: int, hour: int = 10, skill: str = "look-ahead", mindset: str = "curious") -> Look:
    on = TODAY - days_ago * DAY
    return Look(skill, mindset, on, datetime(on.year, on.month, on.day, hour, tzinfo=UTC), step)


def looks(*steps: int) -> list[Look]:
    """One a day, the last of them yesterday."""
    return [look(len(steps) - place, step) for place, step in enumerate(steps)]


def test_ravi():
    """3 June Talking about it; 5 June Trying it; 10 June Trying it; 17 June Doing it. Shown on 18 June."""
    ravi = [look(15, 1), look(13, 2), look(8, 2), look(1, 3)]
    assert progress.sentence(ravi, TODAY) == "Trying it. The middle of your last three looks; four in all, the latest yesterday."
    assert not progress.moving_on(ravi)


MOVING = "Your last three are all further on than the three before."


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ([], "You two haven't looked at this yet."),
        (looks(2), "One look so far. Too soon to say."),
        (looks(1, 4), "Two looks so far. Too soon to say."),
        (looks(3, 3, 3), "Doing it. The middle of your last three looks; three in all, the latest yesterday."),
        (looks(4, 1, 4), "Passing it on. The middle of your last three looks; three in all, the latest yesterday."),
        (looks(1, 1, 1, 2, 2, 2), f"Trying it. The middle of your last three looks; six in all, the latest yesterday. {MOVING}"),
        (looks(1, 1, 2, 2, 3, 3), "Doing it. The middle of your last three looks; six in all, the latest yesterday."),
        (looks(2, 2, 3, 3, 3), "Doing it. The middle of your last three looks; five in all, the latest yesterday."),
        (looks(3, 3, 3, 1, 1, 1), "Talking about it. The middle of your last three looks; six in all, the latest yesterday."),
        ([look(4, 2), look(3, 2), look(0, 2)], "Trying it. The middle of your last three looks; three in all, the latest today."),
        ([look(9, 2), look(8, 2), look(6, 2)], "Trying it. The middle of your last three looks; three in all, the latest on Thursday."),
        ([look(9, 2), look(8, 2), look(7, 2)], "Trying it. The middle of your last three looks; three in all, the latest on 11 June."),
        ([look(200, 4), look(91, 4)], "Worth another look."),
        ([look(91, 4), look(90, 2)], "One look so far. Too soon to say."),
        (looks(*[2] * 13), "Trying it. The middle of your last three looks; 13 in all, the latest yesterday."),
    ],
)
def test_what_is_said_of_a_skill(seen, said):
    assert progress.sentence(seen, TODAY) == said
    assert progress.sentence(seen[::-1], TODAY) == said


def test_only_the_last_look_of_a_day_counts():
    seen = [look(1, 1, hour=9), look(1, 4, hour=15), look(1, 2, hour=11)]
    assert [one.step for one in progress.last_of_each_day(seen)] == [4]
    assert progress.sentence(seen, TODAY) == "One look so far. Too soon to say."


@pytest.mark.parametrize(("count", "early"), [(0, False), (1, True), (2, True), (3, False)])
def test_early_days_are_one_or_two_looks(count, early):
    assert progress.early_days(looks(*[2] * count)) is early


@pytest.mark.parametrize(("steps", "middle"), [((), None), ((2, 2), None), ((1, 2, 4), 2), ((4, 4, 1, 1, 3), 1)])
def test_the_middle_of_the_last_three(steps, middle):
    assert progress.middle_of_last_three(looks(*steps)) == middle


@pytest.mark.parametrize(
    ("steps", "moved"),
    [
        ((1, 1, 1, 2, 2), False),
        ((1, 1, 1, 2, 2, 2), True),
        ((4, 1, 1, 1, 2, 3, 2), True),
        ((1, 2, 1, 2, 3, 3), False),
        ((3, 3, 3, 2, 2, 2), False),
    ],
)
def test_moving_on_needs_all_of_three_beyond_all_of_three(steps, moved):
    assert progress.moving_on(looks(*steps)) is moved


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "Brave: not looked at yet."),
        ((4, 4), "Brave: early days."),
        ((3, 4, 1, 2), "Brave: doing it, or further, in 2 of the 4 moments you have looked at. 5 not looked at yet."),
        ((1, 1, 1), "Brave: doing it, or further, in 0 of the 3 moments you have looked at. 6 not looked at yet."),
        ((3,) * 9, "Brave: doing it, or further, in 9 of the 9 moments you have looked at."),
    ],
)
def test_what_is_said_of_a_mindset(steps, said):
    assert progress.mindset_sentence("Brave", looks(*steps), 9) == said


def test_a_cell_shows_its_latest_look_however_old():
    old, new, other = look(300, 4), look(120, 2), look(1, 3, mindset="brave")
    assert progress.latest_by_cell([new, old, other]) == {("curious", "look-ahead"): new, ("brave", "look-ahead"): other}


def test_the_names_are_those_of_the_steps():
    assert [progress.step_name(step) for step in Step.values] == [str(step.label) for step in Step]


def test_every_sentence_can_be_said_in_another_language():
    assert progress.sentence(looks(2), TODAY, str.upper) == "ONE LOOK SO FAR. TOO SOON TO SAY."


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4), st.integers(0, 23)), max_size=40))
def test_never_a_percentage_a_decimal_or_a_fall(seen):
    said = progress.sentence([look(*one) for one in seen], TODAY).lower()
    assert not {"%", "average", "down", "worse", "back", "0."} & set(said.replace(".", " .").split()) | ({"%"} & set(said))


def test_it_knows_no_django():
    with open(progress.__file__) as source:
        assert "django" not in source.read().replace("no Django", "")
