"""How far the Compelling Story has been told: sites, teams and people, never who is behind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Advisor, Leadership, Site, Team, User
from cards.models import Story, StoryTold
from coaching.groups import TOGETHER, Group, shown


@dataclass(frozen=True)
class Told:
    """Of these teams, and of the people in them now."""

    teams: int
    teams_of: int
    people: int
    people_of: int

    def __add__(self, other: Told) -> Told:
        return Told(self.teams + other.teams, self.teams_of + other.teams_of, self.people + other.people, self.people_of + other.people_of)


@dataclass(frozen=True)
class StoryReach:
    """`sites`: those with enough teams to be shown alone. `everywhere` is None where there are too few to show."""

    everywhere: Told | None
    sites: dict[int, Told]

    @property
    def begun(self) -> int:
        """At how many of those sites any team has heard it."""
        return sum(told.teams > 0 for told in self.sites.values())


@dataclass(frozen=True)
class TeamNow:
    pk: int
    site: int
    people: int
    told: bool


def reach_of(teams: list[TeamNow]) -> StoryReach:
    """A team is its leader here: groups are of 8 teams and 20 people or more. Small sites are put together, or in no figure."""
    groups: Mapping[int, Group] = defaultdict(Group)
    for team in teams:
        group = groups[team.site]
        group.people.add(team.pk)
        group.looks += team.people
        group.counts.update(Counter({("teams", ""): int(team.told), ("people", ""): team.people if team.told else 0}))
    found = {site: _told(group) for site, group in shown(groups).items()}
    everywhere = None
    for told in found.values():
        everywhere = everywhere + told if everywhere else told
    return StoryReach(everywhere, {site: told for site, told in found.items() if site != TOGETHER})


def _told(group: Group) -> Told:
    return Told(group.counts["teams", ""], len(group.people), group.counts["people", ""], group.looks)


def story_reach(reader: User, at: datetime | None = None) -> StoryReach | None:
    """Of the story that is told now, over the teams that somebody leads now. None for whoever reads no totals, and without a story."""
    if not reader.reads_totals:
        return None
    at = at or timezone.now()
    story = Story.objects.told_now().values("pk")[:1]
    heard = StoryTold.objects.filter(team=OuterRef("pk"), story=OuterRef("story"))
    here = Count("advisors", filter=Q(advisors__in=Advisor.objects.here(at)))
    rows = Team.objects.filter(pk__in=Leadership.objects.at(at).values("team")).order_by()
    rows = rows.annotate(story=Subquery(story), heard=Exists(heard), here=here)
    teams = [TeamNow(*row) for row in rows.filter(story__isnull=False).values_list("pk", "site", "here", "heard")]
    return reach_of(teams) if teams else None


def lines(reach: StoryReach, sites: list[Site]) -> list[tuple[Site, Told]]:
    """By name, the only order."""
    return [(site, reach.sites[site.pk]) for site in sites if site.pk in reach.sites]
