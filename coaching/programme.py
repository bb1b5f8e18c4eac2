"""What the programme page says, from the totals alone: never from a row about a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import F, Max, Q, Sum
from django.utils import timezone

from accounts.models import Site, User
from cards.models import Card, Skill
from coaching.beside import Beside, beside
from coaching.counting import FOUR_WEEKS, period_of
from coaching.coverage import Grid, grid
from coaching.drawing import Columns, Piece, columns, stacks
from coaching.models import Barrier, Counted, Measure, Reading, Step, Total
from coaching.report import WEEK, monday
from coaching.results import Result, results
from coaching.story_reach import StoryReach, Told, lines, story_reach

SPANS = (12, 26, 52)
W = Total.What
IN_REACH = (W.REACHED, W.HERE, W.ACTIVE, W.LEADING)
Counts = dict[tuple[date, str, str], int]


@dataclass(frozen=True)
class Share:
    some: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.some / self.of) if self.of else 0

    @property
    def tenths(self) -> int:
        """For words: nine in ten is said up to, but for, all of them."""
        near = int(10 * self.some / self.of + 0.5) if self.of else 0
        return min(near, 9) if self.some < self.of else near

    @property
    def every(self) -> bool:
        return bool(self.of) and self.some == self.of


@dataclass(frozen=True)
class CardUse:
    card: Card
    n: int
    width: int  # hundredths of the most used


@dataclass(frozen=True)
class Hurdle:
    kind: str
    n: int
    width: int


@dataclass(frozen=True)
class SkillSteps:
    """`periods`: of each four weeks that may be shown, looks at each of the four steps."""

    skill: Skill
    periods: list[tuple[date, list[int]]]

    @cached_property
    def pieces(self) -> list[Piece]:
        return stacks([steps for _first, steps in self.periods])

    @property
    def further(self) -> list[Share]:
        """Doing it or passing it on, of the first and of the latest four weeks; of one alone where there is no other."""
        ends = self.periods[:1] if len(self.periods) == 1 else [self.periods[0], self.periods[-1]] if self.periods else []
        return [Share(sum(steps[Step.DOING - 1 :]), sum(steps)) for _first, steps in ends]


@dataclass(frozen=True)
class Reach:
    """Of four weeks, or of the usual ones of several; none where nothing may be said."""

    advisors: Share | None
    leaders: Share | None
    first: date | None = None


@dataclass(frozen=True)
class SiteLine:
    site: Site
    chats: int
    kept: Share
    good: Share
    reach: Reach


class Programme:
    """One site or all (None), so many weeks up to the last one that was over when totals were counted."""

    def __init__(self, reader: User, site: int | None, span: int, at: datetime | None = None) -> None:
        self.reader, self.totals = reader, Total.objects.visible_to(reader)
        self.all_sites = list(Site.objects.order_by("name"))
        self.site, self.span = next((one for one in self.all_sites if one.pk == site), None), span
        self.counted_at: datetime | None = Counted.objects.aggregate(at=Max("at"))["at"]
        self.last = monday((self.counted_at or at or timezone.now()).date()) - WEEK
        self.first = self.last - WEEK * (span - 1)

    @property
    def ends(self) -> date:
        """The Sunday of the last week."""
        return self.last + WEEK - timedelta(days=1)

    @property
    def four(self) -> date:
        """The latest four weeks of the fixed calendar that are over."""
        return period_of(self.last + WEEK) - FOUR_WEEKS

    @property
    def four_ends(self) -> date:
        return self.four + FOUR_WEEKS - timedelta(days=1)

    @cached_property
    def counts(self) -> Counts:
        rows = self.totals.at_site(self.site).between(min(self.first, self.four), self.last)
        return {(week, what, key): n for week, what, key, n in rows.values_list("week", "what", "key", "n")}

    @cached_property
    def by_what(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = defaultdict(int)
        for (week, what, key), n in self.counts.items():
            if week >= self.first:
                found[what, key] += n
        return found

    @property
    def steps(self) -> type[Step]:
        return Step

    @property
    def some(self) -> bool:
        """Whether there is anything that may be shown."""
        return bool(self.chats)

    @property
    def chats(self) -> int:
        return self.by_what[W.CHATS, ""]

    @property
    def good(self) -> Share:
        return Share(self.by_what[W.GOOD, ""], self.chats)

    @property
    def kept(self) -> Share:
        return Share(self.by_what[W.KEPT, ""], self.by_what[W.DUE, ""])

    @property
    def reach(self) -> Reach:
        """Of the latest four weeks that are over."""
        return self._reach_of(self.four)

    @cached_property
    def reaches(self) -> list[Reach]:
        """Of each four weeks that are in the weeks shown and may be said anything of, the oldest first."""
        found = [self._reach_of(first) for first in self._firsts]
        return [reach for reach in found if reach.advisors or reach.leaders]

    @property
    def usual(self) -> Reach:
        """Those four weeks put together, somebody in two of them counted in both: different people over a span may not be told."""
        return _reach({what: sum(self.counts.get((first, what, ""), 0) for first in self._firsts) for what in IN_REACH})

    def _reach_of(self, first: date) -> Reach:
        return _reach({what: self.counts.get((first, what, ""), 0) for what in IN_REACH}, first)

    @property
    def _firsts(self) -> list[date]:
        """Of each four weeks of the fixed calendar that are wholly in the weeks shown, the oldest first."""
        return [first for first in (self.four - FOUR_WEEKS * n for n in range(self.span // 4, -1, -1)) if first >= self.first]

    @cached_property
    def weeks(self) -> Columns:
        mondays = [self.first + WEEK * n for n in range(self.span)]
        return columns([(week, self.counts.get((week, W.CHATS, ""))) for week in mondays])

    @property
    def missing(self) -> int:
        """Weeks with nothing to show: too few, or none."""
        return sum(bar.n is None for bar in self.weeks.bars)

    @cached_property
    def cards(self) -> list[CardUse]:
        """In deck order, never by how often."""
        most = max((n for (what, _key), n in self.by_what.items() if what == W.CARD), default=1)
        counted = [
            (card, self.by_what[W.CARD, str(card.pk)])
            for card in Card.objects.for_page().order_by(F("skill__number").asc(nulls_last=True), "mindset__number")
        ]
        return [CardUse(card, n, round(100 * n / most)) for card, n in counted if n or not card.retired_at]

    @cached_property
    def hurdles(self) -> list[Hurdle]:
        counted = [(str(label), self.by_what[W.HURDLE, kind]) for kind, label in Barrier.Kind.choices]
        most = max(n for _label, n in counted)
        return [Hurdle(label, n, round(100 * n / most)) for label, n in counted] if most else []

    @cached_property
    def skills(self) -> list[SkillSteps]:
        skills = {use.card.skill for use in self.cards if use.card.skill}
        return [SkillSteps(skill, self._periods(skill, self._firsts)) for skill in sorted(skills, key=lambda skill: skill.number)]

    @cached_property
    def grid(self) -> Grid:
        return grid(self.cards)

    @cached_property
    def story(self) -> StoryReach | None:
        return story_reach(self.reader)

    @property
    def story_sites(self) -> list[tuple[Site, Told]]:
        return lines(self.story, self.all_sites) if self.story else []

    @cached_property
    def results(self) -> list[Result]:
        return results(self.reader, self.site)

    @cached_property
    def beside(self) -> list[Beside]:
        """Of one site, each measure that was read more than once in these weeks: its course beside the chats."""
        if not self.site:
            return []
        rows = Reading.objects.visible_to(self.reader).enough().filter(site=self.site, first__range=(self.first, self.ends))
        found: dict[Measure, list[Reading]] = defaultdict(list)
        for row in rows.select_related("measure").order_by("measure__number", "measure__name", "last", "first"):
            found[row.measure].append(row)
        return [beside(measure, readings, self.weeks.bars) for measure, readings in found.items() if len(readings) > 1]

    def _periods(self, skill: Skill, firsts: list[date]) -> list[tuple[date, list[int]]]:
        found = [(first, [self.counts.get((first, W.STEP, f"{skill.pk}.{step}"), 0) for step in Step.values]) for first in firsts]
        return [(first, steps) for first, steps in found if sum(steps)]

    @cached_property
    def sites(self) -> list[SiteLine]:
        """In alphabetical order, the only one; those with nothing that may be shown are left out."""
        spans = Q(week__range=(self.first, self.last), what__in=[W.CHATS, W.GOOD, W.DUE, W.KEPT])
        fours = Q(week__in=self._firsts, what__in=IN_REACH)
        rows = self.totals.filter(spans | fours, site__isnull=False)
        found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for site, what, n in rows.values_list("site", "what").annotate(Sum("n")).order_by():
            found[site][what] = n
        return [_line(site, found[site.pk]) for site in self.all_sites if found[site.pk][W.CHATS]]


def _line(site: Site, found: dict[str, int]) -> SiteLine:
    return SiteLine(site, found[W.CHATS], Share(found[W.KEPT], found[W.DUE]), Share(found[W.GOOD], found[W.CHATS]), _reach(found))


def _reach(found: Mapping[str, int], first: date | None = None) -> Reach:
    pairs = ((W.REACHED, W.HERE), (W.ACTIVE, W.LEADING))
    advisors, leaders = (Share(found[some], found[of]) if found[of] else None for some, of in pairs)
    return Reach(advisors, leaders, first)
