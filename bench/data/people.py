"""Sites, teams, leaders and advisors; some came later, some have left. Names are put together from those of the demo world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from accounts.models import Advisor, Leadership, Membership, Site, Team, User
from bench.data.sizes import Size
from coaching.demo.names import TEAMS, called

PLACES = ("Harbourside", "Kingsway", "Bayfront", "Millbrook", "Northgate", "Fairfield", "Old Mill", "Riverside", "Westway", "Castle Street")
GROUPS = ("Billing", "Orders", "Faults", "Moves", "Chat", "Complaints", "Business", "Evenings", "Welcome", "Care")
SHIFTS = ((time(7), time(15, 30)), (time(8), time(16, 30)), (time(9), time(17, 30)), (time(12), time(20, 30)))
LEFT, CAME = 0.15, 0.3  # of those who are here, as many left in these years, and so many came in the course of them
WHOLE = [called(written)[0] for plan in TEAMS for written in plan.advisors]
FIRST, LAST = [name.split(" ")[0] for name in WHOLE], [name.split(" ", 1)[1] for name in WHOLE]


@dataclass
class Person:
    first: date
    last: date | None
    often: float  # some are talked with more than others
    pk: int = 0
    levels: dict[int, float] = field(default_factory=dict)  # by skill


@dataclass
class Group:
    """A team and its leader; `busy` is how many chats there are on a day."""

    team: Team
    leader: User
    busy: float
    people: list[Person]


def name(rng: Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def moment(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def make(size: Size, until: date, rng: Random) -> list[Group]:
    begins = until - timedelta(days=size.days)
    rows = [Site(name=f"{PLACES[n % len(PLACES)]} {n // len(PLACES) + 1}") for n in range(size.sites)]
    sites = Site.objects.bulk_create(rows, batch_size=500)
    groups = [_group(n, sites[n * size.sites // size.teams], size, begins, until, rng) for n in range(size.teams)]
    Team.objects.bulk_create((group.team for group in groups), batch_size=500)
    User.objects.bulk_create((group.leader for group in groups), batch_size=500)
    since = moment(begins)
    leaderships = [Leadership(team=group.team, leader=group.leader, starts_at=since) for group in groups]
    Leadership.objects.bulk_create(leaderships, batch_size=500)
    _join(groups, rng)
    return groups


def _group(number: int, site: Site, size: Size, begins: date, until: date, rng: Random) -> Group:
    starts, ends = rng.choice(SHIFTS)
    team = Team(site=site, name=f"{rng.choice(GROUPS)} {number + 1}", shift_starts=starts, shift_ends=ends, works_on="12345")
    since = moment(begins)
    leader = User(
        email=f"leader{number}@company.example", name=name(rng), employee_number=f"L{number:06}", joined_at=since, tour_seen_at=since
    )
    leader.set_unusable_password()
    here = max(3, round(rng.gauss(size.advisors, 2)))
    people = [_person(begins, until, rng) for _n in range(here)] + [
        _leaver(begins, until, rng) for _n in range(here) if rng.random() < LEFT
    ]
    return Group(team, leader, size.chats * rng.lognormvariate(-0.18, 0.6), people)


def _person(begins: date, until: date, rng: Random) -> Person:
    late = rng.random() < CAME
    first = begins + timedelta(days=rng.randrange((until - begins).days)) if late else begins
    return Person(first, None, rng.lognormvariate(0, 0.5))


def _leaver(begins: date, until: date, rng: Random) -> Person:
    return Person(begins, begins + timedelta(days=rng.randrange(30, (until - begins).days)), rng.lognormvariate(0, 0.5))


def _join(groups: list[Group], rng: Random) -> None:
    everyone = [(group, person) for group in groups for person in group.people]
    rows = []
    for number, (group, person) in enumerate(everyone):
        said = name(rng)
        gone = person.last and moment(person.last + timedelta(days=1))
        fields = {"employee_number": f"A{number:07}", "email": f"advisor{number}@company.example", "team": group.team, "left_at": gone}
        rows.append(Advisor(name=said, known_as=said.split(" ")[0], **fields))
    Advisor.objects.bulk_create(rows, batch_size=500)
    for row, (_group, person) in zip(rows, everyone, strict=True):
        person.pk = row.pk
    Membership.objects.bulk_create(
        (
            Membership(advisor=row, team=group.team, starts_at=moment(person.first), ends_at=row.left_at)
            for row, (group, person) in zip(rows, everyone, strict=True)
        ),
        batch_size=500,
    )
