"""The people a leader leads, with what a list shows of each. However many they are, the queries stay as many.

Names are alphabetical everywhere: this says who was spoken with when, never who does better than whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Absence, Advisor, AdvisorQuerySet, Membership, Team, User
from coaching import promises
from coaching.away import Away
from coaching.models import CheckBack, Session
from coaching.promises import Promise

WEEK, LATELY = 7, 14  # days, today being one of them
SQUARE = 12  # of the drawing's own units, the gap to the next one included
Cells = frozenset[tuple[int, int]]


class Chat(NamedTuple):
    """One coaching moment, as little of it as counting needs. `suit` and `kind` are slugs; the card on permission has no suit."""

    advisor: int
    leader: int
    team: int
    held_on: date
    suit: str | None
    kind: str


@dataclass(frozen=True)
class Week:
    """Seven days up to today on the team's wall. `suits`: of the latest card with each person coached, in the order of the week."""

    coached: int
    people: int
    suits: list[str]

    @property
    def blank(self) -> range:
        """One for each person nobody has coached this week yet."""
        return range(self.people - self.coached)


@dataclass(frozen=True)
class Person:
    """One line of the team page. `trying`: the latest open promise. `cells`: the places looked at, as (mindset, skill) numbers.

    `away`: the absence they are in today.
    """

    advisor: Advisor
    last_held_on: date | None
    next_due: Promise | None
    trying: str
    cells: Cells
    away: Absence | None

    @property
    def squares(self) -> list[tuple[int, int, str]]:
        """The blueprint as 3 rows of 9 squares: left, top, and the suit's colour where a place was looked at.

        Looked at or not, no more: how far somebody is stands on their own page, never beside another's name.
        """
        places = ((mindset, skill) for mindset in (1, 2, 3) for skill in range(1, 10))
        return [(SQUARE * (s - 1), SQUARE * (m - 1), f"f-{'cab'[m - 1]}" if (m, s) in self.cells else "") for m, s in places]


@dataclass(frozen=True)
class TeamPage:
    team: Team
    today: date
    week: Week
    people: list[Person]


def with_last_chat(advisors: AdvisorQuerySet) -> AdvisorQuerySet:
    """Each with `last_held_on`: the day they were last coached, or come back to, in the team they are in now."""
    theirs = Q(advisor=OuterRef("pk")) & (Q(team=OuterRef("team")) | Q(advisor__record_follows=True))
    chats = Session.objects.standing().filter(theirs)
    returns = CheckBack.objects.standing().answered().filter(theirs)
    # The end of an index, not the largest of all there ever was: as quick after two years as after two weeks.
    chat = Subquery(chats.order_by("-held_on").values("held_on")[:1])
    come_back = Subquery(returns.order_by("-answered_at").values("answered_on")[:1])
    # Greatest of a date and nothing is nothing on SQLite and the date on PostgreSQL: each fills in for the other.
    return advisors.annotate(last_held_on=Greatest(Coalesce(chat, come_back), Coalesce(come_back, chat)))


def not_spoken_with_lately(people: Iterable[Any], away: Away) -> list[Any]:
    """Of `everyone`, those nobody has spoken with for two weeks; `last_held_on` says since when.

    A nudge to the leader, so in alphabetical order: who waited longest is no rank.
    """
    return [advisor for advisor in people if left_alone(advisor, away)]


def everyone(leader: User, at: datetime) -> list[Any]:
    """All the advisors this person leads, by name, each with `last_held_on` and `in_team_since`."""
    joined = Membership.objects.filter(advisor=OuterRef("pk"), ends_at=None).values("starts_at")[:1]
    led = Advisor.objects.led_by(leader, at).annotate(in_team_since=Subquery(joined))
    return list(with_last_chat(led).select_related("team").by_name())


