"""By when a request about somebody's data has to be answered (pure). UK GDPR article 12(3) as the ICO counts it; DUAA for complaints.

The clock begins on the day it is received, whatever day that is, and ends on the same date of the next month; on that month's last day
where it is shorter. A day on which nobody works moves it to the next on which somebody does. Extended: two months more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

TO_SAY_IT_ARRIVED = timedelta(days=30)  # Data (Use and Access) Act 2025, section 103: a complaint is acknowledged within 30 days
MONTHS, EXTENDED = 1, 3
WEEKEND = 6


def months_after(day: date, months: int) -> date:
    """The same date so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def working_day(day: date, holidays: Collection[date] = ()) -> date:
    """That day, or the next on which somebody works."""
    while day.isoweekday() >= WEEKEND or day in holidays:
        day += timedelta(days=1)
    return day


def due(received: date, extended: bool = False, paused_days: int = 0, holidays: Collection[date] = ()) -> date:
    """`paused_days`: how long it stood still, waiting for whoever asked to say who they are or what they mean."""
    return working_day(months_after(received, EXTENDED if extended else MONTHS) + timedelta(days=paused_days), holidays)
