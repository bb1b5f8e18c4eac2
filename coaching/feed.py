"""A leader's open check-backs as a calendar (RFC 5545), for Outlook, Google or a phone.

It lies on other people's computers, so it says the least: whom to ask, when, and where to read on. No note, nothing of
what they said they would try, nothing of the card; the question is the same for all.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.models import Team, User
from coaching import calendar, wall_clock
from coaching.models import CheckBack

MOST = 500  # the soonest; a team of twelve that answers nothing for a year has fewer
HOURLY = timedelta(hours=1)
Absolute = Callable[[str], str]


def rows(leader: User, at: datetime) -> list[CheckBack]:
    """Open check-backs of the teams this person leads at that moment, cover included: whoever leads nothing has none."""
    teams = list(Team.objects.led_by(leader, at))
    found = CheckBack.objects.visible_to(leader, at).in_teams(teams).open().soonest_first()
    return list(found.select_related("advisor", "team")[:MOST])


def version(check_backs: list[CheckBack]) -> str:
    """Changes with what the calendar says, and not with the moment it was asked for."""
    said = [(str(row.pk), row.moved_count, row.due_at, row.advisor.known_as, _starts_at(row), row.team.time_zone) for row in check_backs]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def ics(check_backs: list[CheckBack], at: datetime, absolute: Absolute) -> bytes:
    """The file. `absolute` makes a whole address of a path."""
    made = _calendar()
    by_zone: dict[str, list[CheckBack]] = defaultdict(list)
    for row in check_backs:
        by_zone[row.team.time_zone].append(row)
    for some in by_zone.values():
        moments = [moment for row in some for moment in (_starts_at(row), row.due_at)]
        made.add_component(wall_clock.component(some[0].team.zone, min(moments), max(moments)))
    for row in check_backs:
        made.add_component(_event(row, at, absolute(row.get_absolute_url())))
    return made.to_ical()


def _calendar() -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Floorwalk//Check-backs//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        made.add(name, _("Check-backs"))
    # Both spellings of "look again in an hour": the standard's (RFC 7986) and Outlook's.
    made.add("refresh-interval", HOURLY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    return made


def _event(row: CheckBack, at: datetime, link: str) -> Event:
    """From the start of its shift to its end, as time that stays free: it is a promise, not a meeting."""
    event = Event()
    event.add("uid", str(row.pk))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", row.moved_count)
    event.add("dtstart", _starts_at(row).astimezone(row.team.zone))
    event.add("dtend", row.due_at.astimezone(row.team.zone))
    event.add("summary", _("%(name)s: how is it going?") % {"name": row.advisor.known_as})
    event.add("description", link)  # phones show this one, and not the next
    event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _starts_at(row: CheckBack) -> datetime:
    """The start of the shift it was promised for; the last hour before it is due where the team's shifts have changed since."""
    shift: Any = calendar.shift_on(row.due_on, row.team)
    return shift.starts_at if shift and shift.starts_at < row.due_at else row.due_at - HOURLY
