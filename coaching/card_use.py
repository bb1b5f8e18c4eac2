"""How the cards are used, from rows: three queries, however many sessions there are. `coaching/insight.py` says what may be shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When

from cards.models import CardOpened
from coaching.insight import Heard, Span, Use, settled
from coaching.models import CheckBack, Session

Keys = tuple[int, int]  # the ids of a card and of one of its wordings

ANSWERED = Q(answered_at__isnull=False)
HELPED, IN_THE_WAY = Q(outcome=CheckBack.Outcome.HELPED), Q(outcome=CheckBack.Outcome.IN_THE_WAY)


def uses(span: Span, at: datetime, card: Any = None) -> dict[Keys, Use]:
    """Of every wording that was opened or logged in these weeks, or of one card's."""
    only = {"card": card} if card else {}
    opened = CardOpened.objects.between(span.first, span.last).filter(**only)
    times: Counter[Keys] = Counter({(row[0], row[1]): row[2] for row in opened.values_list("card", "edition").annotate(Sum("times"))})
    held = Session.objects.standing().held_between(span.first, span.last).filter(**only)
    logged: Counter[Keys] = Counter({(row[0], row[1]): row[2] for row in held.values_list("card", "edition").annotate(Count("pk"))})
    heard = {keys: settled(stretches) for keys, stretches in _heard(span, at, only).items()}
    return {keys: Use(times[keys], logged[keys], heard.get(keys)) for keys in {*times, *logged}}


def _heard(span: Span, at: datetime, only: Mapping[str, Any]) -> dict[Keys, list[Heard]]:
    """By stretch, the newest first: of chats held then, the promises that have fallen due by now, and all answers."""
    due = Q(due_at__lte=at)
    counts = {
        "due": Count("pk", filter=due),
        "due_people": Count("advisor", filter=due, distinct=True),
        "kept": Count("pk", filter=due & ANSWERED),
        "answered": Count("pk", filter=ANSWERED),
        "answered_people": Count("advisor", filter=ANSWERED, distinct=True),
        "helped": Count("pk", filter=HELPED),
        "in_the_way": Count("pk", filter=IN_THE_WAY),
    }
    held = CheckBack.objects.filter(session__withdrawn_at=None, session__held_on__range=(span.first, span.last))
    rows = held.filter(**{f"session__{name}": value for name, value in only.items()}).values("session__card", "session__edition")
    found: dict[Keys, list[Heard]] = defaultdict(lambda: [Heard()] * len(span.stretches))
    for card, edition, stretch, *said in rows.annotate(stretch=_stretch(span), **counts).values_list(
        "session__card", "session__edition", "stretch", *counts
    ):
        found[card, edition][stretch] = Heard(*said)
    return found


def _stretch(span: Span) -> Case:
    starts = [When(session__held_on__gte=first, then=Value(place)) for place, first in enumerate(span.stretches)]
    return Case(*starts, output_field=IntegerField())
