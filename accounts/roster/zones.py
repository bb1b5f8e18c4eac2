"""What a roster says of the clocks on teams' walls: one for each team, decided before any day in it is understood."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.roster.change import Kind, Zone
from accounts.roster.known import Known, Place
from accounts.roster.lines import Line, key


class Zones:
    """One line after the other. What is wrong is said at the line."""

    def __init__(self, known: Known, at: datetime) -> None:
        self.known, self.at = known, at
        self.changes: dict[Place, Zone] = {}
        self._said: dict[Place, int] = {}
        self._of_site: dict[str, str] = {}

    def hear(self, line: Line, place: Place) -> None:
        if not line.time_zone:
            return
        if place in self._said:
            if place.zone != line.time_zone:
                said = {"n": self._said[place], "zone": place.zone}
                line.wrong.append(_("Line %(n)s says %(zone)s of the same team: a team has one time zone.") % said)
            return
        self._said[place], place.zone = line.number, line.time_zone
        self._of_site.setdefault(key(place.site), place.zone)
        if place.team and place.zone != place.team.time_zone:
            self._change(line, place, place.team.time_zone)

    def settle(self) -> None:
        """New teams of which no line says it are on the clock that the file gives their site."""
        for place in self.known.new_places:
            place.zone = place.zone or self._of_site.get(key(place.site), "")

    def _change(self, line: Line, place: Place, old: str) -> None:
        if self._ahead(place):
            why = _(
                "%(team)s is in %(zone)s. That cannot change while somebody there has a last day ahead or covers: the days would shift."
            )
            line.wrong.append(why % {"team": place, "zone": old})
            return
        words = _("Time zone: %(old)s becomes %(new)s.") % {"old": old, "new": place.zone}
        self.changes[place] = Zone(number=line.number, kind=Kind.CHANGED, name=str(place), employee_number="", words=[words], place=place)

    def _ahead(self, place: Place) -> bool:
        """Days ahead are kept as midnights of the old clock."""
        leaving = any(one.place is place and one.left_at and one.left_at > self.at for one in self.known.advisors.values())
        led = self.known.leading[place.team.pk] if place.team else []
        return leaving or any(row.ends_at or row.starts_at > self.at for row in led)
