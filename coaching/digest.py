"""What a leader is told at the start of a shift: whom they promised to come back to, and whom nobody spoke with lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Team, User
from coaching import promises
from coaching.away import Away
from coaching.models import CheckBack
from coaching.people import everyone, not_spoken_with_lately
from coaching.promises import Promise

MOST = 20  # of each kind in one e-mail; the rest is on the page


@dataclass(frozen=True)
class Digest:
    """`due` are today's and `late` those from before, each soonest first; `quiet` in alphabetical order."""

    leader: User
    teams: list[Team]
    today: date
    due: list[Promise]
    late: list[Promise]
    quiet: list[Any]

    @classmethod
    def of(cls, leader: User, teams: list[Team], at: datetime) -> Digest:
        """Of these teams of theirs, in a number of queries that does not grow."""
        away = Away.of(leader, at)
        rows = CheckBack.objects.visible_to(leader, at).in_teams(teams).open().filter(promises.due_in(teams, away)).soonest_first()
        open_now = [Promise.at(row, away) for row in rows.select_related("advisor", "team")]
        quiet = [advisor for advisor in not_spoken_with_lately(everyone(leader, at), away) if advisor.team in teams]
        due, late = ([promise for promise in open_now if promise.state == state] for state in ("today", "late"))
        return cls(leader, teams, teams[0].today(at), due, late, quiet)

    def counts(self, team: Team) -> dict[str, int]:
        """How many of each are that team's, for the record."""
        due, late = (sum(promise.check_back.team_id == team.pk for promise in some) for some in (self.due, self.late))
        return {"due": due, "late": late, "quiet": sum(advisor.team_id == team.pk for advisor in self.quiet)}

    @property
    def open(self) -> int:
        return len(self.due) + len(self.late)

    @property
    def empty(self) -> bool:
        return not (self.due or self.late or self.quiet)

    @property
    def subject(self) -> str:
        """In one line, and without a name: it is read on a locked screen."""
        if not self.open:
            return _("Somebody to catch up with")
        return ngettext("%(n)s check-back due today", "%(n)s check-backs due today", self.open) % {"n": self.open}

    @property
    def groups(self) -> list[dict[str, Any]]:
        """As the e-mail shows them, each with how many there was no room for."""
        named = ((_("Due today"), self.due), (_("Still open from before"), self.late))
        return [{"heading": heading, "promises": some[:MOST], "more": len(some[MOST:])} for heading, some in named if some]

    @property
    def left_alone(self) -> dict[str, Any]:
        return {"people": self.quiet[:MOST], "more": len(self.quiet[MOST:])}
