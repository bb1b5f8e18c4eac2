"""When which offset from UTC was kept: a database without time zones can then tell what the clock on a wall showed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Spans = list[tuple[datetime, timedelta]]


def sign(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def offsets(zones: Iterable[str], first: datetime, last: datetime) -> dict[str, Spans]:
    """Of each time zone, from when (UTC, to the minute) which offset was kept, between two moments."""
    found = {}
    for name in sorted(set(zones)):
        spans, at = [(first, offset_at(name, first))], first
        while at < last:
            after = min(at + timedelta(days=1), last)
            if offset_at(name, after) != spans[-1][1]:
                spans.append((_turn(name, at, after), offset_at(name, after)))
            at = after
        found[name] = spans
    return found


def offset_at(zone: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _turn(zone: str, before: datetime, after: datetime) -> datetime:
    """The minute in which the clocks change."""
    low, high = int(before.timestamp()) // 60, int(after.timestamp()) // 60
    while high - low > 1:
        middle = (low + high) // 2
        same = offset_at(zone, datetime.fromtimestamp(middle * 60, UTC)) == offset_at(zone, before)
        low, high = (middle, high) if same else (low, middle)
    return datetime.fromtimestamp(high * 60, UTC)
