"""The totals of the programme page and of card insight, kept in step with what was logged: four weeks at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from accounts.models import Leadership, Membership
from coaching.card_weeks import Wording, card_weeks
from coaching.counting import FOUR_WEEKS, Four, Look, Place, Promise, period_of, totals
from coaching.deck_places import Places, moved_cards, places, together
from coaching.insight import Heard
from coaching.models import CardWeek, CheckBack, Counted, RetentionRun, Session, Stale, Total
from coaching.record import GOOD_CATCH
from coaching.roster import who

AROUND = timedelta(days=2)  # no wall is further from UTC: for an index on instants to begin and end at
BATCH = 500


def run(at: datetime | None = None) -> list[date]:
    """Count what changed since the last time, and these four weeks, whose advisors and leaders may have. Which four weeks were counted."""
    at = at or timezone.now()
    closed = RetentionRun.closed_before() or date.min
    Stale.objects.filter(week__lt=closed).delete()  # whose chats they were has gone: those totals stand as they are
    marks = list(Stale.objects.values_list("pk", "week"))
    these = {period_of(at.date()), period_of(at.date() - FOUR_WEEKS)}
    every = set(periods(at))
    # All of them the first time, perhaps on years of chats; the rest of them where that was broken off.
    never = every - set(Counted.objects.values_list("first", flat=True))
    there, deck = who(every), places()
    changed = {period_of(week) for _pk, week in marks} | these | never | moved(there) | moved_cards(deck)
    counted = sorted(first for first in changed if first >= closed)
    for first in counted:
        recount(first, [pk for pk, week in marks if period_of(week) == first], at, there.get(first, 0), deck)
    return counted


def rebuild(at: datetime | None = None) -> list[date]:
    """Count everything anew, while people go on writing: what they change meanwhile is marked, and counted by the next run."""
    at = at or timezone.now()
    counted = list(periods(at))
    there, deck = who(counted), places()
    for first in counted:
        recount(first, list(Stale.objects.filter(week__range=(first, _last(first))).values_list("pk", flat=True)), at, there[first], deck)
    return counted


def check(at: datetime | None = None) -> dict[date, int]:
    """How many counts differ from a count of the rows themselves, by four weeks; those that wait to be counted are passed over."""
    every = list(periods(at or timezone.now()))
    waiting = {period_of(week) for week in Stale.objects.values_list("week", flat=True)} | moved(who(every)) | moved_cards(places())
    differ = {first: len(_differing(first)) for first in every if first not in waiting}
    return {first: n for first, n in differ.items() if n}


def moved(there: dict[date, int]) -> set[date]:
    """Those in which other people were there, or at other sites, than when they were counted."""
    return {first for first, before in Counted.objects.values_list("first", "who") if there.get(first, before) != before}


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


def recount(first: date, marks: list[int], at: datetime, there: int, deck: Places) -> bool:
    """Count four weeks anew. `marks`, `there` and `deck` were read before the rows are: what changes since is found by the next run.

    Rows are read before the transaction, which on SQLite holds the one write lock. Where another run wrote these four weeks meanwhile,
    nothing is written: what was read may be older than what stands there, and the marks that are left are counted by the next run.
    """
    turn = Counted.objects.filter(first=first).values_list("turn", flat=True).first() or 0
    four = four_weeks(first)
    rows = [_row(place, n) for place, n in totals(four).items()]
    weeks = [_card_week(wording, *use) for wording, use in card_weeks(four).items()]
    with transaction.atomic():
        counted, _new = Counted.objects.select_for_update().get_or_create(first=first, defaults={"at": at})
        if counted.turn != turn:
            return False
        _put(first, rows, weeks)
        for start in range(0, len(marks), BATCH):
            Stale.objects.filter(pk__in=marks[start : start + BATCH]).delete()
        counted.at, counted.turn, counted.who, counted.deck = at, turn + 1, there, together((row.card_id for row in weeks), deck)
        counted.save(update_fields=["at", "turn", "who", "deck"])
    return True


def _put(first: date, rows: list[Total], weeks: list[CardWeek]) -> None:
    """In the place of what stood there."""
    Total.objects.between(first, _last(first)).delete()
    Total.objects.bulk_create(rows, batch_size=BATCH)
    CardWeek.objects.between(first, _last(first)).delete()
    CardWeek.objects.bulk_create(weeks, batch_size=BATCH)


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
    fields = ("team__site", "held_on", "advisor", "leader", "card", "card__skill", "step", "card__kind__slug", "edition")
    return [
        Look(site, on, advisor, leader, card, skill, step, kind == GOOD_CATCH, edition)
        for site, on, advisor, leader, card, skill, step, kind, edition in rows.values_list(*fields).iterator(chunk_size=5000)
    ]


def _promises(first: date) -> list[Promise]:
    rows = CheckBack.objects.standing().filter(due_on__range=(first, _last(first)))
    fields = ("team__site", "due_on", "advisor", "answered_at", "barrier__kind", "session__card", "session__edition", "outcome")
    helped, in_the_way = CheckBack.Outcome.HELPED, CheckBack.Outcome.IN_THE_WAY
    return [
        Promise(site, on, advisor, answered is not None, kind or "", card, edition, outcome == helped, outcome == in_the_way)
        for site, on, advisor, answered, kind, card, edition, outcome in rows.values_list(*fields).iterator(chunk_size=5000)
    ]


def _by_site(rows: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for site, person in rows:
        found.setdefault(site, set()).add(person)
    return found


def _differing(first: date) -> set[Any]:
    four = four_weeks(first)
    fields = ("site", "week", "what", "key", "n")
    kept: Counter[Place] = Counter()
    for *place, n in Total.objects.between(first, _last(first)).values_list(*fields):
        kept[Place(*place)] = n
    found = totals(four)
    weeks = {(row.week, row.edition_id): _words(row) for row in CardWeek.objects.between(first, _last(first))}
    found_weeks = {(wording.week, wording.edition): _words(_card_week(wording, *use)) for wording, use in card_weeks(four).items()}
    other: set[Any] = {place for place in found.keys() | kept.keys() if found[place] != kept[place]}
    return other | {place for place in weeks.keys() | found_weeks.keys() if weeks.get(place) != found_weeks.get(place)}


def _row(place: Place, n: int) -> Total:
    return Total(site_id=place.site, week=place.week, what=place.what, key=place.key, n=n)


def _card_week(wording: Wording, logged: int, heard: Heard) -> CardWeek:
    return CardWeek(week=wording.week, card_id=wording.card, edition_id=wording.edition, logged=logged, **asdict(heard))


def _words(row: CardWeek) -> tuple[Any, ...]:
    return (row.card_id, row.logged, row.due, row.kept, row.helped, row.in_the_way, row.due_people, row.kept_people)


def _last(first: date) -> date:
    return first + FOUR_WEEKS - timedelta(days=1)
