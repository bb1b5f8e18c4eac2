"""What leaders' phones counted in the demo world, and a card that was put in other words half-way."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import User
from cards.models import Card, CardOpened, Edition, Trial

from .rows import Ledger

REWORDED, SINCE = "played-it-back", timedelta(weeks=6)
OPEN_WITH = "Play me back how you said it: what did they do then?"
TRIED, TRIED_SINCE, TRIED_FOR = "name-what-you-noticed", timedelta(weeks=3), timedelta(weeks=8)
TRY_WITH = "When did it turn, and what had we just said?"
LOOKED_AT = ("the-awkward-question",)  # nobody logs it: opened now and then


def reword(designer: User, now: datetime) -> Edition | None:
    """Publish the second wording, and give the first one back; None where it was done before."""
    card = Card.objects.select_related("current").get(slug=REWORDED)
    first, at = card.current, now - SINCE
    if first is None or card.editions.count() > 1:
        return None
    _another(first, designer, at, OPEN_WITH).publish(by=designer)
    return first


def tried(designer: User, now: datetime) -> Trial:
    """A trial that began three weeks ago and runs for five more: too early to tell."""
    card = Card.objects.select_related("current").get(slug=TRIED)
    assert card.current is not None
    second = _another(card.current, designer, now - TRIED_SINCE, TRY_WITH)
    return Trial.start(second, now + TRIED_FOR - TRIED_SINCE, by=designer, at=now - TRIED_SINCE)


def _another(first: Edition, designer: User, at: datetime, open_with: str) -> Edition:
    """The same words but for the opening question."""
    words = {field.attname: getattr(first, field.attname) for field in Edition._meta.concrete_fields if not field.primary_key}
    new = {"number": first.number + 1, "open_with": open_with, "made_at": at, "made_by_id": designer.pk}
    return Edition.objects.create(**{**words, **new, "published_at": at, "published_by_id": designer.pk})


def as_tried(ledger: Ledger, trial: Trial) -> None:
    """Where a team has the second wording, its leader used that."""
    for session in ledger.sessions:
        if session.card_id == trial.card_id and session.held_at >= trial.starts_at and trial.has_second(session.team_id):
            session.edition = trial.second


def as_worded_then(ledger: Ledger, first: Edition | None, now: datetime) -> None:
    """What was logged before the second wording used the first."""
    for session in ledger.sessions:
        if first and session.card_id == first.card_id and session.held_at < now - SINCE:
            session.edition = first


def opened(rng: Random, ledgers: list[Ledger], deck: list[Card]) -> None:
    """Two to four times for each chat; and the cards that are only looked at."""
    times: Counter[tuple[date, int, int]] = Counter()
    weeks = set()
    for ledger in ledgers:
        for session in ledger.sessions:
            week = session.held_on - timedelta(days=session.held_on.weekday())
            weeks.add(week)
            times[week, session.card_id, session.edition_id] += rng.randint(2, 4)
    for card in deck:
        if card.slug in LOOKED_AT:
            times.update({(week, card.pk, card.current_id or 0): rng.randint(1, 3) for week in sorted(weeks)})
    CardOpened.objects.bulk_create(
        CardOpened(week=week, card_id=card, edition_id=edition, times=n) for (week, card, edition), n in sorted(times.items())
    )
