"""How the cards are used, from counts by week: two queries, however many sessions there are. `coaching/insight.py` says what is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.db.models import Sum

from cards.models import CardOpened
from coaching.insight import Heard, Span, Use, settled, year_of
from coaching.models import CardWeek

Keys = tuple[int, int]  # the ids of a card and of one of its wordings


def uses(span: Span, card: Any = None) -> dict[Keys, Use]:
    """Of every wording that was opened or logged in these weeks, or of one card's."""
    only = {"card": card} if card else {}
    opened = CardOpened.objects.between(span.first, span.last).filter(**only)
    times: Counter[Keys] = Counter({(row[0], row[1]): row[2] for row in opened.values_list("card", "edition").annotate(Sum("times"))})
    logged: Counter[Keys] = Counter()
    weeks: dict[Keys, dict[date, Heard]] = defaultdict(dict)
    counts = ("due", "kept", "helped", "in_the_way", "due_people", "kept_people")
    rows = CardWeek.objects.between(year_of(span.first), span.last).filter(**only)
    for one, edition, week, n, *heard in rows.values_list("card", "edition", "week", "logged", *counts):
        weeks[one, edition][week] = Heard(*heard)
        if week >= span.first:
            logged[one, edition] += n
    heard_of = {keys: settled(by_week, span.first) for keys, by_week in weeks.items()}
    used = {keys for keys in {*times, *logged, *heard_of} if times[keys] or logged[keys] or heard_of.get(keys)}
    return {keys: Use(times[keys], logged[keys], heard_of.get(keys)) for keys in used}
