"""The next card for one advisor: from rows to a record, in a number of queries that does not grow. Reads, and writes nothing.

Only what the leader may see of that advisor, in the team they are in now, is read; of the leader's other chats no more
than how often each practice was used.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Advisor, Team, User
from cards.models import Card
from coaching import record
from coaching.models import CheckBack, Session
from coaching.next_card import Suggestion, next_cards
from coaching.picture import looks_at
from coaching.progress import RECENT_DAYS, Look
from coaching.record import Record

MOST_CHATS = 100  # the latest; more than anybody's 90 days, and what was used before that ties no card


def suggest(
    advisor: Advisor,
    leader: User,
    at: datetime,
    asks: Iterable[record.Ask] = (),
    looks: Iterable[Look] | None = None,
    deck: Iterable[Card] | None = None,
) -> list[Suggestion]:
    """The suggestion, and after it what to offer to those who choose another; empty where no card may be suggested.

    `looks` and `deck`: where they are at hand already, as `looks_at(advisor, leader, at)` and `whole_deck()` give them.
    Three queries with both, five without.
    """
    return next_cards(known(advisor, leader, at, asks, looks, deck), _)


def known(
    advisor: Advisor,
    leader: User,
    at: datetime,
    asks: Iterable[record.Ask] = (),
    looks: Iterable[Look] | None = None,
    deck: Iterable[Card] | None = None,
) -> Record:
    """All that the suggestion rests on."""
    check_backs, barriers = _promises(advisor, leader, at)
    return Record(
        at=at,
        on=advisor.team.today(at),
        works_on=advisor.team.works_on,
        cards=[_card(card) for card in (whole_deck() if deck is None else deck)],
        looks=list(looks_at(advisor, leader, at) if looks is None else looks),
        chats=_chats(advisor, leader, at),
        check_backs=check_backs,
        barriers=barriers,
        asks=list(asks),
        practices=_practices(leader, at),
    )


def whole_deck() -> QuerySet[Card]:
    """In its order, with all that a card says of its place: a chat may have been about a card that has left play since."""
    return Card.objects.order_by("number").select_related("mindset", "skill", "practice", "kind", "current")


def _card(card: Card) -> record.Card:
    mindset, skill = (place.slug if place else None for place in (card.mindset, card.skill))
    playing = card.retired_at is None and card.current is not None
    return record.Card(card.number, card.slug, mindset, skill, card.practice.slug, card.kind.slug, card.care_first, playing)


def _chats(advisor: Advisor, leader: User, at: datetime) -> list[record.Chat]:
    rows = Session.objects.visible_to(leader, at).with_advisor(advisor).filter(_here(advisor, leader, at)).standing().latest_first()
    return [record.Chat(*row) for row in rows.values_list("card__slug", "held_at", "held_on")[:MOST_CHATS]]


def _promises(advisor: Advisor, leader: User, at: datetime) -> tuple[list[record.CheckBack], list[record.Barrier]]:
    """Open, answered in 90 days, or with something in the way that is not cleared or was in 90 days; and what got in the way."""
    lately = timedelta(days=RECENT_DAYS + 1)  # a day more than may count, in any time zone
    uncleared = Q(barrier__isnull=False, barrier__cleared_at=None)
    matters = Q(answered_at=None) | Q(answered_at__gte=at - lately) | Q(barrier__cleared_at__gte=at - lately) | uncleared
    seen = CheckBack.objects.visible_to(leader, at).standing().with_advisor(advisor).filter(matters & _here(advisor, leader, at))
    promise = ("pk", "session__card__slug", "due_at", "due_on", "answered_at", "answered_on", "outcome")
    rows = seen.values_list(*promise, "barrier", "barrier__kind", "barrier__raised_at", "barrier__cleared_at")
    found = [(row[: len(promise)], row[len(promise) :]) for row in rows]
    return [record.CheckBack(*row) for row, _barrier in found], [record.Barrier(*row) for _row, row in found if row[0] is not None]


def _practices(leader: User, at: datetime) -> dict[str, int]:
    """How often this leader used each of the nine in 90 days, with anybody they lead."""
    rows = Session.objects.visible_to(leader, at).standing().logged_by(leader).filter(held_at__gte=at - timedelta(days=RECENT_DAYS))
    return dict(rows.values_list("card__practice__slug").annotate(times=Count("pk")))


def _here(advisor: Advisor, leader: User, at: datetime) -> Q:
    """Of the team they are in now, if this person leads it: who works in HR too sees more rows than that."""
    theirs = Q(advisor__team__in=Team.objects.led_by(leader, at))
    return theirs if advisor.record_follows else theirs & Q(team=advisor.team_id)
