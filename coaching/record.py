"""What the record says of one advisor at a moment: all that a suggestion of the next card may rest on. Pure, no Django.

No customer score, no call-time figure and nothing of anybody else is in it. What was withdrawn, or stayed behind in an
earlier team, never gets here. Source of the numbers: content/ratings.md, section 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from coaching.progress import RECENT_DAYS, Look, counting, in_order, is_recent, latest_by_cell

NEVER_SUGGESTED = (21, 22, 24)  # they belong to a moment, not a plan
# Kinds of moment, by slug.
GOOD_CATCH = "good-catch"  # begins from something done well
SHORTFALL = ("missed-chance", "losing-touch")  # being stuck, shaken or about to begin is none
AFTER_A_HARD_ONE = "after-hard"  # that of the three never suggested, and of any a designer adds to them
WORKING_DAYS = 5  # in which the same card is not suggested twice
MONDAY_TO_FRIDAY = "12345"


@dataclass(frozen=True)
class Card:
    """A place in the deck. `mindset`, `skill`, `practice` and `kind` are slugs; the card on permission has neither of the first two."""

    number: int
    slug: str
    mindset: str | None
    skill: str | None
    practice: str
    kind: str
    care_first: bool = False
    in_play: bool = True

    @property
    def belongs_to_a_moment(self) -> bool:
        """Not to a plan: never suggested."""
        return self.number in NEVER_SUGGESTED or self.care_first or self.kind == AFTER_A_HARD_ONE


@dataclass(frozen=True)
class Chat:
    """One coaching moment; `card` is a slug, `on` the day on the team's wall."""

    card: str
    at: datetime
    on: date


@dataclass(frozen=True)
class CheckBack:
    """A promise to come back about a card, and what was heard then; `outcome` is empty while it is open.

    `due_on` and `answered_on` are days on the team's wall, `of` is whatever it leads back to.
    """

    of: Any
    card: str
    due_at: datetime
    due_on: date
    answered_at: datetime | None = None
    answered_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Barrier:
    """Something got in the way; `kind` as in `coaching.models.Barrier.Kind`."""

    of: Any
    kind: str
    raised_at: datetime
    cleared_at: datetime | None = None


@dataclass(frozen=True)
class Ask:
    """What the advisor asked to work on: a card or a skill, by slug."""

    at: datetime
    card: str | None = None
    skill: str | None = None


