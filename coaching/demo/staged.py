"""What the demo leader's Today shows, whatever the day and hour: placed by hand, the rest of the history grows around it.

`today` is the date on the team's wall; the shift at hand is the one running, or else the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Advisor
from coaching import calendar
from coaching.calendar import Shift
from coaching.models import CheckBack, ComeBack

from . import days
from .floor import Beat, Floor, InTheWay, Reply
from .hurdles import STILL_OPEN
from .words import NEXT_STEPS

# Last spoken with that many days ago; the one who has just joined, never.
QUIET = {"Harv Gill": 16, "Isla Reid": 19, "Liam Byrne": 23}
NEVER = {"Jamal Carter"}
# Whose barriers they are, in the order of STILL_OPEN, and the card it began with.
IN_THE_WAY_OF = [("Ewa Nowak", "who-what-by-when"), ("Femi Adeyemi", "solve-the-next-one-too"), ("Grace Liu", "am-i-allowed")]
# Enough of today's shift gone by for a chat to have been held in it.
ROOM = timedelta(minutes=45)


@dataclass
class Stage:
    floor: Floor

    def beats(self) -> list[Beat]:
        return [*self._due(), *self._barriers(), *self._quiet(), *self._this_week()]

    def _named(self, name: str) -> Advisor:
        return next(advisor for advisor in self.floor.crew.advisors if advisor.name == name)

    def _ago(self, days_ago: int) -> Shift:
        return days.on_day(days_ago, self.floor.crew.team, self.floor.now)

    def _before(self, days_before: int) -> Shift:
        """Counted back from the shift at hand: this and every one before it is over or running."""
        shift = calendar.shift_on(self.floor.at_hand.day - timedelta(days=days_before), self.floor.crew.team)
        assert shift is not None
        return shift

    def _in(self, shift: Shift, low: float = 0.2, high: float = 0.7) -> datetime:
        return days.between(self.floor.rng, shift.starts_at, min(shift.ends_at, self.floor.now), low, high)

    def _beat(self, at: datetime, name: str, card: str, come_back: str, *replies: Reply) -> Beat:
        return Beat(at, self._named(name), card, NEXT_STEPS[card][0], come_back, replies)

    def _due(self) -> Iterator[Beat]:
        """Three promises to keep in the shift at hand, one of them late; and one for later this week.

        Where the calendar has no room for a later one (a Sunday, a Monday before the shift), that one is among the three.
        """
        running = self.floor.now - self.floor.at_hand.starts_at > ROOM
        ahead = self._beat(self._in(self._before(0 if running else 1)), "Amara Okafor", "solve-the-next-one-too", ComeBack.THIS_WEEK)
        due = calendar.come_back(ComeBack.THIS_WEEK, ahead.at, self.floor.crew.team)
        yield ahead
        yield self._beat(self._in(self._before(3)), "Ben Hughes", "wait-one-more-beat", ComeBack.NEXT_SHIFT)
        no_chance = Reply(self._in(self._before(1)), CheckBack.Outcome.NO_CHANCE, then=ComeBack.NEXT_SHIFT)
        yield self._beat(self._in(self._before(2)), "Dev Patel", "a-kind-clear-no", ComeBack.NEXT_SHIFT, no_chance)
        ends_later = due is not None and due.ends_at > self.floor.at_hand.ends_at
        yield self._beat(self._in(self._before(1)), "Chloe Martin", "played-it-back", ComeBack.NEXT_SHIFT if ends_later else ComeBack.NONE)

    def _barriers(self) -> Iterator[Beat]:
        """Three things in the way, not cleared yet."""
        for (name, card), (waiting, kind, words) in zip(IN_THE_WAY_OF, STILL_OPEN, strict=True):
            raised = Reply(self._in(self._ago(waiting)), CheckBack.Outcome.IN_THE_WAY, in_the_way=InTheWay(kind, words))
            yield self._beat(self._in(self._ago(waiting + 1)), name, card, ComeBack.NEXT_SHIFT, raised)

    def _quiet(self) -> Iterator[Beat]:
        """The last word with those not spoken with lately: a promise, kept the same day."""
        for (name, days_ago), card in zip(QUIET.items(), ["already-in-the-notes", "told-them-early", "say-it-their-way"], strict=True):
            held, kept = self._in(self._ago(days_ago), 0.1, 0.4), self._in(self._ago(days_ago), 0.6, 0.9)
            yield self._beat(held, name, card, ComeBack.LATER_TODAY, Reply(kept, CheckBack.Outcome.HELPED))

    def _this_week(self) -> Iterator[Beat]:
        """The rest of the eight who were coached in the last seven days."""
        yield Beat(self._in(self._ago(4)), self._named("Ewa Nowak"))
        yield Beat(self._in(self._ago(2)), self._named("Kasia Zielińska"))
