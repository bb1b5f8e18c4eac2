"""What was talked about: day by day, team by team, in the order in which it came; each chat with its promise, and what got in the way."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from bench.data.people import Group, Person
from cards.models import Card
from coaching.demo.hurdles import HURDLES, KINDS
from coaching.demo.words import ABOUT, NEXT_STEPS, NOTES, USE
from coaching.models import Barrier, Change, CheckBack, Session

Row = tuple[Any, ...]
Rows = dict[type, list[Row]]
FIELDS: dict[type, tuple[str, ...]] = {
    Session: (
        "id", "advisor_id", "leader_id", "team_id", "card_id", "edition_id", "held_at", "held_on", "received_at", "step", "advisor_step",
        "next_step", "come_back", "note", "made_offline", "payload", "sha256", "took_ms", "flags", "amended_count", "withdrawn_because",
        "own_words", "withdrawn_at", "withdrawn_by_id",
    ),
    CheckBack: (
        "id", "session_id", "advisor_id", "team_id", "come_back", "due_at", "due_on", "moved_count", "answered_at", "answered_on",
        "answered_by_id", "outcome", "step", "received_at", "sha256",
    ),
    Barrier: ("check_back_id", "team_id", "advisor_id", "kind", "words", "raised_at", "cleared_at", "cleared_by_id", "what_was_done"),
    Change: ("session_id", "made"),
}  # fmt: skip
COME_BACK, OFTEN = ("next-shift", "this-week", "later-today", "none"), (50, 20, 12, 18)
OUTCOMES, SHARES = ("helped", "not-there-yet", "no-chance", "in-the-way"), (45, 25, 17, 13)
NOTED, OFFLINE, UNSEEN, TAKEN_BACK, KEPT, CLEARED = 0.38, 0.07, 0.12, 0.01, 0.93, 0.8
WEEKEND = 6


class Talk:
    """`days` yields the rows of one day at a time."""

    def __init__(self, groups: list[Group], deck: list[Card], until: date, rng: Random) -> None:
        self.groups, self.until, self.rng = groups, until, rng
        self.deck = [card for card in deck if USE.get(card.slug)]
        self.weights = [USE[card.slug] for card in self.deck]
        self.words = {card.pk: [*NEXT_STEPS.get(card.slug, []), card.current.try_this if card.current else ""] for card in self.deck}
        self.notes = {card.pk: NOTES.get(card.slug, []) for card in self.deck}

    def days(self, begins: date) -> Iterator[Rows]:
        for ordinal in range(begins.toordinal(), self.until.toordinal()):
            day = date.fromordinal(ordinal)
            if day.isoweekday() < WEEKEND:
                rows: Rows = {model: [] for model in FIELDS}
                for group in self.groups:
                    self._day(group, day, rows)
                yield rows

    def _day(self, group: Group, day: date, rows: Rows) -> None:
        here = [one for one in group.people if one.first <= day and (one.last is None or day <= one.last)]
        wanted = group.busy * self.rng.uniform(0.4, 1.6)
        chats = int(wanted) + (self.rng.random() < wanted % 1)
        if not (here and chats):
            return
        opens, closes = (
            datetime.combine(day, hour, group.team.zone).astimezone(UTC) for hour in (group.team.shift_starts, group.team.shift_ends)
        )
        long = int((closes - opens).total_seconds()) - 60
        people = self.rng.choices(here, [one.often for one in here], k=chats)
        cards = self.rng.choices(self.deck, self.weights, k=chats)
        for second, person, card in zip(sorted(self.rng.randrange(long) for _n in range(chats)), people, cards, strict=True):
            self._chat(group, person, card, day, opens + timedelta(seconds=second), closes, rows)

    def _chat(self, group: Group, person: Person, card: Card, day: date, at: datetime, closes: datetime, rows: Rows) -> None:
        rng = self.rng
        pk = uuid.UUID(int=rng.getrandbits(128), version=4)
        step = None if card.care_first or rng.random() < UNSEEN else self._step(person, card)
        offline = rng.random() < OFFLINE
        come_back = rng.choices(COME_BACK, OFTEN)[0]
        note = rng.choice(self.notes[card.pk]).format(about=rng.choice(ABOUT)) if self.notes[card.pk] and rng.random() < NOTED else ""
        gone = (at + timedelta(minutes=5), group.leader.pk, "Logged by mistake") if rng.random() < TAKEN_BACK else (None, None, "")
        received = min(at + timedelta(minutes=rng.randrange(20, 200)), closes) if offline else at + timedelta(seconds=2)
        rows[Session].append((
            pk.hex, person.pk, group.leader.pk, group.team.pk, card.pk, card.current_id, at, day, received, step, None,
            rng.choice(self.words[card.pk]), come_back, note, offline, 2, hashlib.sha256(pk.bytes).hexdigest(),
            5_000 + rng.randrange(9_000), "[]", 0, gone[2], "", gone[0], gone[1],
        ))  # fmt: skip
        rows[Change].append((pk.hex, True))
        if come_back != "none":
            self._promise(group, person, pk, day, closes, come_back, step, rows)

    def _promise(
        self, group: Group, person: Person, session: uuid.UUID, day: date, closes: datetime, come_back: str, step: int | None, rows: Rows
    ) -> None:
        rng = self.rng
        later = {"later-today": 0, "next-shift": 3 if day.isoweekday() == 5 else 1, "this-week": max(5 - day.isoweekday(), 0)}[come_back]
        due, due_on = closes + timedelta(days=later), day + timedelta(days=later)
        pk = uuid.UUID(int=rng.getrandbits(128), version=4)
        answer: Row = (None, None, None, "", None, None)
        if due_on < self.until and rng.random() < KEPT:
            outcome = rng.choices(OUTCOMES, SHARES)[0]
            at = due - timedelta(seconds=rng.randrange(7_200))
            answer = (at, due_on, group.leader.pk, outcome, step if outcome in OUTCOMES[:2] else None, at)
            rows[Change].append((session.hex, False))
        rows[CheckBack].append((pk.hex, session.hex, person.pk, group.team.pk, come_back, due, due_on, 0, *answer, ""))
        if answer[3] == "in-the-way":
            self._hurdle(group, person, pk, answer[0], rows)

    def _hurdle(self, group: Group, person: Person, check_back: uuid.UUID, at: datetime, rows: Rows) -> None:
        rng = self.rng
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        words, done = rng.choice(HURDLES[kind])
        cleared: Row = (at + timedelta(days=rng.randrange(1, 20)), group.leader.pk, done) if rng.random() < CLEARED else (None, None, "")
        rows[Barrier].append((check_back.hex, group.team.pk, person.pk, str(kind), words, at, *cleared))

    def _step(self, person: Person, card: Card) -> int:
        """Slowly up, some faster; any one look may be a step out."""
        key = card.skill_id or -card.pk
        level = person.levels.get(key) or self.rng.uniform(0.6, 1.9)
        person.levels[key] = min(level + 0.06 * person.often, 4.0)
        return min(max(int(level + 0.5) + self.rng.choices((-1, 0, 1), (12, 76, 12))[0], 1), 4)
