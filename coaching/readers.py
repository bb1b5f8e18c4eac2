"""Who can read one advisor's record, for the advisor to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Advisor, Leadership


@dataclass(frozen=True)
class Reader:
    """Leads their team now; `until` is the last whole day where it ends by itself."""

    name: str
    cover: bool
    until: date | None


def readers(advisor: Advisor, at: datetime) -> list[Reader]:
    """By name, those who stand in after those who lead."""
    rows = Leadership.objects.at(at).filter(team=advisor.team_id, leader__is_active=True).select_related("leader")
    return [_reader(row, advisor) for row in rows.order_by("cover", "leader__name", "pk")]


def _reader(row: Leadership, advisor: Advisor) -> Reader:
    until = advisor.team.today(row.ends_at - timedelta(microseconds=1)) if row.ends_at else None
    return Reader(row.leader.name, row.cover, until)