def left_alone(advisor: Any, away: Away) -> bool:
    """Two weeks without a word, days away not counted, by the calendar on the team's wall; nobody counts before two weeks in the team.

    Said on a day they are here to be spoken with: not while away, nor on a part-timer's day off.
    """
    team: Team = advisor.team
    today = team.today(away.at)
    if away.now(advisor) or not advisor.works(today):
        return False
    since = [day for day in (advisor.last_held_on, advisor.in_team_since and team.today(advisor.in_team_since)) if day]
    return all((today - day).days - away.days(advisor, day, today) >= LATELY for day in since)


def gone(people: Iterable[Any], away: Away) -> list[tuple[Any, Absence]]:
    """Of `everyone`, those who are away today, each with the days."""
    return [(advisor, absence) for advisor in people if (absence := away.now(advisor))]


def chats(leader: User, at: datetime, days: int) -> list[Chat]:
    """Standing sessions with the people of these teams, held in the last so many days on each team's wall; the latest first."""
    lately = Q(pk=None)
    for team in leader.teams:
        lately |= Q(team=team, held_on__range=(team.today(at) - timedelta(days=days - 1), team.today(at)))
    rows = Session.objects.visible_to(leader, at).standing().filter(lately).latest_first()
    return [Chat(*row) for row in rows.values_list("advisor", "leader", "team", "held_on", "card__mindset__slug", "card__kind__slug")]


def week_of(people: Iterable[int], week_chats: list[Chat]) -> Week:
    """The week of these people, from its chats, the latest first."""
    ids = set(people)
    latest: dict[int, str] = {}
    for chat in week_chats:
        if chat.advisor in ids:
            latest.setdefault(chat.advisor, chat.suit or "permission")
    return Week(len(latest), len(ids), list(latest.values())[::-1])


def team_pages(leader: User, away: Away, people: list[Any], lately: list[Chat]) -> list[TeamPage]:
    """Each team this person leads, with its week and its people; a team of nobody too."""
    at, due = away.at, _open_promises(leader, away)
    cells = _cells([person.pk for person in people])
    pages = []
    for team in leader.teams:
        members = [person for person in people if person.team_id == team.pk]
        first = team.today(at) - timedelta(days=WEEK - 1)
        this_week = week_of([person.pk for person in members], [chat for chat in lately if chat.held_on >= first])
        lines = [_person(member, due[member.pk], cells[member.pk], away.now(member)) for member in members]
        pages.append(TeamPage(team, team.today(at), this_week, lines))
    return pages


def _person(advisor: Any, due: list[Promise], cells: set[tuple[int, int]], away: Absence | None) -> Person:
    latest = max(due, key=lambda promise: promise.check_back.session.held_at, default=None)
    trying = latest.check_back.promise if latest else ""
    return Person(advisor, advisor.last_held_on, due[0] if due else None, trying, frozenset(cells), away)


def _open_promises(leader: User, away: Away) -> dict[int, list[Promise]]:
    """By advisor, the soonest first."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for check_back in promises.theirs(leader, away.at).open().soonest_first():
        found[check_back.advisor_id].append(Promise.at(check_back, away))
    return found


def _cells(people: list[int]) -> dict[int, set[tuple[int, int]]]:
    """By advisor, the places on the blueprint where a step was recorded, when coached or when come back to.

    Come back to counts only where no step was recorded before: elsewhere the place is filled already.
    """
    own_team = Q(advisor__in=people, step__isnull=False) & (Q(team=F("advisor__team")) | Q(advisor__record_follows=True))
    coached = Session.objects.standing().filter(own_team, card__skill__isnull=False)
    unseen = Session.objects.standing().filter(advisor__in=people, step=None)
    returned = CheckBack.objects.standing().filter(own_team, session__in=unseen, session__card__skill__isnull=False)
    place = ("advisor", "card__mindset__number", "card__skill__number")
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for advisor, mindset, skill in (
        coached.order_by()
        .values_list(*place)
        .union(returned.values_list("advisor", "session__card__mindset__number", "session__card__skill__number"))
    ):
        found[advisor].add((mindset, skill))
    return found
