"""What a leader does, for that leader's own eyes: how much, how kept, how begun. Compared with nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Value

from accounts.models import User
from coaching.away import Away
from coaching.models import Barrier, CheckBack
from coaching.people import LATELY, Chat
from coaching.record import GOOD_CATCH

PROMISE, HURDLE = 1, 2


@dataclass(frozen=True)
class Practice:
    """Two weeks. `kept` of the `due` promises were come back to; `good` of the `chats` began with something done well.

    `days_waiting`: of what has been in the way for longest.
    """

    chats: int
    good: int
    kept: int
    due: int
    in_the_way: int
    days_waiting: int

    @property
    def good_enough(self) -> bool:
        """At least one in three: people hear what works as well as what does not."""
        return self.good * 3 >= self.chats


def practice(leader: User, away: Away, lately: list[Chat]) -> Practice:
    """From the chats of the last two weeks, in one query: promises this person made or kept, and the list of hurdles.

    A promise to somebody who was away, and that nobody could have kept yet, is not among those due.
    """
    at, own = away.at, [chat for chat in lately if chat.leader == leader.pk]
    mine = Q(session__leader=leader) | Q(answered_by=leader)
    due = (
        CheckBack.objects.visible_to(leader, at)
        .standing()
        .in_teams(leader.teams)
        .filter(mine, due_at__range=(at - timedelta(days=LATELY), at))
    )
    due = due.exclude(away.not_late() & Q(answered_at=None))
    hurdles = Barrier.objects.visible_to(leader, at).open()
    rows = list(
        due.values_list(Value(PROMISE), "answered_at", "team").union(hurdles.values_list(Value(HURDLE), "raised_at", "team"), all=True)
    )
    promised = [answered_at for what, answered_at, _team in rows if what == PROMISE]
    walls = {team.pk: team for team in leader.teams}
    waiting = [(walls[team].today(at) - walls[team].today(raised_at)).days for what, raised_at, team in rows if what == HURDLE]
    good = sum(chat.kind == GOOD_CATCH for chat in own)
    return Practice(len(own), good, sum(one is not None for one in promised), len(promised), len(waiting), max(waiting, default=0))


def days_in_the_way(leader: User, at: datetime) -> list[int]:
    """Of each thing in the way, how many days it has waited on its team's wall."""
    walls = {team.pk: team for team in leader.teams}
    rows = Barrier.objects.visible_to(leader, at).open().values_list("raised_at", "team")
    return [(walls[team].today(at) - walls[team].today(raised_at)).days for raised_at, team in rows]
