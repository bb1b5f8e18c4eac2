"""How often "moving on" speaks when nothing changed: the simulation, and beside it every case there is, weighed."""

from __future__ import annotations

from itertools import product

import pytest

from bench import moving_on as bench
from coaching import progress

TIMES, SEED = 20_000, 28


def weighed(rule, true: tuple[int, ...], out: float) -> float:
    """Exactly how often, over every way the looks can fall."""
    total = 0.0
    for errors in product((-1, 0, 1), repeat=len(true)):
        chance = 1.0
        for error in errors:
            chance *= 1 - out if error == 0 else out / 2
        seen = [bench.look(place, min(4, max(1, step + error))) for place, (step, error) in enumerate(zip(true, errors, strict=True))]
        total += chance * rule(seen)
    return total


@pytest.mark.parametrize(("out", "both_ways"), [(0.3, 0.0083), (0.5, 0.0259)])
def test_it_speaks_1_to_3_percent_of_the_time_when_nothing_changed(out, both_ways):
    """As content/ratings.md counts, the mirror image included; what is said aloud is half of it."""
    same = bench.histories([2] * 12, out, TIMES, SEED)
    for after in (6, 9, 12):
        assert 1 <= round(100 * bench.speaks(bench.either_way, same, after)) <= 3
        assert bench.speaks(bench.either_way, same, after) == pytest.approx(both_ways, abs=0.004)
        assert bench.speaks(progress.moving_on, same, after) == pytest.approx(both_ways / 2, abs=0.003)
    assert weighed(bench.either_way, (2,) * 6, out) == pytest.approx(both_ways, abs=0.00005)


@pytest.mark.parametrize("true", [1, 2, 3, 4])
@pytest.mark.parametrize("out", [0.1, 0.3, 0.5, 0.7, 1.0])
def test_wherever_they_stand_and_however_rough_the_look_it_stays_under_3_percent(true, out):
    assert weighed(progress.moving_on, (true,) * 6, out) < 0.03


@pytest.mark.parametrize(("out", "seen"), [(0.3, 0.38), (0.5, 0.20)])
def test_the_price_is_that_it_misses_many_real_gains(out, seen):
    rise = bench.histories([2] * 3 + [3] * 3, out, TIMES, SEED)
    assert bench.speaks(progress.moving_on, rise, 6) == pytest.approx(seen, abs=0.02)


def test_every_look_of_the_simulation_counts():
    for one in bench.histories([2] * 12, 0.5, 50, SEED):
        assert progress.counting(one, one[-1].on) == one


def test_it_never_speaks_before_the_sixth_look():
    same = bench.histories([2] * 5, 0.5, 2000, SEED)
    assert bench.has_spoken(bench.either_way, same, 1, 5) == 0


def test_the_same_seed_gives_the_same_figures_and_every_line_is_printed():
    assert bench.report(0.3, 200, 1) == bench.report(0.3, 200, 1)
    assert len(bench.report(0.3, 200, 1)) == 10


def test_the_simulation_would_notice_a_rule_that_speaks_too_soon():
    same = bench.histories([2] * 6, 0.3, 2000, SEED)
    assert bench.speaks(bench.middles_differ, same, 6) > 0.2
