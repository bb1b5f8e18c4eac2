"""One advisor's picture: the blueprint with its latest looks, what they say in words, and every look as a dot in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Advisor
from cards.models import Card, Mindset, Skill
from coaching import progress
from coaching.models import CheckBack, Reader, Session, Step
from coaching.progress import Look

WIDTH, HEIGHT, EDGE = 144, 48, 6  # of a row of dots, in the drawing's own units
R, ROUND = 4, "a4 4 0 1 0 8 0a4 4 0 1 0-8 0"  # half a dot's width, and the way round it
YEAR = 366  # days; steps go after twelve months (content/ratings.md, guard rail 3)
SAID = 6  # looks that the words for a drawing name


@dataclass(frozen=True)
class Cell:
    """A place on the blueprint: its card, and the latest look there, if any."""

    card: Card
    look: Look | None

    @property
    def step(self) -> Step | None:
        return Step(self.look.step) if self.look else None


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    faded: bool


@dataclass(frozen=True)
class SkillRow:
    """`cells` in the order of the mindsets. `for_the_leader`: what a dip first asks the leader, on no other page than theirs."""

    skill: Skill
    cells: list[Cell | None]
    sentence: str
    dots: list[Dot]
    in_words: str
    for_the_leader: str

    @property
    def faded(self) -> str:
        """The faded dots as one path: hundreds of elements would be most of the page."""
        return self._path(faded=True)

    @property
    def clear(self) -> str:
        """The others, drawn over them."""
        return self._path(faded=False)

    def _path(self, faded: bool) -> str:
        return "".join(f"M{dot.x - R} {dot.y}{ROUND}" for dot in self.dots if dot.faded is faded)


@dataclass(frozen=True)
class Picture:
    """`since` is the left edge of every row of dots."""

    mindsets: list[Mindset]
    rows: list[SkillRow]
    wild: list[Cell]
    sentences: list[str]
    looked_at: int
    places: int
    since: date

    @property
    def begun(self) -> bool:
        """Whether any skill was looked at: before that nine sentences would all say the same."""
        return any(row.dots for row in self.rows)


def looks_at(advisor: Advisor, reader: Reader, at: datetime | None = None) -> list[Look]:
    """Every step of twelve months with them in the team they are in now, when coached or when come back to. One query.

    Who works in HR too, and the advisor, may see rows of earlier teams: those stay behind in the picture all the same,
    unless the advisor took them along.
    """
    here = Q(step__isnull=False) if advisor.record_follows else Q(team=advisor.team_id, step__isnull=False)
    year = advisor.team.today(at) - timedelta(days=YEAR)
    coached = Session.objects.visible_to(reader, at).with_advisor(advisor).standing().filter(here, held_on__gte=year)
    returned = CheckBack.objects.visible_to(reader, at).standing().with_advisor(advisor).filter(here, answered_on__gte=year)
    rows = coached.order_by().values_list("card__skill__slug", "card__mindset__slug", "held_on", "held_at", "step", "pk")
    names = ("session__card__skill__slug", "session__card__mindset__slug", "answered_on", "answered_at", "step", "session")
    return [Look(*row) for row in rows.union(returned.values_list(*names), all=True)]


def picture(looks: list[Look], cards: Iterable[Card], today: date) -> Picture:
    """`cards`: the whole deck in its order, each with mindset and skill."""
    deck = list(cards)
    latest = progress.latest_by_cell(looks)
    mindsets = sorted({card.mindset for card in deck if card.mindset}, key=lambda mindset: mindset.number)
    skills = sorted({card.skill for card in deck if card.skill}, key=lambda skill: skill.number)
    cells = {(card.mindset, card.skill): Cell(card, latest.get((_slug(card.mindset), _slug(card.skill)))) for card in deck}
    since = min([today - timedelta(days=progress.RECENT_DAYS), *(look.on for look in looks)])
    by_skill: dict[str | None, list[Look]] = defaultdict(list)
    for look in sorted(looks, key=lambda look: look.at):
        by_skill[look.skill].append(look)
    in_order = [(skill, [cells.get((mindset, skill)) for mindset in mindsets]) for skill in skills]
    placed = [cell for _skill, row in in_order for cell in row if cell]
    return Picture(
        mindsets,
        [_row(skill, row, by_skill[skill.slug], since, today) for skill, row in in_order],
        [cell for (mindset, _skill), cell in cells.items() if mindset is None],
        [_mindset_sentence(mindset, placed) for mindset in mindsets],
        sum(cell.look is not None for cell in placed),
        len(placed),
        since,
    )


def _slug(place: Mindset | Skill | None) -> str | None:
    return place.slug if place else None


def _row(skill: Skill, cells: list[Cell | None], looks: list[Look], since: date, today: date) -> SkillRow:
    dots = list(dict.fromkeys(_dot(look, since, today) for look in looks))  # two on one spot are one on paper: two years fit
    asked = progress.ask_the_leader(looks, today, _)
    return SkillRow(skill, cells, progress.sentence(looks, today, _), dots, in_words(skill.name, looks, today), asked)


def _mindset_sentence(mindset: Mindset, cells: list[Cell]) -> str:
    places = [cell for cell in cells if cell.card.mindset == mindset]
    return progress.mindset_sentence(mindset.name, [cell.look for cell in places if cell.look], len(places), _)


def _dot(look: Look, since: date, today: date) -> Dot:
    """Time runs to the right, steps upwards. A phone's clock may be ahead: nothing lies beyond today."""
    along = min((look.on - since).days / max((today - since).days, 1), 1)
    x = round(EDGE + along * (WIDTH - 2 * EDGE))
    y = round(HEIGHT - EDGE - (look.step - 1) * (HEIGHT - 2 * EDGE) / 3)
    return Dot(x, y, faded=not progress.is_recent(look, today))


def in_words(name: str, looks: list[Look], today: date) -> str:
    """A row of dots for those who do not see it: the last few looks, oldest first."""
    said = ", ".join(f"{progress.step_name(look.step, _)} {progress.when(look.on, today, _)}" for look in looks[-SAID:])
    earlier = len(looks) - SAID
    if earlier > 0:
        return _("%(skill)s: %(n)s earlier looks, then %(looks)s") % {"skill": name, "n": earlier, "looks": said}
    return _("%(skill)s: %(looks)s") % {"skill": name, "looks": said}
