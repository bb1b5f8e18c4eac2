"""One team's floor: a chat, the promise that goes with it, what was heard when the leader came back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from accounts.models import Advisor
from cards.models import Card
from coaching import calendar
from coaching.calendar import Shift
from coaching.entry import Entry
from coaching.models import Barrier, CheckBack, ComeBack, Session

from . import days, rows
from .draw import Draw
from .hurdles import Hurdles
from .people import Crew
from .progress import Progress

Outcome = CheckBack.Outcome
OFFLINE = 0.07
QUICKEST_MS, SPREAD_MS = 5_200, 9_700  # how long a form is open
NEVER_KEPT = 0.02
OUTCOMES = {Outcome.HELPED: 45, Outcome.NOT_THERE_YET: 25, Outcome.NO_CHANCE: 17, Outcome.IN_THE_WAY: 13}
COMES_BACK_AGAIN = {Outcome.HELPED: 0.1, Outcome.NOT_THERE_YET: 0.5, Outcome.NO_CHANCE: 0.7, Outcome.IN_THE_WAY: 0.3}


@dataclass(frozen=True)
class InTheWay:
    """What it was and what was done about it; not cleared yet where no moment is said."""

    kind: str
    words: str
    done: str = ""
    cleared_at: datetime | None = None


@dataclass(frozen=True)
class Reply:
    """What was heard on coming back, where it is not left to chance."""

    at: datetime
    outcome: str
    then: str = ComeBack.NONE
    in_the_way: InTheWay | None = None


@dataclass(frozen=True)
class Beat:
    """A chat at a moment. What is not said is left to chance; with `come_back` said, so are the replies: those and no more."""

    at: datetime
    advisor: Advisor | None = None
    card: str = ""
    next_step: str = ""
    come_back: str = ""
    replies: tuple[Reply, ...] = ()


class Floor:
    """`tidy` is the demo leader's floor: what is due by the end of the shift at hand was kept, but for what is staged."""

    def __init__(self, crew: Crew, deck: list[Card], now: datetime, rng: Random, seed: int, tidy: bool = False) -> None:
        self.crew, self.now, self.rng, self.tidy = crew, now, rng, tidy
        self.deck = {card.slug: card for card in deck}
        self.space = uuid.uuid5(uuid.NAMESPACE_DNS, f"demo.floorwalk/{seed}/{crew.plan.name}")
        self.draw, self.progress, self.ledger = Draw(rng, deck), Progress(rng), rows.Ledger()
        self.hurdles = Hurdles(rng)
        self.at_hand = next(calendar.shifts_from(now, crew.team))

    def chat(self, beat: Beat, here: list[Advisor]) -> None:
        """One coaching moment and everything that followed from it."""
        advisor = beat.advisor or self.draw.person(here, beat.at)
        card = self.deck.get(beat.card) or self.draw.card(advisor.name)
        self.draw.remember(advisor.name, card, beat.at)
        if beat.come_back:
            session = self._held(beat, advisor, card, beat.come_back)
            self._played(session, beat)
        else:
            come_back, kept_at = self._settled(self._wish(card), beat.at)
            session = self._held(beat, advisor, card, come_back)
            self._followed(session, come_back, beat.at, kept_at)

    def _held(self, beat: Beat, advisor: Advisor, card: Card, come_back: str) -> Session:
        step, advisor_step = self.progress.look(advisor.name, card)
        received_at, offline = self._received(beat.at)
        pk = uuid.uuid5(self.space, f"{advisor.employee_number}/{beat.at.isoformat()}")
        entry = Entry(
            id=pk, took_ms=QUICKEST_MS + pk.int % SPREAD_MS,
            advisor=advisor.pk, card=card.slug, held_at=beat.at, edition=card.current.number if card.current else None,
            step=step, advisor_step=advisor_step, come_back=come_back, made_offline=offline,
            next_step=beat.next_step or self.draw.next_step(card), note=self.draw.note(advisor.name, card),
        )  # fmt: skip
        session = rows.session(entry, self.crew.leader_at(beat.at), advisor, self.crew.team, card, received_at)
        self.ledger.sessions.append(session)
        return session

    def _received(self, at: datetime) -> tuple[datetime, bool]:
        """Seconds later, or, with no signal, once there was one again: still in that shift."""
        shift = next(calendar.shifts_from(at, self.crew.team))
        last = min(shift.ends_at, self.now)
        if self.rng.random() < OFFLINE and last - at > timedelta(minutes=30):
            return days.between(self.rng, at + timedelta(minutes=10), last, 0.0, 0.6), True
        return min(at + timedelta(seconds=self.rng.randint(4, 30)), self.now), False

    def _wish(self, card: Card) -> str:
        suggested = card.current.check_back_when if card.current else ComeBack.NEXT_SHIFT
        if card.care_first:
            return suggested
        return self.rng.choices([suggested, ComeBack.NEXT_SHIFT, ComeBack.THIS_WEEK, ComeBack.NONE], [45, 18, 10, 27])[0]

    def _settled(self, wish: str, at: datetime) -> tuple[str, datetime | None]:
        """The promise made, and when it was kept; None while it is open. Changed where the demo leader could not have kept it."""
        for come_back in dict.fromkeys([wish, ComeBack.NEXT_SHIFT, ComeBack.LATER_TODAY]):
            due = calendar.come_back(come_back, at, self.crew.team)
            if due is None:
                break
            kept_at = days.answered(self.rng, come_back, at, due, self.crew.team)
            if kept_at < self.now and (self.tidy or self.rng.random() > NEVER_KEPT):
                return come_back, kept_at
            if self._may_wait(due):
                return come_back, None
        return ComeBack.NONE, None

    def _may_wait(self, due: Shift) -> bool:
        return not self.tidy or due.ends_at > self.at_hand.ends_at

    def _played(self, session: Session, beat: Beat) -> None:
        """As it was staged; the last promise stays open."""
        promise = self._promised(session, beat.come_back, beat.at)
        for reply in beat.replies:
            if promise:
                self._answered(promise, reply.outcome, reply.at)
                if reply.in_the_way:
                    self.ledger.barriers.append(self._barrier(promise, reply.in_the_way, reply.at))
                promise = self._promised(session, reply.then, reply.at, promise)

    def _followed(self, session: Session, come_back: str, at: datetime, kept_at: datetime | None, after: CheckBack | None = None) -> None:
        """The promise, the answer, and the next promise, if any."""
        promise = self._promised(session, come_back, at, after)
        if promise is None or kept_at is None:
            return
        outcome, in_the_way = self._heard(session.card, kept_at)
        self._answered(promise, outcome, kept_at)
        if in_the_way:
            self.ledger.barriers.append(self._barrier(promise, in_the_way, kept_at))
        if self.rng.random() < COMES_BACK_AGAIN[Outcome(outcome)] and (after is None or after.after is None):
            again, again_at = self._settled(ComeBack.NEXT_SHIFT, kept_at)
            self._followed(session, again, kept_at, again_at, promise)

    def _promised(self, session: Session, come_back: str, at: datetime, after: CheckBack | None = None) -> CheckBack | None:
        promise = rows.promise(session, come_back, at, after)
        if promise:
            self.ledger.check_backs.append(promise)
        return promise

    def _heard(self, card: Card, at: datetime) -> tuple[str, InTheWay | None]:
        """How it is going; something in the way only where it is new, and, on the demo leader's floor, dealt with by now."""
        if card.care_first:
            return Outcome.HELPED, None
        outcome = self.rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        if outcome != Outcome.IN_THE_WAY:
            return outcome, None
        cleared_at = days.cleared(self.rng, at, self.crew.team)
        hurdle = self.hurdles.next() if cleared_at < self.now or not self.tidy else None
        if hurdle is None:
            return Outcome.NO_CHANCE, None
        kind, words, done = hurdle
        return outcome, InTheWay(kind, words, done, cleared_at if cleared_at < self.now else None)

    def _answered(self, promise: CheckBack, outcome: str, at: datetime) -> None:
        session = promise.session
        step = self.progress.look_again(session.advisor.name, session.card, session.step, helped=outcome == Outcome.HELPED)
        rows.answer(promise, self.crew.leader_at(at), outcome, at, step)

    def _barrier(self, promise: CheckBack, what: InTheWay, at: datetime) -> Barrier:
        """On the leader's list, and off it again once it was dealt with."""
        barrier = rows.barrier(promise, what.kind, what.words, at)
        if what.cleared_at:
            barrier.cleared_at, barrier.cleared_by, barrier.what_was_done = what.cleared_at, self.crew.leader_at(what.cleared_at), what.done
        return barrier
