"""What holds of progress whatever was looked at, and in whatever order it arrived."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coaching import progress
from coaching.progress import Shown
from tests.coaching.looks import TODAY, look

STEPS = ("Talking about it", "Trying it", "Doing it", "Passing it on")
# Days ago, step, hour: few days and hours, so that many looks share a day and some a moment.
few_days = st.tuples(st.integers(0, 12), st.integers(1, 4), st.integers(8, 11))
any_days = st.tuples(st.integers(-1, 400), st.integers(1, 4), st.integers(0, 23))
histories = st.lists(few_days | any_days, max_size=24).map(lambda rows: [look(*row) for row in rows])
places = st.tuples(any_days, st.sampled_from(["listen-fully", "look-ahead", None]), st.sampled_from(["curious", "brave"]))
anywhere = st.lists(places, max_size=24).map(lambda rows: [look(*when, skill=skill, mindset=mindset) for when, skill, mindset in rows])


def days(seen) -> int:
    """On how many of the last 90 days somebody looked."""
    return len({one.on for one in seen if (TODAY - one.on).days <= 90})


def everything_said(seen) -> tuple:
    return (
        progress.shown(seen, TODAY), progress.in_short(seen, TODAY), progress.sentence(seen, TODAY), progress.ask_the_leader(seen, TODAY),
        progress.counting(seen, TODAY), progress.latest_by_cell(seen),
    )  # fmt: skip


@given(histories)
def test_never_speaks_from_fewer_than_three_looks(seen):
    said, short = progress.sentence(seen, TODAY), progress.in_short(seen, TODAY)
    spoke = any(said.startswith(step) for step in STEPS)
    assert spoke is (short in STEPS) is (progress.shown(seen, TODAY) is Shown.MIDDLE_OF_THE_LAST_THREE) is (days(seen) >= 3)


@given(histories)
def test_moving_on_is_never_said_from_fewer_than_six_looks(seen):
    if days(seen) < 6:
        assert "further on" not in progress.sentence(seen, TODAY)
        assert progress.ask_the_leader(seen, TODAY) == ""


@given(histories)
def test_moving_on_and_a_dip_exclude_each_other_and_the_middle_agrees(seen):
    recent = progress.counting(seen, TODAY)
    up, down = progress.moving_on(recent), progress.dip(recent)
    assert not (up and down)
    if up or down:
        now, before = progress.middle_of_last_three(recent), progress.middle_of_last_three(recent[:-3])
        assert (now > before) is up
        assert (now < before) is down


@given(anywhere | histories, st.data())
def test_the_order_of_arrival_does_not_matter(seen, data):
    assert everything_said(data.draw(st.permutations(seen))) == everything_said(seen)


@given(histories)
def test_the_last_look_of_a_day_counts_and_no_other_of_it(seen):
    last = {}
    for one in seen:
        if one.on not in last or one.at > last[one.on].at or (one.at == last[one.on].at and one.step < last[one.on].step):
            last[one.on] = one
    assert progress.sentence(list(last.values()), TODAY) == progress.sentence(seen, TODAY)
    assert progress.last_of_each_day(seen) == sorted(last.values(), key=lambda one: one.on)


@given(histories, histories)
def test_what_is_older_than_ninety_days_changes_nothing_said_of_today(seen, more):
    old = [one for one in more if (TODAY - one.on).days > 90]
    if days(seen):
        assert progress.sentence(seen + old, TODAY) == progress.sentence(seen, TODAY)


@given(histories)
def test_never_a_percentage_a_decimal_or_a_fall(seen):
    said = progress.sentence(seen, TODAY).lower()
    assert "%" not in said
    assert not {"average", "down", "worse", "back", "less", "behind", "0"} & set(said.replace(".", " ").split())


@given(st.lists(st.integers(1, 4), max_size=9))
def test_a_mindset_is_never_spoken_of_from_fewer_than_three_cells(steps):
    cells = [look(place, step) for place, step in enumerate(steps)]
    said = progress.mindset_sentence("Brave", cells, 9)
    assert ("doing it, or further" in said) is (len(steps) >= 3)
