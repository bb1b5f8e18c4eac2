"""The few overheard lines a leader is likeliest to need next: the quickest way from Today to a card."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from accounts.models import User
from cards.models import Card
from coaching.models import Session

DAYS = 28
# With no history: one of each common kind of moment, something done well among them.
FIRST = (23, 28, 4, 7, 13, 1)


def likely(leader: User, cards: list[Card], at: datetime, few: int = 4) -> list[Card]:
    """Cards this leader used most in four weeks, filled up with a start set; one of them begins from a good catch.

    Nobody is helped by seeing only what went wrong: the last place goes to a good catch when no other has it.
    """
    since = at - timedelta(days=DAYS)
    used = Counter(Session.objects.logged_by(leader).standing().filter(held_at__gte=since).values_list("card_id", flat=True))
    start = {number: place for place, number in enumerate(FIRST)}
    order = sorted(cards, key=lambda card: (-used[card.pk], start.get(card.number, len(FIRST)), card.number))
    order = [card for card in order if card.kind.slug != "after-hard"]  # those come with the person, not from a list
    chosen = order[:few]
    if chosen and not any(card.kind.slug == "good-catch" for card in chosen):
        chosen[-1] = next((card for card in order if card.kind.slug == "good-catch"), chosen[-1])
    return chosen
