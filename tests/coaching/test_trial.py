"""When a trial of two wordings may say anything: on made-up worlds in which nothing differs, and in which something does."""

from __future__ import annotations

from random import Random

import pytest

from coaching.trial import FEWEST_ANSWERS, FEWEST_TEAMS, Arm, Verdict, difference, range_of, verdict

WORLDS = 1000


def arm(rng: Random, share: float, answers: int = 400, teams: int = 20, unlike: float = 0.0) -> Arm:
    """Teams of one size, each with its own share, `unlike` a standard deviation apart from the others'."""
    each = answers // teams
    own = [min(max(rng.gauss(share, unlike), 0.01), 0.99) for _team in range(teams)]
    return Arm([(sum(rng.random() < one for _answer in range(each)), each) for one in own])


def said(share: float, other: float, seed: int, **world) -> dict[Verdict, int]:
    """How often each verdict is given, in so many worlds."""
    rng = Random(seed)
    counts = dict.fromkeys(Verdict, 0)
    for _world in range(WORLDS):
        counts[verdict(arm(rng, share, **world), arm(rng, other, **world), over=True)] += 1
    return counts


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((48 / 80, 80), (56 / 70, 70), 0.0524, 0.3339),
        ((3 / 10, 10), (9 / 10, 10), 0.1705, 0.8090),
        ((2 / 7, 7), (6 / 7, 7), 0.0582, 0.8062),
        ((0, 29), (5 / 56, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 20), (1, 10), 0.6791, 1.0),
        ((0, 10), (1, 10), 0.6075, 1.0),
        ((0, 10), (0, 10), -0.2775, 0.2775),
    ],
)  # fmt: skip
def test_the_range_of_a_difference_is_the_one_published(first, second, low, high):
    """Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10: its eight examples."""
    assert difference(first, second) == pytest.approx((low, high), abs=0.00015)


@pytest.mark.parametrize("unlike", [0.0, 0.08, 0.15])
def test_where_nothing_differs_it_is_silent_in_95_worlds_of_100(unlike):
    """Also where teams are unlike each other, which they are: leaders differ, and so do their customers."""
    assert said(0.45, 0.45, seed=28, unlike=unlike)[Verdict.TOO_EARLY] >= 0.94 * WORLDS


def test_with_few_teams_that_are_unlike_it_is_silent_nearly_as_often():
    assert said(0.45, 0.45, seed=7, teams=FEWEST_TEAMS, unlike=0.1)[Verdict.TOO_EARLY] >= 0.93 * WORLDS


def test_a_range_that_takes_a_teams_answers_for_separate_people_would_cry_wolf():
    """The path not taken: without the design effect, one trial of three finds a difference where there is none."""
    rng, cried = Random(28), 0
    for _world in range(WORLDS):
        one, two = arm(rng, 0.45, unlike=0.15), arm(rng, 0.45, unlike=0.15)
        low, high = difference((one.some / one.of, one.of), (two.some / two.of, two.of))
        cried += not low <= 0 <= high
    assert cried > 0.12 * WORLDS


@pytest.mark.parametrize(("first", "second", "finds"), [(0.45, 0.60, Verdict.SECOND), (0.60, 0.45, Verdict.FIRST)])
def test_it_finds_fifteen_points_with_four_hundred_answers_an_arm(first, second, finds):
    counts = said(first, second, seed=28)
    assert counts[finds] >= 0.95 * WORLDS
    assert sum(counts.values()) - counts[finds] == counts[Verdict.TOO_EARLY]


def test_it_finds_them_mostly_where_teams_are_unlike():
    assert said(0.45, 0.60, seed=28, unlike=0.08)[Verdict.SECOND] >= 0.85 * WORLDS


BETTER, WORSE = Arm([(16, 20)] * 20), Arm([(8, 20)] * 20)


def test_nothing_is_said_before_the_planned_end():
    assert verdict(WORSE, BETTER, over=False) is Verdict.TOO_EARLY
    assert verdict(WORSE, BETTER, over=True) is Verdict.SECOND
    assert verdict(BETTER, WORSE, over=True) is Verdict.FIRST


def test_nothing_is_said_of_too_few_answers_or_teams():
    few = Arm([(9, 11)] * 9)
    assert (few.of, few.of < FEWEST_ANSWERS) == (99, True)
    assert verdict(WORSE, few, over=True) is Verdict.TOO_EARLY
    assert verdict(WORSE, Arm([(90, 100)] * (FEWEST_TEAMS - 1)), over=True) is Verdict.TOO_EARLY
    assert verdict(WORSE, Arm([(90, 100)] * FEWEST_TEAMS), over=True) is Verdict.SECOND


def test_teams_without_an_answer_are_no_teams():
    assert not Arm([(50, 100)] * 4 + [(0, 0)] * 20).enough


def test_without_any_answer_there_is_no_range():
    assert range_of(Arm([]), BETTER) is None
    assert verdict(Arm([]), Arm([]), over=True) is Verdict.TOO_EARLY


def test_teams_all_alike_count_as_so_many_people():
    assert WORSE.alike == 1
    assert range_of(WORSE, BETTER) == difference((0.4, 400), (0.8, 400))


def test_teams_that_all_say_the_same_within_count_as_one_answer_each():
    """Ten teams where all were helped and ten where nobody was: twenty answers, not four hundred."""
    assert Arm([(20, 20)] * 10 + [(0, 20)] * 10).alike == pytest.approx(20 * 20 / 19)
