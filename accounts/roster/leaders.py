"""What a roster says of who leads a team and who covers there: decisions only, nothing is written."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import Leadership
from accounts.roster.advisors import since
from accounts.roster.change import Kind, Lead, Person
from accounts.roster.known import Known, Place
from accounts.roster.lines import Is, Line, key
from config.ui import dated


class Unclear(Exception):
    """A sentence that says why."""


class Leaders:
    """A team's lines are looked at together: who leads it by the file, leads it, and nobody else in their own right."""

    def __init__(self, known: Known, at: datetime) -> None:
        self.known, self.at = known, at
        self.people: dict[str, Person] = {}

    def of_team(self, place: Place, lines: list[Line]) -> list[Lead]:
        """What these lines, all of leaders and cover of that team, would do."""
        rows = self.known.leading[place.team.pk] if place.team else []
        made = [self._covers(line, place, rows, lines) if line.role is Is.COVER else self._leads(line, place, rows) for line in lines]
        lines_of_leaders = [lead for lead in made if not lead.cover]
        if lines_of_leaders and not any(lead.kind is Kind.UNCLEAR for lead in made):
            made += self._ends(place, rows, lines_of_leaders)
        return made

    def person(self, line: Line) -> Person:
        """Whom the line means. Raises Unclear."""
        by_email = self.known.by_email.get(line.email.casefold()) if line.email else None
        by_number = self.known.by_number.get(line.employee_number) if line.employee_number else None
        if by_email and by_number and by_email != by_number:
            raise Unclear(_("The e-mail belongs to %(one)s, the employee number to %(other)s.") % {"one": by_email, "other": by_number})
        user = by_email or by_number
        if user is None:
            return self._stranger(line)
        if not user.is_active:
            raise Unclear(_("The account of %(name)s is closed.") % {"name": user})
        if line.email and key(line.email) != key(user.email):
            raise Unclear(_("%(name)s signs in with another address. An administrator changes that, no file does.") % {"name": user})
        if line.employee_number and user.employee_number and line.employee_number != user.employee_number:
            raise Unclear(_("%(name)s has the employee number %(number)s here.") % {"name": user, "number": user.employee_number})
        found = self.people.setdefault(key(user.email), Person(user.email, user.name, user=user))
        if line.employee_number and not user.employee_number:
            found.employee_number = self._same(found, line)
        return found

    def _stranger(self, line: Line) -> Person:
        if not line.email:
            raise Unclear(_("Nobody with this employee number signs in here, so the e-mail is needed."))
        if not line.name:
            raise Unclear(_("Nobody with this e-mail signs in here, so the name is needed."))
        found = self.people.setdefault(key(line.email), Person(line.email, line.name))
        found.employee_number = self._same(found, line) or found.employee_number
        return found

    def _same(self, found: Person, line: Line) -> str:
        """One number for one person, and the other way round."""
        if any(other.employee_number == line.employee_number != "" for other in self.people.values() if other is not found):
            raise Unclear(_("The same employee number stands at another person already."))
        if found.employee_number and line.employee_number and found.employee_number != line.employee_number:
            raise Unclear(_("The same e-mail stands at another employee number already."))
        return line.employee_number

    def _lead(self, line: Line, place: Place) -> Lead:
        """Nothing to do, unless more is found out."""
        made = Lead(
            number=line.number, kind=Kind.UNCHANGED, name=line.name or line.email, employee_number=line.employee_number, place=place,
            cover=line.role is Is.COVER, first=line.first, last=line.last,
        )  # fmt: skip
        try:
            made.person = self.person(line)
        except Unclear as why:
            made.kind, made.words = Kind.UNCLEAR, [str(why)]
            return made
        user, made.name = made.person.user, made.person.name
        if made.person.employee_number and user:
            made.kind, made.words = Kind.LEADS, [_("Employee number: %(number)s.") % {"number": made.person.employee_number}]
        return made

    def _leads(self, line: Line, place: Place, rows: list[Leadership]) -> Lead:
        made, today = self._lead(line, place), place.today(self.at)
        if made.kind is Kind.UNCLEAR or made.person is None:
            return made
        made.row = next((row for row in rows if not row.cover and row.leader == made.person.user), None)
        said = {"team": place, "from": since(line.first, today), "last": dated(line.last, today)}
        if line.last and line.last < today:
            made.words = (
                [_("Is over already: nothing to do.")]
                if made.row is None
                else [_("That last day has gone by. Write today or a later one.")]
            )
            made.kind = Kind.UNCHANGED if made.row is None else Kind.UNCLEAR
        elif made.row is None:
            made.kind = Kind.LEADS
            made.words.insert(0, _("Leads %(team)s %(from)s.") % said)
            made.words += [_("Last day: %(last)s.") % said] if line.last else []
            made.words += (
                [] if made.person.user else [_("Is new here: gets an account, and chooses a password by “Forgotten your password?”.")]
            )
        elif line.last != made.row.last_day and (line.last or line.said_until):
            made.kind, made.ends = Kind.LEADS, True
            made.words.insert(0, (_("Leads %(team)s until %(last)s.") if line.last else _("Goes on leading %(team)s.")) % said)
        return made

    def _covers(self, line: Line, place: Place, rows: list[Leadership], lines: list[Line]) -> Lead:
        made, today = self._lead(line, place), place.today(self.at)
        if made.kind is Kind.UNCLEAR or line.first is None or line.last is None or made.person is None:
            return made
        said = {"team": place, "first": dated(line.first, today), "last": dated(line.last, today)}
        there = [row for row in rows if row.cover and row.first_day <= line.last and (row.last_day is None or row.last_day >= line.first)]
        same = next((row for row in there if row.leader == made.person.user and row.last_day == line.last), None)
        others = (one for one in lines if one.role is Is.COVER and one is not line and one.first and one.last)
        if line.last < today:
            made.words = [_("Is over already: nothing to do.")]
        elif any(one.first <= line.last and one.last >= line.first for one in others if one.first and one.last):
            made.kind, made.words = Kind.UNCLEAR, [_("Two lines cover on the same days. A team is handed over once.")]
        elif there and not same:
            why = _("%(name)s covers on these days already. End that first, or choose other days.")
            made.kind, made.words = Kind.UNCLEAR, [why % {"name": there[0].leader}]
        elif not same:
            made.kind = Kind.LEADS
            made.words.insert(0, _("Covers %(team)s from %(first)s to %(last)s.") % said)
            made.words += (
                [] if made.person.user else [_("Is new here: gets an account, and chooses a password by “Forgotten your password?”.")]
            )
        made.row = same
        return made

    def _ends(self, place: Place, rows: list[Leadership], named: list[Lead]) -> list[Lead]:
        """Whoever leads in their own right and is in no line stops: when the first new leader begins, or now where none does."""
        kept = {lead.row for lead in named if lead.row}
        new = [lead for lead in named if lead.row is None and lead.kind is Kind.LEADS]
        if not kept and not new:  # all of them over already: the file says nothing of now
            return []
        first = min(new, key=lambda lead: place.begins(lead.first, self.at)) if new else None
        begins = place.begins(first.first, self.at) if first else self.at
        found, today = [], place.today(self.at)
        for row in rows:
            if row.cover or row in kept or row.starts_at > self.at or (row.ends_at and row.ends_at <= begins):
                continue
            last = first.first - timedelta(days=1) if first and first.first and begins > self.at else None
            words = _("No longer leads %(team)s: last day %(day)s.") if last else _("No longer leads %(team)s from now on.")
            found.append(Lead(
                number=None, kind=Kind.LEADS, name=row.leader.name, employee_number=row.leader.employee_number, place=place, row=row,
                ends=True, instead=first, words=[words % {"team": place, "day": dated(last, today)}],
            ))  # fmt: skip
        return found
