"""The trail in the order of time: the latest on a page, all of a span in a file, a week at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from .line import Line
from .sources import SOURCES

WEEK = timedelta(days=7)
BEGAN = datetime(2015, 1, 1, tzinfo=timezone.get_default_timezone())


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def weeks(first: date, last: date) -> Iterator[list[Line]]:
    """Of these days, both among them. Each week is read and let go: memory does not grow, and no reader stays in the database's way."""
    while first <= last:
        after = min(first + WEEK, last + timedelta(days=1))
        yield within(midnight(first), midnight(after))
        first = after


def within(since: datetime, until: datetime) -> list[Line]:
    """Every line of that span, in order."""
    found = [line for source in SOURCES for line in source.lines(source.within(since, until))]
    return sorted(found, key=lambda line: (line.at, line.did, line.which))


def latest(before: datetime, size: int) -> tuple[list[Line], datetime | None]:
    """The last lines before that moment, newest first, and the moment before which the next ones are; None where there are none.

    All of one moment stay together, so that none falls between two pages.
    """
    moments = sorted((at for source in SOURCES for at in source.moments(before, size + 1)), reverse=True)
    if len(moments) <= size:
        return within(BEGAN, before)[::-1], None
    since = moments[size - 1]
    return within(since, before)[::-1], since
