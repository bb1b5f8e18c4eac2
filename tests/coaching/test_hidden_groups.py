"""Nobody can find what is too small to show by adding and subtracting what is shown, over sites, spans and successive weeks.

Each site's week has a card of its own here, so that a figure tells which weeks of which sites are in it, whatever the code thinks.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from coaching.counting import FIRST, FOUR_WEEKS, Four, Look, Promise, totals
from coaching.groups import TOGETHER, Group, shown
from coaching.report import WEEK

SITES = (1, 2, 3, 4)
WEEKS = [FIRST + WEEK * n for n in range(8)]
CELLS = [(site, week) for site in SITES for week in WEEKS]
CARD = {cell: number for number, cell in enumerate(CELLS, 1)}
Figures = dict[tuple[int | None, date], frozenset]


def looks(rng: Random) -> list[Look]:
    """Sites of all sizes, some in use now and then: many weeks are just under or just over what may be shown."""
    found = []
    for site, week in CELLS:
        people, chats = rng.choice([(0, 0), (3, 5), (7, 30), (8, 19), (8, 20), (12, 40), (5, 12)])
        for n in range(chats):
            found.append(Look(site, week, 100 * site + n % people, site, CARD[site, week], 1 + n % 2, 1 + n % 4, n % 3 == 0))
    return found


def published(found: list[Look]) -> dict:
    places: dict = {}
    for first in (FIRST, FIRST + FOUR_WEEKS):
        mine = [look for look in found if first <= look.on < first + FOUR_WEEKS]
        promises = [Promise(look.site, look.on, look.advisor, True, "tool" if look.good else "") for look in mine]
        here = {site: {look.advisor for look in mine if look.site == site} for site in SITES}
        places |= totals(Four(first, mine, promises, here, {site: {site} for site in SITES}))
    return places


def figures(places: dict) -> Figures:
    """Of every figure shown for a site's week: whose chats are in it."""
    cell = {str(number): where for where, number in CARD.items()}
    found: dict = {}
    for (site, week, what, key), n in places.items():
        if what == "card" and n:
            found.setdefault((site, week), set()).add(cell[key])
    return {place: frozenset(cells) for place, cells in found.items()}


def too_small(found: list[Look], cells: frozenset) -> bool:
    mine = [look for look in found if (look.site, look.on) in cells]
    return bool(mine) and (len(mine) < 20 or len({look.advisor for look in mine}) < 8)


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss: what any adding and subtracting of these rows can give, in its simplest form."""
    done: list[list[Fraction]] = []
    for column in range(len(CELLS)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows[:] = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        done = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in done] + [pivot]
    return done


def can_be_made(target: frozenset, basis: list[list[Fraction]]) -> bool:
    wanted = [Fraction(cell in target) for cell in CELLS]
    for row in basis:
        lead = next(place for place, value in enumerate(row) if value)
        wanted = [a - wanted[lead] * b for a, b in zip(wanted, row, strict=True)]
    return not any(wanted)


def targets(found: list[Look]) -> list[frozenset]:
    """A week of a site, two weeks of it, or all its small weeks: whatever of these is too small to show."""
    sets = [frozenset([cell]) for cell in CELLS]
    sets += [frozenset(pair) for site in SITES for pair in combinations([cell for cell in CELLS if cell[0] == site], 2)]
    return [one for one in sets if too_small(found, one)]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_too_small_is_shown(seed):
    found = looks(Random(seed))
    there = figures(published(found))
    assert there
    assert [place for place, cells in there.items() if too_small(found, cells)] == []


# P20
@pytest.mark.parametrize("seed", range(12))
def test_no_sum_or_difference_of_all_that_is_shown_gives_a_small_group(seed):
    """All spans of all sites at all dates are sums of these weeks, so every pair of them is among what is tried, and more."""
    found = looks(Random(seed))
    rows = [[Fraction(cell in cells) for cell in CELLS] for cells in figures(published(found)).values()]
    basis, hidden = reduced(rows), targets(found)
    assert len(hidden) > 5
    assert [one for one in hidden if can_be_made(one, basis)] == []


def test_the_attack_would_find_a_leak():
    """A total of all sites with the small one in it: the old mistake."""
    leaks = 0
    for seed in range(3):
        found = looks(Random(seed))
        weeks = figures(published(found))
        for week in WEEKS:
            weeks[None, week] = frozenset((look.site, week) for look in found if look.on == week)
        basis = reduced([[Fraction(cell in cells) for cell in CELLS] for cells in weeks.values()])
        leaks += sum(can_be_made(one, basis) for one in targets(found))
    assert leaks


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("what", ["due", "step", "reached"])
def test_other_figures_of_a_site_are_no_way_round_either(seed, what):
    """Steps and reach count only chats that are in the figures shown: a hidden week's are nowhere."""
    found = looks(Random(seed))
    places = published(found)
    alone = {(site, week) for site, week in figures(places) if site}
    for (site, week, kind, key), n in places.items():
        if kind != what or not site or not n:
            continue
        weeks = [week] if what == "due" else [week + WEEK * place for place in range(4)]
        mine = [look for look in found if (look.site, look.on) in alone and look.site == site and look.on in weeks]
        if what == "step":
            mine = [look for look in mine if f"{look.skill}.{look.step}" == key]
        assert n == (len({look.advisor for look in mine}) if what == "reached" else len(mine))


def test_a_leader_is_never_counted_among_a_few():
    """Sites have two or three leaders: how many of them walked the floor is said of eight or more together, or not at all."""
    groups = {site: Group({site}, 40) for site in range(1, 8)}
    assert shown(groups) == {}
    assert len(shown({**groups, 8: Group({8}, 40)})[TOGETHER].people) == 8


def test_the_edges_are_as_the_rule_says():
    assert set(shown({1: Group(set(range(8)), 20), 2: Group(set(range(7)), 90), 3: Group(set(range(90)), 19)})) == {1, TOGETHER}
    assert set(shown({2: Group(set(range(7)), 90), 3: Group(set(range(7)), 19)})) == set()
