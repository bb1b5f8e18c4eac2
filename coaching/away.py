"""Who is away, and what that does to waiting and to promises (docs/decisions/0013).

Days away are not waited; a promise does not grow late meanwhile, it falls due on their first shift after the return.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from accounts.models import Absence, AbsenceQuerySet, Advisor, Team, User
from coaching import calendar
from coaching.models import CheckBack

FAR_BACK = timedelta(days=366)  # whoever was away longer ago has been here for two weeks since


@dataclass(frozen=True)
class Away:
    """By advisor, the earliest first, as known at that moment; days are on the team's wall."""

    at: datetime
    absences: Mapping[int, Sequence[Absence]]

    @classmethod
    def of(cls, leader: User, at: datetime) -> Away:
        """Of everybody this person leads. One query."""
        return cls.among(Absence.objects.led_by(leader, at), at)

    @classmethod
    def among(cls, rows: AbsenceQuerySet, at: datetime) -> Away:
        by_advisor: dict[int, list[Absence]] = defaultdict(list)
        for row in rows.ended_after((at - FAR_BACK).date()).select_related("advisor__team").in_order():
            by_advisor[row.advisor_id].append(row)
        return cls(at, by_advisor)

    def now(self, advisor: Advisor) -> Absence | None:
        """The absence they are in today, on their team's wall."""
        return self._on(advisor.pk, advisor.team.today(self.at))

    def ahead(self, advisor: Advisor) -> Absence | None:
        """The one they are in, or else the next that is known of."""
        today = advisor.team.today(self.at)
        return next((one for one in self._all(advisor.pk) if one.last_day is None or one.last_day >= today), None)

    def days(self, advisor: Advisor, after: date, until: date) -> int:
        """How many days away there were after the one and up to the other."""
        spans = ((max(one.first_day, after + timedelta(days=1)), min(one.last_day or until, until)) for one in self._all(advisor.pk))
        return sum(max((last - first).days + 1, 0) for first, last in spans)

    def falls_due(self, check_back: CheckBack) -> tuple[date, datetime] | None:
        """The day and the moment it is to be kept by: as promised, or else after their return. None while nobody knows of one."""
        advisor, team = check_back.advisor, check_back.team
        on, by = check_back.due_on, check_back.due_at
        now = self._on(advisor.pk, team.today(self.at))
        if now and on < now.first_day:
            on = now.first_day  # late before they went: nobody can come back to it before they do
        while absence := self._on(advisor.pk, on):
            if absence.last_day is None:
                return None
            shift = calendar.first_shift_after(absence.last_day, team, advisor.works_on)
            on, by = shift.day, shift.ends_at
        return on, by

    def holds(self, check_back: CheckBack) -> Absence | None:
        """The absence they are in now, where it would have been due before they return."""
        now = self._on(check_back.advisor_id, check_back.team.today(self.at))
        return now if now and (now.last_day is None or check_back.due_on <= now.last_day) else None

    def not_late(self) -> Q:
        """Promises that nobody could have kept yet, though their time has passed; `check_backs.exclude` takes it."""
        return self._waiting(lambda shift, today: shift.ends_at > self.at)

    def not_due(self) -> Q:
        """Those of them that nobody can keep today either."""
        return self._waiting(lambda shift, today: shift.day > today)

    def _waiting(self, still: Any) -> Q:
        found = Q(pk=None)
        for absences in self.absences.values():
            for one in absences:
                advisor, team = one.advisor, one.advisor.team
                today = team.today(self.at)
                if one.holds(today):
                    found |= Q(advisor=advisor, due_on__lte=one.last_day) if one.last_day else Q(advisor=advisor)
                elif one.last_day and one.last_day < today and self._returns(one, team, still, today):
                    found |= Q(advisor=advisor, due_on__range=(one.first_day, one.last_day))
        return found

    def _returns(self, absence: Absence, team: Team, still: Any, today: date) -> bool:
        """Whether the first shift after it is still to come; one that falls into another absence moves on past that."""
        last: date | None = absence.last_day
        while last:
            shift = calendar.first_shift_after(last, team, absence.advisor.works_on)
            further = self._on(absence.advisor_id, shift.day)
            if further is None:
                return bool(still(shift, today))
            last = further.last_day
        return True

    def _all(self, advisor: int) -> Iterable[Absence]:
        return self.absences.get(advisor, ())

    def _on(self, advisor: int, day: date) -> Absence | None:
        return next((one for one in self._all(advisor) if one.holds(day)), None)
