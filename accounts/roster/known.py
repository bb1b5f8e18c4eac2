"""Who is here, as far as a roster says anything of it: read once, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from accounts.models import Advisor, Leadership, Membership, Site, Team, User
from accounts.roster.lines import key


@dataclass(eq=False)
class Place:
    """A team, here already or to be made: `like` is one at the same site whose clock and shifts it takes. `zone`: as the file says."""

    site: str
    name: str
    team: Team | None = None
    like: Team | None = None
    zone: str = ""

    def __str__(self) -> str:
        return f"{self.site} · {self.name}"

    @property
    def clock(self) -> Team:
        own = self.team or self.like or Team()
        return Team(time_zone=self.zone) if self.zone and self.zone != own.time_zone else own

    def today(self, at: datetime) -> date:
        return self.clock.today(at)

    def begins(self, day: date | None, at: datetime) -> datetime:
        """The midnight that day begins with on their wall; now, where no day was said."""
        return self.clock.midnight(day) if day else at

    def after(self, day: date) -> datetime:
        """The midnight after that day."""
        return self.clock.midnight(day + timedelta(days=1))


@dataclass
class Here:
    """An advisor who is here, or was. `membership` is their latest: its id and when it began."""

    pk: int
    employee_number: str
    name: str
    known_as: str
    email: str
    place: Place
    left_at: datetime | None
    membership: int | None = None
    since: datetime | None = None

    def gone(self, at: datetime) -> bool:
        return self.left_at is not None and self.left_at <= at

    @property
    def last_day(self) -> date | None:
        return self.place.today(self.left_at - timedelta(microseconds=1)) if self.left_at else None


class Known:
    """`lock`: nobody changes an advisor until the transaction ends."""

    def __init__(self, at: datetime, lock: bool = False) -> None:
        self.at = at
        self.sites = {key(site.name): site for site in Site.objects.all()}
        self.places: dict[tuple[str, str], Place] = {}
        self.named: dict[str, list[Place]] = defaultdict(list)
        self.of_team: dict[int, Place] = {}
        for team in Team.objects.select_related("site").order_by("name", "pk"):
            place = Place(team.site.name, team.name, team)
            self.places.setdefault((key(place.site), key(place.name)), place)
            self.named[key(place.name)].append(place)
            self.of_team[team.pk] = place
        self.advisors = self._advisors(Advisor.objects.somebody().select_for_update() if lock else Advisor.objects.somebody())
        self.users = list(User.objects.order_by("pk"))
        self.by_email = {user.email.casefold(): user for user in self.users}
        self.by_number = {user.employee_number: user for user in self.users if user.employee_number}
        self.leading: dict[int, list[Leadership]] = defaultdict(list)
        for row in Leadership.objects.not_over(at).select_related("leader", "team").order_by("starts_at", "pk"):
            self.leading[row.team_id].append(row)

    def _advisors(self, rows: QuerySet[Advisor]) -> dict[str, Here]:
        fields = ("pk", "employee_number", "name", "known_as", "email", "team", "left_at")
        found: dict[int, Here] = {}
        for pk, number, name, known_as, email, team, left_at in rows.order_by("pk").values_list(*fields):
            found[pk] = Here(pk, number, name, known_as, email, self.of_team[team], left_at)
        for pk, advisor, since in Membership.objects.order_by("starts_at", "pk").values_list("pk", "advisor", "starts_at"):
            if advisor in found:
                found[advisor].membership, found[advisor].since = pk, since
        return {here.employee_number: here for here in found.values()}

    def place(self, site: str, team: str) -> Place:
        """That team; one that is to be made where there is none yet, the same for every line that names it."""
        where = (key(site), key(team))
        if where not in self.places:
            known = self.sites.get(where[0])
            at_site = (one.team for one in self.of_team.values() if key(one.site) == where[0])
            like = next(at_site, Team(time_zone=known.time_zone) if known else None)
            self.places[where] = Place(known.name if known else site, team, like=like)
        return self.places[where]

    @property
    def new_places(self) -> list[Place]:
        """To be made, by name."""
        return sorted((place for place in self.places.values() if place.team is None), key=str)
