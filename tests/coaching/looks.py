"""Looks as tests of progress need them: so many days ago, seen from one Wednesday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from coaching.progress import Look

TODAY = date(2025, 6, 18)  # a Wednesday
DAY = timedelta(days=1)


def look(days_ago: int, step: int, hour: int = 10, skill: str | None = "look-ahead", mindset: str | None = "curious") -> Look:
    on = TODAY - days_ago * DAY
    return Look(skill, mindset, on, datetime(on.year, on.month, on.day, hour, tzinfo=UTC), step)


def looks(*steps: int) -> list[Look]:
    """One a day, the last of them yesterday."""
    return [look(len(steps) - place, step) for place, step in enumerate(steps)]
