"""Records as tests of the next card need them: the real deck, one advisor, one Wednesday at noon."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from coaching.next_card import next_cards
from coaching.progress import Look
from coaching.record import Ask, Barrier, Card, Chat, CheckBack, Record
from tests.coaching.looks import DAY, TODAY

NOON = time(12)
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def card_of(fields: dict[str, Any]) -> Card:
    first = {name: (fields.get(name) or [None])[0] for name in ("mindset", "skill", "practice", "kind")}
    return Card(fields["number"], fields["slug"], **first, care_first=fields.get("care_first", False))


DECK = [card_of(row["fields"]) for row in yaml.safe_load((FIXTURES / "cards.yaml").read_text("utf-8"))]
SLUG = {card.number: card.slug for card in DECK}
NUMBER = {card.slug: card.number for card in DECK}
PLACE = {card.number: card for card in DECK}


def moment(days_ago: int, hour: int = 10) -> datetime:
    return datetime.combine(TODAY - days_ago * DAY, time(hour), UTC)


def day(days_ago: int) -> date:
    return TODAY - days_ago * DAY


def chat(number: int, days_ago: int, hour: int = 10) -> Chat:
    return Chat(SLUG[number], moment(days_ago, hour), day(days_ago))


def look_at(number: int, days_ago: int, step: int, hour: int = 10) -> Look:
    """A step recorded with that card."""
    return Look(PLACE[number].skill, PLACE[number].mindset, day(days_ago), moment(days_ago, hour), step)


def promised(number: int, days_ahead: int, hour: int = 17, of: str = "promise") -> CheckBack:
    """Still open, due at the end of that day's shift."""
    return CheckBack(of, SLUG[number], moment(-days_ahead, hour), day(-days_ahead))


def heard(outcome: str, number: int, days_ago: int, hour: int = 10, of: str = "answer") -> CheckBack:
    """An answer, on the day it was due."""
    return CheckBack(of, SLUG[number], moment(days_ago, 17), day(days_ago), moment(days_ago, hour), day(days_ago), outcome)


def barrier(kind: str, days_ago: int, cleared: int | None = None, of: str = "barrier") -> Barrier:
    return Barrier(of, kind, moment(days_ago), None if cleared is None else moment(cleared))


def ask(days_ago: int, number: int | None = None, skill: str | None = None) -> Ask:
    return Ask(moment(days_ago), SLUG[number] if number else None, skill)


def record(**known: Any) -> Record:
    """At noon on a Wednesday, with the whole deck. A chat a year ago, unless others are given: they are not new to each other."""
    return Record(**{"at": datetime.combine(TODAY, NOON, UTC), "on": TODAY, "cards": DECK, "chats": [chat(28, 365)], **known})


def known(**said: Any) -> Record:
    """One chat yesterday that began from something done well, whatever else is said."""
    return record(**{"chats": [chat(5, 1)], **said})


def shown(about: Record) -> tuple[str, int | None, str]:
    """Rule, number of the card, sentence."""
    found = next_cards(about)[0]
    return found.rule.value, NUMBER[found.card] if found.card else None, found.reason


def numbers(about: Record, rule: str) -> list[int | None]:
    """The cards a rule offers, in order; None for none."""
    return [NUMBER[found.card] if found.card else None for found in next_cards(about) if found.rule == rule]


def rules(about: Record) -> list[str]:
    """The rules that have something to offer, each once."""
    return list(dict.fromkeys(found.rule.value for found in next_cards(about)))