@dataclass(frozen=True)
class Record:
    """`at` is the moment asked about, `on` its day on the team's wall, `works_on` the team's days, ISO weekdays with Monday as 1.

    `cards`: the whole deck, what has left play among it. `practices`: how often the leader used each lately.
    """

    at: datetime
    on: date
    cards: Sequence[Card] = ()
    looks: Sequence[Look] = ()
    chats: Sequence[Chat] = ()
    check_backs: Sequence[CheckBack] = ()
    barriers: Sequence[Barrier] = ()
    asks: Sequence[Ask] = ()
    practices: Mapping[str, int] = field(default_factory=dict)
    works_on: str = MONDAY_TO_FRIDAY

    # --- cards

    @cached_property
    def by_slug(self) -> dict[str, Card]:
        return {card.slug: card for card in self.cards}

    @cached_property
    def last_used(self) -> dict[str, date]:
        """By card, the day it was last talked about with them: in a chat, or when come back to."""
        used = [(chat.on, chat.card) for chat in self.chats]
        used += [(answer.answered_on, answer.card) for answer in self.check_backs if answer.answered_on]
        return {card: on for on, card in sorted(used)}

    def may_be_planned(self, card: Card) -> bool:
        """In play and not one that belongs to a moment."""
        return card.in_play and not card.belongs_to_a_moment

    def may_be_suggested(self, card: Card) -> bool:
        """May be planned, and was not talked about in these five working days."""
        last = self.last_used.get(card.slug)
        return self.may_be_planned(card) and (last is None or self.working_days_since(last) >= WORKING_DAYS)

    def working_days_since(self, day: date) -> int:
        """The team's working days after that day, today among them; counted no further than needed."""
        days = min((self.on - day).days, 7 * WORKING_DAYS)
        return sum(str((self.on - timedelta(days=ago)).isoweekday()) in self.works_on for ago in range(days))

    def least_used_first(self, cards: Iterable[Card]) -> list[Card]:
        """Ties go to the leader practice used least, then to the card not used for longest, then to the deck's order."""
        return sorted(cards, key=lambda c: (self.practices.get(c.practice, 0), self.last_used.get(c.slug, date.min), c.number))

    def suggestible(self, skill: str | None = None) -> list[Card]:
        """The cards of a skill, or of all of them, that may be suggested; the practice used least first."""
        wanted = (card for card in self.cards if card.skill and skill in (None, card.skill))
        return self.least_used_first(card for card in wanted if self.may_be_suggested(card))

    # --- looks

    @cached_property
    def cells(self) -> dict[tuple[str | None, str | None], Look]:
        """By (mindset, skill), the latest look there; a cell that is not in it is blank."""
        return latest_by_cell(self.looks)

    def is_blank(self, card: Card) -> bool:
        return (card.mindset, card.skill) not in self.cells

    @cached_property
    def _by_skill(self) -> dict[str, list[Look]]:
        """Oldest first."""
        found: dict[str, list[Look]] = defaultdict(list)
        for look in in_order(self.looks):
            if look.skill:
                found[look.skill].append(look)
        return dict(found)

    def looks_that_count(self, skill: str) -> list[Look]:
        return counting(self._by_skill.get(skill, []), self.on)

    def last_look_on(self, skill: str) -> date | None:
        """However long ago."""
        return max((look.on for look in self._by_skill.get(skill, [])), default=None)

    @cached_property
    def skill_looked_at_last(self) -> str | None:
        """None when no skill had a look in 90 days."""
        recent = [look for look in in_order(self.looks) if look.skill and is_recent(look, self.on)]
        return recent[-1].skill if recent else None

    def strength(self, skill: str) -> int:
        """The middle of its last three looks, of two the lower one, 0 without any. It puts cards in order and is never shown."""
        steps = sorted(look.step for look in self.looks_that_count(skill)[-3:])
        return steps[(len(steps) - 1) // 2] if steps else 0

    # --- promises, and what came of them

    @cached_property
    def open_check_backs(self) -> list[CheckBack]:
        """The soonest first."""
        return sorted((row for row in self.check_backs if row.answered_at is None), key=lambda row: (row.due_at, str(row.of)))

    def is_due(self, check_back: CheckBack) -> bool:
        """Late, or promised for a shift that began today or earlier."""
        return check_back.due_at < self.at or check_back.due_on <= self.on

    @cached_property
    def latest_answer(self) -> CheckBack | None:
        """What was heard last, of the last 90 days; None once another chat was held: that one is what they are on now."""
        answers = [row for row in self.check_backs if row.answered_at and row.answered_on]
        latest = max(answers, key=lambda row: (row.answered_at, str(row.of)), default=None)
        if latest is None or latest.answered_at is None or latest.answered_on is None:
            return None
        stands = (self.on - latest.answered_on).days <= RECENT_DAYS and not self.chat_since(latest.answered_at)
        return latest if stands else None

    def chat_since(self, at: datetime, cards: Iterable[str] | None = None) -> bool:
        """Whether any chat, or one about these cards, was held after that moment."""
        wanted = None if cards is None else set(cards)
        return any(chat.at > at and (wanted is None or chat.card in wanted) for chat in self.chats)

    @cached_property
    def chats_in_order(self) -> list[Chat]:
        return sorted(self.chats, key=lambda chat: (chat.at, chat.card))

    @cached_property
    def in_the_way(self) -> list[Barrier]:
        """Not cleared yet; what has waited longest first."""
        return sorted((row for row in self.barriers if row.cleared_at is None), key=lambda row: (row.raised_at, str(row.of)))

    def still_speaks(self, barrier: Barrier) -> bool:
        """In the way, or cleared in 90 days and nothing talked about since: the next chat may still begin from it."""
        if barrier.cleared_at is None:
            return True
        return (self.at - barrier.cleared_at).days <= RECENT_DAYS and not self.chat_since(barrier.cleared_at)

    @cached_property
    def asked_for(self) -> list[Ask]:
        """What no chat has answered yet, the earliest first."""
        standing = [ask for ask in self.asks if not self.chat_since(ask.at, self._about(ask))]
        return sorted(standing, key=lambda ask: (ask.at, ask.card or "", ask.skill or ""))

    def _about(self, ask: Ask) -> list[str]:
        """The cards that answer it: the one asked for, or any of the skill."""
        return [ask.card] if ask.card else [card.slug for card in self.cards if card.skill == ask.skill]
