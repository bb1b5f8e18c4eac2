"""What a roster says of advisors, beside what is known of them: decisions only, nothing is written."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.roster.change import Change, Kind
from accounts.roster.known import Here, Known, Place
from accounts.roster.lines import Line, key
from config.ui import dated


class Advisors:
    """One line after the other; `seen` remembers where a number stood first."""

    def __init__(self, known: Known, at: datetime) -> None:
        self.known, self.at = known, at
        self.seen: dict[str, int] = {}
        self.alike = {alike(number): number for number in known.advisors}

    def change(self, line: Line, place: Place) -> Change:
        """What this line would do."""
        number = line.employee_number
        here = self.known.advisors.get(number)
        if number in self.seen:
            return self._unclear(line, _("The same employee number is on line %(n)s already.") % {"n": self.seen[number]})
        self.seen[number] = line.number
        if here is None:
            return self._stranger(line, place)
        made = self._made(line, Kind.UNCHANGED, here)
        self._names(made, line, here)
        (self._gone if here.gone(self.at) else self._here)(made, line, here, place)
        if made.kind in (Kind.UNCLEAR, Kind.LATER):
            made.fields, made.doubtful = {}, False
        return made

    def absent(self) -> list[Change]:
        """Everyone here who is in no line, and has no last day yet: by the tick they have left."""
        rows = (here for number, here in self.known.advisors.items() if number not in self.seen and here.left_at is None)
        return [
            Change(
                number=None, kind=Kind.LEFT, name=here.name, employee_number=here.employee_number, here=here, leaves=True,
                words=[_("Not in this file: leaves %(team)s now.") % {"team": here.place}],
            )
            for here in sorted(rows, key=lambda here: (here.name, here.employee_number))
        ]  # fmt: skip

    def _made(self, line: Line, kind: Kind, here: Here | None = None) -> Change:
        name = line.name or (here.name if here else "")
        return Change(number=line.number, kind=kind, name=name, employee_number=line.employee_number, here=here)

    def _unclear(self, line: Line, *words: str) -> Change:
        made = self._made(line, Kind.UNCLEAR, self.known.advisors.get(line.employee_number))
        made.words = list(words)
        return made

    def _stranger(self, line: Line, place: Place) -> Change:
        today, words = place.today(self.at), {"number": line.employee_number, "team": place}
        if other := self.alike.get(alike(line.employee_number)):
            why = _("%(number)s is not known, but %(other)s is. If they are one person, a program changed the number: write it as text.")
            return self._unclear(line, why % {**words, "other": other})
        if line.last and line.last < today:
            made = self._made(line, Kind.UNCHANGED)
            made.words = [_("Had left before they were ever here.")]
            return made
        if line.first and line.first > today:
            return self._later(self._made(line, Kind.LATER), line.first, today)
        if not line.name:
            return self._unclear(line, _("%(number)s is nobody we know, so the name is needed.") % words)
        made = self._made(line, Kind.NEW)
        made.fields = {"name": line.name, "known_as": line.known_as, "email": line.email}
        made.to, made.first = place, line.first
        made.words = [_("Joins %(team)s %(from)s.") % {**words, "from": since(line.first, today)}]
        return self._until(made, line.last, today) if line.last else made

    def _names(self, made: Change, line: Line, here: Here) -> None:
        """An empty cell changes nothing."""
        said = {"name": line.name, "known_as": line.known_as, "email": line.email}
        for name, new in said.items():
            old = getattr(here, name)
            if new and (key(new) if name == "email" else new) != (key(old) if name == "email" else " ".join(old.split())):
                made.fields[name] = new
                made.words.append(_("%(what)s: %(old)s becomes %(new)s.") % {"what": NAMES[name](), "old": old or _("none"), "new": new})
        if made.fields:
            made.kind = Kind.CHANGED
        same_address = line.email and key(line.email) == key(here.email)
        if "name" in made.fields and not same_address and not set(key(line.name).split()) & set(key(here.name).split()):
            made.doubtful = True
            made.words.append(_("Another name altogether: is the number used again for somebody else?"))

    def _here(self, made: Change, line: Line, here: Here, place: Place) -> None:
        today, moves = place.today(self.at), place is not here.place
        if line.last and line.last < today and moves:
            self._blocked(made, _("Says they left %(team)s, but they are in %(now)s.") % {"team": place, "now": here.place})
        elif moves:
            self._joins(made, line, place, Kind.MOVED, _("Moves from %(old)s to %(new)s %(from)s.") % {
                "old": here.place, "new": place, "from": since(line.first, today)})  # fmt: skip
        if made.kind in (Kind.UNCLEAR, Kind.LATER):
            return
        if line.last and (line.last != here.last_day or moves):
            self._leaves(made, line.last, here, today)
        elif here.left_at and line.said_until and not line.last:
            made.kind, made.leaves = (made.kind if moves else Kind.RETURNED), True
            made.words.append(_("Stays: the last day, %(day)s, is taken back.") % {"day": dated(here.last_day, today)})

    def _gone(self, made: Change, line: Line, here: Here, place: Place) -> None:
        today = place.today(self.at)
        if line.last and line.last < today:
            if place is here.place and line.last != here.last_day:
                self._leaves(made, line.last, here, today)
            return
        said = {"team": place, "day": dated(here.last_day, today), "from": since(line.first, today)}
        self._joins(made, line, place, Kind.RETURNED, _("Left on %(day)s, comes back to %(team)s %(from)s.") % said)
        made.leaves = made.kind is Kind.RETURNED
        if made.leaves and line.last:
            self._until(made, line.last, today)

    def _joins(self, made: Change, line: Line, place: Place, kind: Kind, words: str) -> None:
        """In another team from then on, where that day can be."""
        here, today = made.here, place.today(self.at)
        if line.first and line.first > today:
            self._later(made, line.first, today)
            return
        before = max(filter(None, (here.since, here.left_at if here.gone(self.at) else None)), default=None) if here else None
        if here and line.first and before and place.begins(line.first, self.at) < before:
            why = _("from is %(day)s, but they were in %(team)s until after that. Leave it empty, or write the first day in the new team.")
            self._blocked(made, why % {"day": dated(line.first, today), "team": here.place})
            return
        made.kind, made.to, made.first = kind, place, line.first
        made.words.insert(0, words)

    def _leaves(self, made: Change, last: date, here: Here, today: date) -> None:
        joined = made.first or (today if made.to else here.since and here.place.today(here.since))
        if joined and last < joined:
            self._blocked(made, _("The last day is before their first one there, %(day)s.") % {"day": dated(joined, today)})
            return
        made.kind = made.kind if made.to else Kind.LEFT
        self._until(made, last, today)

    def _until(self, made: Change, last: date, today: date) -> Change:
        made.leaves, made.last = True, last
        made.words.append(_("Last day: %(day)s.") % {"day": dated(last, today)})
        return made

    def _blocked(self, made: Change, why: str) -> None:
        made.kind, made.words = Kind.UNCLEAR, [why]

    def _later(self, made: Change, first: date, today: date) -> Change:
        made.kind = Kind.LATER
        made.words = [_("Begins on %(day)s: bring this in again then. Nothing happens now.") % {"day": dated(first, today)}]
        return made


NAMES = {"name": lambda: _("Name"), "known_as": lambda: _("Known as"), "email": lambda: _("E-mail")}


def alike(number: str) -> str:
    """What is left of a number once a spreadsheet has been at it: no zeros in front, no case."""
    return key(number).lstrip("0")


def since(first: date | None, today: date) -> str:
    return _("from %(day)s") % {"day": dated(first, today)} if first else _("from now on")
