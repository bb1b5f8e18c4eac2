"""Where the cards counted in each four weeks stand, as one number: it tells that a card has another skill or kind than it was counted by.

Moving a card belongs to the deck, which knows nothing of totals; files and a new programme move cards too. So nothing has to be
marked by whoever moves one, and nothing is lost where they break off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from zlib import crc32

from cards.models import Card
from coaching.counting import period_of
from coaching.models import CardWeek, Counted
from coaching.record import GOOD_CATCH

Places = dict[int, int]  # by card


def places() -> Places:
    """Of every card: what totals ask of its place, which is its skill and whether it is of good catches."""
    rows = Card.objects.order_by().values_list("pk", "skill", "kind__slug")
    return {card: crc32(f"{card} {skill} {kind == GOOD_CATCH}".encode()) for card, skill, kind in rows}


def together(cards: Iterable[int], now: Places) -> int:
    """The places of these cards, each once."""
    return sum(now[card] for card in set(cards))


def moved_cards(now: Places) -> set[date]:
    """Those four weeks in which a card was used that stands elsewhere now than when they were counted."""
    used: dict[date, set[int]] = defaultdict(set)
    for week, card in CardWeek.objects.order_by().values_list("week", "card").distinct():
        used[period_of(week)].add(card)
    return {first for first, before in Counted.objects.values_list("first", "deck") if together(used[first], now) != before}
