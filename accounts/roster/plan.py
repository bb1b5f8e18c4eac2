"""What a file would do, all of it, before anything is written; two plans with the same digest do the same."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.roster.advisors import Advisors
from accounts.roster.change import Change, Kind, Lead, Shown, Zone
from accounts.roster.known import Known, Place
from accounts.roster.leaders import Leaders
from accounts.roster.lines import Is, Line, key, line
from accounts.roster.table import Table
from accounts.roster.zones import Zones

BRAKE = 10  # percent of everyone here: beyond it, "everyone else has left" is asked once more
NOTHING = (Kind.UNCHANGED, Kind.LATER)


@dataclass
class Plan:
    """`absent`: how many leave because they are in no line; `here`: how many were here before."""

    changes: list[Change]
    leads: list[Lead]
    unread: list[Shown]
    places: list[Place]
    here: int
    zones: list[Zone] = field(default_factory=list)
    absent: int = 0

    @cached_property
    def everything(self) -> list[Shown]:
        """In the order of the file; those who are in no line come last."""
        found: list[Shown] = [*self.unread, *self.zones, *self.changes, *self.leads]
        return sorted(found, key=lambda one: (one.number is None, one.number or 0))

    def of(self, kind: Kind) -> Sequence[Shown]:
        return [one for one in self.everything if one.kind is kind]

    @cached_property
    def counts(self) -> dict[str, int]:
        """By kind, those with nobody in them left out."""
        found = Counter(one.kind for one in self.everything)
        return {kind.value: found[kind] for kind in Kind if found[kind]}

    @property
    def clear(self) -> bool:
        return not self.counts.get(Kind.UNCLEAR)

    @property
    def nothing(self) -> bool:
        """Everyone stands here as the file says."""
        return self.clear and not (self.counts.keys() - {kind.value for kind in NOTHING})

    @property
    def brakes(self) -> bool:
        """Whether more would leave for not being in the file than a full roster usually has."""
        return self.absent * 100 > self.here * BRAKE

    @property
    def asks(self) -> set[str]:
        """What has to be ticked before it is taken in."""
        return ({"everyone"} if self.brakes else set()) | ({"names"} if self.doubtful else set())

    @cached_property
    def doubtful(self) -> list[Change]:
        return [change for change in self.changes if change.doubtful]

    @cached_property
    def digest(self) -> str:
        said = [
            (one.number, one.kind.value, one.employee_number, one.name, one.words) for one in self.everything if one.kind not in NOTHING
        ]
        return hashlib.sha256(json.dumps([said, [[str(place), place.zone] for place in self.places]]).encode()).hexdigest()


def plan(table: Table, full: bool, at: datetime, lock: bool = False) -> Plan:
    """What the file would do now. `full`: whoever is in no line has left."""
    known = Known(at, lock)
    advisors, leaders, zones = Advisors(known, at), Leaders(known, at), Zones(known, at)
    made = Plan([], [], [], [], here=sum(not here.gone(at) for here in known.advisors.values()))
    of_teams: dict[Place, list[Line]] = defaultdict(list)
    for one, place in _placed(known, table, zones):
        if place is None or one.wrong:
            advisors.seen.setdefault(one.employee_number, one.number)
            made.unread.append(Shown(
                number=one.number, kind=Kind.UNCLEAR, name=one.name, employee_number=one.employee_number, words=one.wrong
            ))  # fmt: skip
        elif one.role is Is.ADVISOR:
            made.changes.append(advisors.change(one, place))
        else:
            of_teams[place].append(one)
    for place, said in of_teams.items():
        made.leads += leaders.of_team(place, said)
    if full:
        absent = advisors.absent()
        made.changes, made.absent = made.changes + absent, len(absent)
    made.zones = list(zones.changes.values())
    used = {change.to for change in made.changes} | {lead.place for lead in made.leads if lead.kind is Kind.LEADS}
    made.places = [place for place in known.new_places if place in used]
    return made


def _placed(known: Known, table: Table, zones: Zones) -> list[tuple[Line, Place | None]]:
    """Each line with the team it means. All are looked at for time zones first, as days are days on a wall."""
    lines = [line(row, table.columns) for row in table.rows]
    found = [(one, None if one.wrong else _place(known, one)) for one in lines]
    for one, place in found:
        if place:
            zones.hear(one, place)
    zones.settle()
    return found


def _place(known: Known, one: Line) -> Place | None:
    """The team the line means; where that is not sure, the line is told so."""
    if one.site:
        return known.place(one.site, one.team)
    found = known.named[key(one.team)]
    if len(found) == 1:
        return found[0]
    why = _("There is a team %(team)s at more than one site: write which.") if found else _("%(team)s is new: write its site.")
    one.wrong.append(why % {"team": one.team})
    return None


def resembles(place: Place, others: list[tuple[str, str]]) -> str:
    """A site, or a team of that site, that is here already with nearly the same name: perhaps it was only mistyped."""
    sites = {site for site, _team in others}
    if place.site not in sites:
        return next(iter(difflib.get_close_matches(place.site, sites, 1, 0.8)), "")
    teams = [team for site, team in others if site == place.site]
    return next(iter(difflib.get_close_matches(place.name, teams, 1, 0.8)), "")
