"""Progress in words: the worked example of content/ratings.md and a table of cases for each of its rules."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from coaching import progress, totals
from coaching.models import Step
from coaching.progress import Shown
from tests.coaching.looks import TODAY, look, looks

MOVING = "Your last three are all further on than the three before."


def test_ravi():
    """3 June Talking about it; 5 June Trying it; 10 June Trying it; 17 June Doing it. Shown on 18 June."""
    ravi = [look(15, 1), look(13, 2), look(8, 2), look(1, 3)]
    assert progress.sentence(ravi, TODAY) == "Trying it. The middle of your last three looks; four in all, the latest yesterday."
    assert progress.in_short(ravi, TODAY) == "Trying it"
    assert not progress.moving_on(ravi)


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
        ([look(95, 1), look(94, 1), look(93, 1), *looks(2, 2, 2)],
         "Trying it. The middle of your last three looks; three in all, the latest yesterday."),
        (looks(*[2] * 13), "Trying it. The middle of your last three looks; 13 in all, the latest yesterday."),
        # A phone's clock may be ahead: tomorrow's look is today's.
        ([look(2, 3), look(1, 3), look(-1, 3)], "Doing it. The middle of your last three looks; three in all, the latest today."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_skill(seen, said):
    assert progress.sentence(seen, TODAY) == said
    assert progress.sentence(seen[::-1], TODAY) == said


@pytest.mark.parametrize(
    ("seen", "what", "short"),
    [
        ([], Shown.NOT_LOOKED_AT_YET, "Not looked at yet"),
        (looks(4), Shown.EARLY_DAYS, "Early days"),
        (looks(4, 4), Shown.EARLY_DAYS, "Early days"),
        ([look(1, 4, hour=9), look(1, 4, hour=10), look(1, 4, hour=11)], Shown.EARLY_DAYS, "Early days"),
        (looks(1, 4, 2), Shown.MIDDLE_OF_THE_LAST_THREE, "Trying it"),
        ([look(91, 4), look(92, 4), look(93, 4)], Shown.WORTH_ANOTHER_LOOK, "Worth another look"),
        ([look(91, 4), look(90, 4)], Shown.EARLY_DAYS, "Early days"),
    ],
)
def test_what_is_shown_of_a_skill(seen, what, short):
    assert progress.shown(iter(seen), TODAY) is what
    assert progress.in_short(iter(seen), TODAY) == short


def test_only_the_last_look_of_a_day_counts():
    seen = [look(1, 1, hour=9), look(1, 4, hour=15), look(1, 2, hour=11)]
    assert [one.step for one in progress.last_of_each_day(seen)] == [4]
    assert progress.sentence(seen, TODAY) == "One look so far. Too soon to say."


def test_of_two_looks_at_the_same_moment_the_one_less_far_counts():
    seen = [look(1, 2), look(1, 3)]
    assert [one.step for one in progress.last_of_each_day(seen)] == [one.step for one in progress.last_of_each_day(seen[::-1])] == [2]


@pytest.mark.parametrize(("days", "recent"), [(-1, True), (0, True), (90, True), (91, False)])
def test_a_look_fades_after_ninety_days(days, recent):
    assert progress.is_recent(look(days, 2), TODAY) is recent
    assert bool(progress.counting([look(days, 2)], TODAY)) is recent


@pytest.mark.parametrize(("count", "early"), [(0, False), (1, True), (2, True), (3, False)])
def test_early_days_are_one_or_two_looks(count, early):
    assert progress.early_days(looks(*[2] * count)) is early


@pytest.mark.parametrize(("steps", "middle"), [((), None), ((2, 2), None), ((1, 2, 4), 2), ((4, 4, 1, 1, 3), 1)])
def test_the_middle_of_the_last_three(steps, middle):
    assert progress.middle_of_last_three(looks(*steps)) == middle


@pytest.mark.parametrize(
    ("steps", "moved", "dipped"),
    [
        ((1, 1, 1, 2, 2), False, False),
        ((1, 1, 1, 2, 2, 2), True, False),
        ((4, 1, 1, 1, 2, 3, 2), True, False),
        ((1, 2, 1, 2, 3, 3), False, False),
        ((1, 1, 2, 2, 2, 3), False, False),
        ((3, 3, 3, 2, 2, 2), False, True),
        ((2, 2, 1, 1, 1), False, False),
        ((3, 3, 2, 2, 1, 1), False, False),
    ],
)
def test_moving_on_needs_all_of_three_beyond_all_of_three(steps, moved, dipped):
    assert progress.moving_on(looks(*steps)) is moved
    assert progress.dip(looks(*steps)) is dipped


@pytest.mark.parametrize(("steps", "asked"), [((3, 3, 3, 1, 2, 1), "What has changed around them?"), ((1, 1, 1, 2, 2, 2), ""), ((), "")])
def test_a_dip_asks_the_leader_and_says_nothing_of_the_advisor(steps, asked):
    assert progress.ask_the_leader(looks(*steps), TODAY) == asked
    assert "changed" not in progress.sentence(looks(*steps), TODAY)


def test_a_dip_of_another_season_asks_nothing():
    assert progress.ask_the_leader([look(200 - place, step) for place, step in enumerate((3, 3, 3, 1, 1, 1))], TODAY) == ""


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


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 6, 18), "today"),
        (date(2025, 6, 17), "yesterday"),
        (date(2025, 6, 16), "on Monday"),
        (date(2025, 6, 12), "on Thursday"),
        (date(2025, 6, 11), "on 11 June"),
        (date(2024, 8, 22), "on 22 August"),
        (date(2024, 8, 21), "on 21 August 2024"),
        (date(2023, 6, 18), "on 18 June 2023"),
    ],
)
def test_how_a_day_is_named(on, said):
    assert progress.when(on, TODAY) == said


# --- what anyone above sees


@pytest.mark.parametrize(("people", "seen", "enough"), [(8, 20, True), (7, 2000, False), (700, 19, False), (0, 0, False)])
def test_small_groups_stay_blank(people, seen, enough):
    assert totals.enough_to_show(people, seen) is enough


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [(14, 20, 0.48, 0.85), (2, 3, 0.21, 0.94), (70, 100, 0.60, 0.78), (0, 20, 0.0, 0.16), (20, 20, 0.84, 1.0)],
)
def test_the_plausible_range_is_that_of_the_programme(some, of, low, high):
    assert tuple(round(end, 2) for end in totals.plausible_range(some, of)) == (low, high)


@pytest.mark.parametrize(
    ("some", "of", "said"),
    [
        (14, 20, "about 7 in 10 said it helped (14 of 20; could be anywhere from 48% to 85%)"),
        (13, 20, "about 7 in 10 said it helped (13 of 20; could be anywhere from 43% to 82%)"),
        (0, 40, "about 0 in 10 said it helped (0 of 40; could be anywhere from 0% to 9%)"),
    ],
)
def test_a_share_carries_its_count_and_range(some, of, said):
    assert totals.share(some, of, "said it helped") == said


# --- words


def test_the_names_are_those_of_the_steps():
    assert [progress.step_name(step) for step in Step.values] == [str(step.label) for step in Step]
    assert progress.DOING_IT == Step.DOING


def test_every_sentence_can_be_said_in_another_language():
    assert progress.sentence(looks(2), TODAY, str.upper) == "ONE LOOK SO FAR. TOO SOON TO SAY."
    assert progress.in_short(looks(2), TODAY, str.upper) == "EARLY DAYS"
    assert totals.share(14, 20, "said it helped", lambda words: f"»{words}").startswith("»about 7")


# --- pure


def imported(path: Path) -> set[str]:
    """The first words of everything a module imports, our own modules by their whole name."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name if name.startswith("coaching") else name.split(".")[0] for name in names}


PURE = {"progress", "totals", "record", "next_card"}
FROM_PYTHON = {"__future__", "collections", "dataclasses", "datetime", "enum", "functools", "math", "typing"}


@pytest.mark.parametrize("name", sorted(PURE))
def test_what_is_pure_imports_no_django_no_clock_and_no_chance(name):
    module = Path(progress.__file__).with_name(f"{name}.py")
    assert imported(module) <= FROM_PYTHON | {f"coaching.{other}" for other in PURE}
    assert not any(clock in module.read_text("utf-8") for clock in (".now(", ".today(", ".utcnow("))


@pytest.mark.parametrize(
    "code", ["import random", "from django.db import models", "from coaching.models import Step", "from . import models"]
)
def test_the_guard_of_purity_sees_a_breach(tmp_path, code):
    (tmp_path / "a.py").write_text(code)
    assert not imported(tmp_path / "a.py") <= FROM_PYTHON | {f"coaching.{other}" for other in PURE}
