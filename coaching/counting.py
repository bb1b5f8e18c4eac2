"""From what happened in four weeks to the totals that may be shown. Pure, no Django; the rule is in `coaching/groups.py`.

Weeks run from Monday on the team's wall. Four weeks are those of one fixed calendar, never the last 28 days: windows that
slide would let somebody subtract yesterday's from today's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from coaching.groups import TOGETHER, Group, shown
from coaching.report import WEEK, monday

FIRST = date(2020, 1, 6)  # a Monday
FOUR_WEEKS = 4 * WEEK


def period_of(day: date) -> date:
    """The first Monday of the four weeks that day is in."""
    return FIRST + (day - FIRST).days // FOUR_WEEKS.days * FOUR_WEEKS


class Look(NamedTuple):
    """One chat, standing."""

    site: int
    on: date
    advisor: int
    leader: int
    card: int
    skill: int | None
    step: int | None
    good: bool
    edition: int = 0


class Promise(NamedTuple):
    """One check-back of a standing chat, by the day it fell due; `hurdle` is the kind of what got in the way.

    `card` and `edition` are those of its chat, `helped` and `in_the_way` what the answer said.
    """

    site: int
    on: date
    advisor: int
    kept: bool
    hurdle: str
    card: int = 0
    edition: int = 0
    helped: bool = False
    in_the_way: bool = False


class Place(NamedTuple):
    """What one count is of; no site is all of them together."""

    site: int | None
    week: date
    what: str
    key: str = ""


@dataclass
class Four:
    """What is known of four weeks: who was at which site is needed for shares of them."""

    first: date
    looks: list[Look]
    promises: list[Promise]
    here: dict[int, set[int]] = field(default_factory=dict)  # advisors by site
    leading: dict[int, set[int]] = field(default_factory=dict)  # leaders by site


def totals(four: Four) -> Counter[Place]:
    """Everything that may be shown of them; what may not is in none of it."""
    found: Counter[Place] = Counter()
    owners: dict[tuple[int, date], int] = {}
    for week in (four.first + WEEK * n for n in range(4)):
        groups = _weeks_chats([look for look in four.looks if monday(look.on) == week])
        chats = shown(groups)
        _put(found, week, chats)
        owners |= _owners(week, groups, chats)
        _put(found, week, shown(_weeks_promises([one for one in four.promises if monday(one.on) == week])))
    # The rest counts only what is in the chats shown above: a week left out there is left out here.
    kept = [(owners[look.site, monday(look.on)], look) for look in four.looks if (look.site, monday(look.on)) in owners]
    for skill in sorted({look.skill for _owner, look in kept if look.skill}):
        _put(found, four.first, shown(_steps(skill, kept)))
    _reach(found, four, kept, {look.site for look in four.looks if owners.get((look.site, monday(look.on))) != look.site})
    return found


def _weeks_chats(looks: list[Look]) -> dict[int, Group]:
    groups: dict[int, Group] = {}
    for look in looks:
        keys = [("chats", ""), ("card", str(look.card))] + ([("good", "")] if look.good else [])
        groups.setdefault(look.site, Group()).add(look.advisor, *keys)
    for group in groups.values():
        group.counts["people", ""] = len(group.people)
    return groups


def _weeks_promises(promises: list[Promise]) -> dict[int, Group]:
    groups: dict[int, Group] = {}
    for one in promises:
        keys = [("due", "")] + ([("kept", "")] if one.kept else []) + ([("hurdle", one.hurdle)] if one.hurdle else [])
        groups.setdefault(one.site, Group()).add(one.advisor, *keys)
    return groups


def _steps(skill: int, kept: list[tuple[int, Look]]) -> dict[int, Group]:
    groups: dict[int, Group] = {}
    for owner, look in kept:
        if look.skill == skill and look.step:
            groups.setdefault(owner, Group()).add(look.advisor, ("step", f"{skill}.{look.step}"))
    return groups


def _owners(week: date, groups: dict[int, Group], chats: dict[int, Group]) -> dict[tuple[int, date], int]:
    """Under which group a site's chats of that week are shown; none where they are left out."""
    alone = {(site, week): site for site in groups if site in chats}
    together = {(site, week): TOGETHER for site in groups if site not in chats} if TOGETHER in chats else {}
    return alone | together


def _put(found: Counter[Place], week: date, groups: dict[int, Group]) -> None:
    """At its site, where it stands alone; and in all of them together."""
    for site, group in groups.items():
        for (what, key), n in group.counts.items():
            if site != TOGETHER:
                found[Place(site, week, what, key)] += n
            found[Place(None, week, what, key)] += n


def _reach(found: Counter[Place], four: Four, kept: list[tuple[int, Look]], mixed: set[int]) -> None:
    """How many different advisors were spoken with, and how many leaders walked the floor; `mixed` sites do not stand alone."""
    by_site: dict[int, list[Look]] = {}
    for _owner, look in kept:
        by_site.setdefault(look.site, []).append(look)
    coached = {site: Group({look.advisor for look in looks}, len(looks)) for site, looks in by_site.items()}
    led = {site: Group(set(four.leading.get(site, ())), len(looks)) for site, looks in by_site.items()}
    for site, looks in by_site.items():
        here = four.here.get(site, set()) | coached[site].people
        coached[site].counts.update({("reached", ""): len(coached[site].people), ("here", ""): len(here)})
        active = {look.leader for look in looks}
        led[site].people |= active
        led[site].counts.update({("active", ""): len(active), ("leading", ""): len(led[site].people)})
    for groups in (coached, led):
        _put(found, four.first, _shown_whole(groups, mixed))


def _shown_whole(groups: dict[int, Group], mixed: set[int]) -> dict[int, Group]:
    """As `shown`, but sites with weeks that were left out or shown only together with others are not shown alone."""
    alone = {site: group for site, group in groups.items() if site not in mixed}
    rest = Group()
    for site in groups.keys() & mixed:
        rest = rest | groups[site]
    return shown({**alone, TOGETHER: rest} if rest.looks else alone)
