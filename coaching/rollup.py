"""The totals of the programme page, kept in step with what was logged: four weeks at a time, counted anew where something changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from accounts.models import Leadership, Membership
from coaching.counting import FOUR_WEEKS, Four, Look, Place, Promise, period_of, totals
from coaching.models import CheckBack, Counted, RetentionRun, Session, Stale, Total
from coaching.record import GOOD_CATCH

AROUND = timedelta(days=2)  # no wall is further from UTC: for an index on instants to begin and end at
BATCH = 500


def run(at: datetime | None = None) -> list[date]:
    """Count what changed since the last time, and these four weeks, whose advisors and leaders may have. Which four weeks were counted."""
    at = at or timezone.now()
    closed = RetentionRun.closed_before() or date.min
    Stale.objects.filter(week__lt=closed).delete()  # whose chats they were has gone: those totals stand as they are
    marks = list(Stale.objects.values_list("pk", "week"))
    these = {period_of(at.date()), period_of(at.date() - FOUR_WEEKS)}
    # All of them the first time, perhaps on years of chats; the rest of them where that was broken off.
    never = set(periods(at)) - set(Counted.objects.values_list("first", flat=True))
    counted = sorted(first for first in {period_of(week) for _pk, week in marks} | these | never if first >= closed)
    for first in counted:
        recount(first, [pk for pk, week in marks if period_of(week) == first], at)
    return counted


def rebuild(at: datetime | None = None) -> list[date]:
    """Count everything anew, while people go on writing: what they change meanwhile is marked, and counted by the next run."""
    at = at or timezone.now()
    counted = list(periods(at))
    for first in counted:
        recount(first, list(Stale.objects.filter(week__range=(first, _last(first))).values_list("pk", flat=True)), at)
    return counted


def check(at: datetime | None = None) -> dict[date, int]:
    """How many counts differ from a count of the rows themselves, by four weeks; those that wait to be counted are passed over."""
    waiting = {period_of(week) for week in Stale.objects.values_list("week", flat=True)}
    differ = {first: len(_differing(first)) for first in periods(at or timezone.now()) if first not in waiting}
    return {first: n for first, n in differ.items() if n}


def periods(at: datetime) -> Iterator[date]:
    """All four-week periods that there is anything of, up to now, but for those closed; whatever was counted before is among them."""
    held = Session.objects.aggregate(a=Min("held_at"), b=Max("held_at"))  # by its index; days on a wall are no further than AROUND
    spans = [
        {"a": held["a"] and (held["a"] - AROUND).date(), "b": held["b"] and (held["b"] + AROUND).date()},
        CheckBack.objects.aggregate(a=Min("due_on"), b=Max("due_on")),
        Counted.objects.aggregate(a=Min("first"), b=Max("first")),
    ]
    days = [day for span in spans for day in span.values() if day] + [at.date()]
    first = max(period_of(min(days)), RetentionRun.closed_before() or date.min)
    while first <= max(days):
        yield first
        first += FOUR_WEEKS


@transaction.atomic
def recount(first: date, marks: list[int], at: datetime) -> None:
    """Count four weeks anew. `marks` were read before the rows are: a change made since keeps its own, for the next run."""
    found = totals(four_weeks(first))
    Total.objects.between(first, _last(first)).delete()
    Total.objects.bulk_create((_row(place, n) for place, n in found.items()), batch_size=BATCH)
    for start in range(0, len(marks), BATCH):
        Stale.objects.filter(pk__in=marks[start : start + BATCH]).delete()
    Counted.objects.update_or_create(first=first, defaults={"at": at})


def four_weeks(first: date) -> Four:
    """What the rows themselves say of them."""
    opens = datetime.combine(first, time(), UTC)
    there = Q(starts_at__lt=opens + FOUR_WEEKS) & (Q(ends_at=None) | Q(ends_at__gt=opens))
    here = Membership.objects.filter(there).values_list("team__site", "advisor")
    leading = Leadership.objects.filter(there).values_list("team__site", "leader")
    return Four(first, _looks(first, opens), _promises(first), _by_site(here), _by_site(leading))


def _looks(first: date, opens: datetime) -> list[Look]:
    rows = Session.objects.standing().held_between(first, _last(first))
    rows = rows.filter(held_at__range=(opens - AROUND, opens + FOUR_WEEKS + AROUND))
    fields = ("team__site", "held_on", "advisor", "leader", "card", "card__skill", "step", "card__kind__slug")
    return [
        Look(site, on, advisor, leader, card, skill, step, kind == GOOD_CATCH)
        for site, on, advisor, leader, card, skill, step, kind in rows.values_list(*fields).iterator(chunk_size=5000)
    ]


def _promises(first: date) -> list[Promise]:
    rows = CheckBack.objects.filter(session__withdrawn_at=None, due_on__range=(first, _last(first)))
    fields = ("team__site", "due_on", "advisor", "answered_at", "barrier__kind")
    return [
        Promise(site, on, advisor, answered is not None, kind or "")
        for site, on, advisor, answered, kind in rows.values_list(*fields).iterator(chunk_size=5000)
    ]


def _by_site(rows: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for site, who in rows:
        found.setdefault(site, set()).add(who)
    return found


def _differing(first: date) -> set[Place]:
    fields = ("site", "week", "what", "key", "n")
    kept: Counter[Place] = Counter()
    for *place, n in Total.objects.between(first, _last(first)).values_list(*fields):
        kept[Place(*place)] = n
    found = totals(four_weeks(first))
    return {place for place in found.keys() | kept.keys() if found[place] != kept[place]}


def _row(place: Place, n: int) -> Total:
    return Total(site_id=place.site, week=place.week, what=place.what, key=place.key, n=n)


def _last(first: date) -> date:
    return first + FOUR_WEEKS - timedelta(days=1)
