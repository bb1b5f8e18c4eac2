"""A team's wall clock as a calendar program is told of it: the VTIMEZONE of RFC 5545. Pure.

icalendar can make one, and gets the spring wrong: it writes 2 o'clock for a change that the wall sees at 1 (7.3.0, and
RFC 5545 3.6.5 wants the wall as it was before). So the changes are looked up here, and the library writes them down.
Where they follow a rule, such as the last Sunday of March, the rule is written: desktop Outlook reads no other kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """`wall` is what the clock showed at that moment, before it was set; the offsets are from UTC."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> tuple[object, ...]:
        """Changes of one kind may be one rule: the same month, hour and offsets."""
        return (self.wall.month, self.wall.time(), self.before, self.after, self.name)


def component(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """All that is needed to read local times between these two moments."""
    years = range(first.year - 1, last.year + 2)
    start = datetime(years[0], 1, 1, tzinfo=UTC)
    made = Timezone()
    made.add("tzid", zone.key)
    standing = start.astimezone(zone)
    offset = standing.utcoffset() or timedelta()
    _add(made, Change(standing.replace(tzinfo=None), offset, offset, standing.tzname() or ""))
    kinds = defaultdict(list)
    for change in changes(zone, start, datetime(years[-1] + 1, 1, 1, tzinfo=UTC)):
        kinds[change.kind].append(change)
    for same in kinds.values():
        rule = _rule([change.wall for change in same], years)
        for change in same[:1] if rule else same:
            _add(made, change, rule)
    return made


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[Change]:
    """Each moment between the two at which that clock is set, in order."""
    at = first
    while at < last:
        before, after = at.astimezone(zone), (at + DAY).astimezone(zone)
        if before.utcoffset() != after.utcoffset():
            yield _change(zone, at)
        at += DAY


def _change(zone: ZoneInfo, day: datetime) -> Change:
    """To the minute, within the day that starts then."""
    low, high = 0, 24 * 60
    before = day.astimezone(zone).utcoffset() or timedelta()
    while high - low > 1:
        middle = (low + high) // 2
        same = (day + timedelta(minutes=middle)).astimezone(zone).utcoffset() == before
        low, high = (middle, high) if same else (low, middle)
    at = day + timedelta(minutes=high)
    there = at.astimezone(zone)
    return Change((at + before).replace(tzinfo=None), before, there.utcoffset() or timedelta(), there.tzname() or "")


def _rule(walls: list[datetime], years: range) -> str:
    """ "-1SU" where it is the last Sunday of its month every year, "2SU" for the second; nothing where it is neither."""
    if [wall.year for wall in walls] != list(years) or len({wall.weekday() for wall in walls}) > 1:
        return ""
    day = WEEKDAYS[walls[0].weekday()]
    if all((wall + timedelta(days=7)).month != wall.month for wall in walls):
        return f"-1{day}"
    weeks = {(wall.day - 1) // 7 + 1 for wall in walls}
    return f"{weeks.pop()}{day}" if len(weeks) == 1 else ""


def _add(made: Timezone, change: Change, rule: str = "") -> None:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", change.wall)
    if rule:
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": change.wall.month, "BYDAY": rule}))
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    made.add_component(part)
