"""What goes with results, on made-up sites where the truth is known: it finds a planted effect, and is silent where there is none."""

from __future__ import annotations

from random import Random

import pytest

from coaching.went_with import FEWEST_PAIRS, FEWEST_SITES, Pair, compared

SITES, TIMES, KINDS = 30, 5, 40


def world(seed: int, effect: float = 0, sites: int = SITES, times: int = TIMES, drift: bool = False) -> list[Pair]:
    """Shares of forty kinds of chat move by chance; the result by chance, by the season, and by `effect` for each standard move of kind 0.

    With `drift` sites wander: what moved last time moves again, at some sites more than at others.
    """
    rng, pairs = Random(seed), []
    for site in range(sites):
        own = [rng.gauss(0, 0.5) if drift else 0.0 for _kind in range(KINDS + 1)]
        for when in range(times):
            shares = {f"kind {kind}": own[kind] + rng.gauss(0, 1) for kind in range(KINDS)}
            season = 5.0 * when
            pairs.append(Pair(site, when, season + own[KINDS] + effect * shares["kind 0"] + rng.gauss(0, 1), shares))
    return pairs


def told(pairs: list[Pair], comparisons: int = KINDS) -> list[str]:
    return [found.what for found in compared(pairs, comparisons) if found.tells]


def test_a_planted_effect_is_found_and_nothing_else():
    hits = [told(world(seed, effect=0.6)) for seed in range(20)]
    assert sum("kind 0" in found for found in hits) >= 19
    assert sum(len(found) > 1 for found in hits) <= 3


def test_which_way_it_went_is_told():
    (found,) = [one for one in compared(world(1, effect=-0.8), KINDS) if one.tells]
    assert found.what == "kind 0"
    assert found.low < found.together < found.high < 0


@pytest.mark.parametrize("drift", [False, True])
def test_in_at_most_five_of_a_hundred_worlds_of_chance_anything_is_found(drift):
    """Forty comparisons each: without the correction something would be found in every other world."""
    worlds = [world(seed, drift=drift) for seed in range(100)]
    assert sum(bool(told(pairs)) for pairs in worlds) <= 5
    assert sum(bool(told(pairs, comparisons=1)) for pairs in worlds[:20]) >= 8


def test_a_season_that_all_sites_share_is_no_finding():
    """The result rises everywhere, and so does one kind of chat: that is time, not coaching."""
    pairs = [Pair(one.site, one.when, one.moved, {**one.shares, "kind 0": one.shares["kind 0"] + 5 * one.when}) for one in world(7)]
    assert told(pairs) == []


def test_the_range_holds_what_is_true_at_least_nineteen_times_in_twenty():
    """For one comparison, where nothing goes with anything, nought is outside about once in fifty."""
    outside = sum(one.tells for seed in range(12) for one in compared(world(100 + seed), 1))
    assert 2 <= outside <= 24  # of 480, 10 expected


def test_with_little_it_is_too_early_and_nothing_is_even_compared():
    assert compared(world(1, 5.0, sites=FEWEST_SITES - 1, times=20), KINDS) == []
    assert compared(world(1, 5.0, sites=8, times=3), KINDS) == []
    assert len(compared(world(1, sites=FEWEST_SITES, times=4), KINDS)) == KINDS
    assert FEWEST_PAIRS == 24


def test_more_comparisons_ask_for_more():
    one, many = (compared(world(3), comparisons)[0] for comparisons in (1, 200))
    assert many.low < one.low < one.high < many.high


def test_what_never_moves_is_not_compared_and_one_odd_site_is_no_finding():
    pairs = world(5)
    still = [Pair(one.site, one.when, one.moved, {**one.shares, "still": 1.0}) for one in pairs]
    assert "still" not in {found.what for found in compared(still, KINDS)}
    odd = Pair(pairs[0].site, pairs[0].when, 1e9, {**pairs[0].shares, "kind 3": 1e9})
    assert told([odd, *pairs[1:]]) == []


def test_nobody_can_be_put_into_it():
    """Sites and times, and no word for a person."""
    assert set(Pair.__dataclass_fields__) == {"site", "when", "moved", "shares"}
