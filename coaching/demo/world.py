"""The whole demo world in one go: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction

from accounts.models import Role, User
from cards.models import Card

from . import comments, history, people, results, stories, story, use
from .floor import Floor
from .mended import mend
from .names import LEADER
from .people import Crew
from .rows import Ledger
from .staged import Stage
from .voices import speak

SEED = 28
AMENDED, WITHDRAWN = {"Lighthouse": 2, "Anchor": 2, "Terrace": 2}, {"Lighthouse": 1, "Olive": 1}


@dataclass(frozen=True)
class Figures:
    """How much was made."""

    teams: int
    advisors: int
    sessions: int
    check_backs: int
    barriers: int

    def __str__(self) -> str:
        return (
            f"{self.teams} teams, {self.advisors} advisors, {self.sessions} coaching moments over twelve weeks, "
            f"{self.check_backs} check-backs, {self.barriers} things in the way"
        )


class NoCards(Exception):
    """There is nothing to coach with yet."""


def is_here() -> bool:
    """The demo world was made before: its leader has an account."""
    return User.objects.filter(email__iexact=LEADER.email).exists()


@transaction.atomic
def build(now: datetime, seed: int = SEED) -> Figures:
    """Make it. Raises NoCards before the programme's content is loaded."""
    if not Card.objects.in_play().exists():
        raise NoCards
    crews = people.make(now, Random(seed))  # noqa: S311 - made-up people need no secrecy
    designer = User.objects.get(roles__name=Role.Name.DESIGNER)
    story.tell(designer)
    story.told(now)
    first = use.reword(designer, now)
    trial = use.tried(designer, now)
    deck = list(Card.objects.in_play())
    ledgers = [_lived(crew, deck, now, seed) for crew in crews]
    for ledger in ledgers:
        use.as_worded_then(ledger, first, now)
        use.as_tried(ledger, trial)
        ledger.save()
    use.opened(Random(f"{seed}/opened"), ledgers, deck)  # noqa: S311
    results.bring(User.objects.get(roles__name=Role.Name.HR), now.date(), Random(f"{seed}/results"))  # noqa: S311
    stories.tell(designer, now)
    comments.bring(designer, now.date())
    return Figures(
        len(crews), sum(len(crew.advisors) for crew in crews), sum(len(ledger.sessions) for ledger in ledgers),
        sum(len(ledger.check_backs) for ledger in ledgers), sum(len(ledger.barriers) for ledger in ledgers),
    )  # fmt: skip


def _lived(crew: Crew, deck: list[Card], now: datetime, seed: int) -> Ledger:
    """Each team has its own chances, so that a change in one leaves the others as they were."""
    rng = Random(f"{seed}/{crew.plan.name}")  # noqa: S311
    floor = Floor(crew, deck, now, rng, seed, tidy=crew.plan.leader == LEADER.name)
    history.live(floor, Stage(floor).beats() if floor.tidy else [])
    mend(rng, floor.ledger, now, AMENDED.get(crew.plan.name, 0), WITHDRAWN.get(crew.plan.name, 0))
    speak(Random(f"{seed}/{crew.plan.name}/voices"), floor.ledger, now)  # noqa: S311
    return floor.ledger
