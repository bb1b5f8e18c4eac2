"""Standing in for a leader who is away: what was handed over, who may be asked, and whom somebody covers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import Leadership, Team, User


@dataclass(frozen=True)
class HandedOver:
    """A team somebody leads in their own right, and who stands in there, now or later."""

    team: Team
    covers: list[Leadership]


@dataclass(frozen=True)
class Cover:
    """A team somebody stands in at; `usual` leads it otherwise, empty where nobody does. `last` is the last day of it."""

    team: Team
    usual: str
    last: date | None


def own_teams(user: User, at: datetime) -> list[Team]:
    """The teams this person leads then, those they only stand in at left out."""
    rows = user.leaderships.at(at).filter(cover=False).select_related("team__site").order_by("team__site__name", "team__name")
    return list({row.team_id: row.team for row in rows}.values())


def handed_over(user: User, at: datetime) -> list[HandedOver]:
    """Each of their own teams, with the cover that is not over yet."""
    covers = list(Leadership.objects.cover_for(user, at).select_related("leader", "team").order_by("starts_at"))
    return [HandedOver(team, [one for one in covers if one.team_id == team.pk]) for team in own_teams(user, at)]


def may_cover(team: Team, user: User, at: datetime) -> dict[int, str]:
    """By id, those who lead another team at the same site in their own right, each with its name: two people may share one."""
    rows = Leadership.objects.at(at).filter(cover=False, team__site=team.site_id, leader__is_active=True)
    rows = rows.exclude(team=team).exclude(leader=user).order_by("leader__name", "leader", "team__name")
    found: dict[int, str] = {}
    for leader, name, leads in rows.values_list("leader", "leader__name", "team__name"):
        found[leader] = f"{found[leader]}, {leads}" if leader in found else f"{name} · {leads}"
    return found


def covering(user: User, at: datetime) -> list[Cover]:
    """The teams this person stands in at then, and for whom. One query."""
    there = Leadership.objects.at(at).filter(team=OuterRef("team"), cover=False)
    usual = there.order_by("starts_at").values("leader__name")[:1]
    rows = user.leaderships.at(at).filter(~Exists(there.filter(leader=user)), cover=True).annotate(usual=Subquery(usual))
    rows = rows.select_related("team").order_by("team__name", "ends_at")
    return list({row.team_id: Cover(row.team, (row.usual or "").split(" ")[0], row.last_day) for row in rows}.values())
