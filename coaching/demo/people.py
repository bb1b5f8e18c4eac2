"""Sites, teams, accounts, who leads whom and since when, and the advisors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from accounts.models import Advisor, Leadership, Membership, Role, Site, Team, User

from .names import ACCOUNTS, AWAY_FROM, COVERED_BY, FORMER, FORMER_LED, LEADER, PASSWORD, TEAMS, TeamPlan, called, email_of

# Days before today. Everyone was here before the history begins, but for one who has only just joined.
LED_SINCE, FORMER_UNTIL, AWAY_SINCE, BACK_IN = 400, 36, 3, 9
JUST_JOINED = {"Jamal Carter": 17}


@dataclass
class Crew:
    """A team as its history needs it."""

    plan: TeamPlan
    team: Team
    leaderships: list[Leadership] = field(default_factory=list)
    advisors: list[Advisor] = field(default_factory=list)
    joined: dict[str, datetime] = field(default_factory=dict)  # by employee number

    def leader_at(self, at: datetime) -> User:
        """Who walks the floor then: whoever stands in, or else the usual leader."""
        there = [one for one in self.leaderships if one.starts_at <= at and (one.ends_at is None or at < one.ends_at)]
        return max(there, key=lambda one: one.cover).leader

    def covered_at(self, at: datetime) -> bool:
        return any(one.cover and one.ends_at and one.starts_at <= at < one.ends_at for one in self.leaderships)


def midnight(day: date, team: Team) -> datetime:
    """Where a leadership given as dates begins and ends."""
    return datetime.combine(day, time(), team.zone).astimezone(UTC)


def make(now: datetime, rng: Random) -> list[Crew]:
    """Everyone, in the order of `TEAMS`."""
    users = _users(now)
    crews = [Crew(plan, _team(plan)) for plan in TEAMS]
    for number, crew in enumerate(crews, 1):
        today = crew.team.today(now)
        crew.leaderships = _leaderships(crew, users, today)
        _join(crew, number, today, rng)
    Leadership.objects.bulk_create(one for crew in crews for one in crew.leaderships)
    return crews


def _team(plan: TeamPlan) -> Team:
    site, _new = Site.objects.get_or_create(name=plan.site, defaults={"time_zone": plan.zone})
    hours = {"shift_starts": plan.starts, "shift_ends": plan.ends, "works_on": plan.works_on}
    return Team.objects.create(site=site, name=plan.name, time_zone=plan.zone, **hours)


def _users(now: datetime) -> dict[str, User]:
    """Everyone who signs in, by name. Only the printed accounts have a password."""
    since = now - timedelta(days=LED_SINCE)
    made: dict[str, User] = {}
    for account in ACCOUNTS:
        number = f"FW{len(made) + 1:04}"
        made[account.name] = User.objects.create_user(
            account.email, account.name, PASSWORD, employee_number=number, joined_at=since, tour_seen_at=since
        )
        if account.role:
            Role.objects.create(user=made[account.name], name=account.role, granted_at=since)
    for name in [*(plan.leader for plan in TEAMS if plan.leader != LEADER.name), FORMER]:
        number = f"FW{len(made) + 1:04}"
        made[name] = User.objects.create_user(email_of(name), name, None, employee_number=number, joined_at=since, tour_seen_at=since)
    return made


def _leaderships(crew: Crew, users: dict[str, User], today: date) -> list[Leadership]:
    def led(name: str, first: int, last: int | None = None, **fields: bool) -> Leadership:
        starts_at = midnight(today - timedelta(days=first), crew.team)
        ends_at = None if last is None else midnight(today - timedelta(days=last), crew.team)
        return Leadership(team=crew.team, leader=users[name], starts_at=starts_at, ends_at=ends_at, **fields)

    plan = crew.plan
    if plan.name == FORMER_LED:
        return [led(FORMER, LED_SINCE, FORMER_UNTIL), led(plan.leader, FORMER_UNTIL)]
    if plan.name == AWAY_FROM:
        stands_in = next(other.leader for other in TEAMS if other.name == COVERED_BY)
        return [led(plan.leader, LED_SINCE), led(stands_in, AWAY_SINCE, -BACK_IN, cover=True)]
    return [led(plan.leader, LED_SINCE)]


def _join(crew: Crew, number: int, today: date, rng: Random) -> None:
    for place, written in enumerate(crew.plan.advisors, 1):
        name, known_as = called(written)
        days = JUST_JOINED.get(name, rng.randint(120, 2400))
        employee_number = f"FW{number}{place:03}"
        crew.joined[employee_number] = midnight(today - timedelta(days=days), crew.team)
        crew.advisors.append(Advisor(team=crew.team, name=name, known_as=known_as, employee_number=employee_number, email=email_of(name)))
    Advisor.objects.bulk_create(crew.advisors)
    Membership.objects.bulk_create(
        Membership(advisor=advisor, team=crew.team, starts_at=crew.joined[advisor.employee_number]) for advisor in crew.advisors
    )
