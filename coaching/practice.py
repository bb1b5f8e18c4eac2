"""What a leader does, for that leader's own eyes: how much, how kept, how begun. Compared with nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from accounts.models import User
from coaching.models import Barrier, CheckBack
from coaching.people import LATELY, Chat
from coaching.record import GOOD_CATCH


@dataclass(frozen=True)
class Practice:
    """Two weeks. `kept` of the `due` promises were come back to; `good` of the `chats` began with something done well."""

    chats: int
    good: int
    kept: int
    due: int
    in_the_way: int

    @property
    def good_enough(self) -> bool:
        """At least one in three: people hear what works as well as what does not."""
        return self.good * 3 >= self.chats


def practice(leader: User, at: datetime, lately: list[Chat]) -> Practice:
    """From the chats of the last two weeks, in two queries: promises this person made or kept, and the list of hurdles."""
    own = [chat for chat in lately if chat.leader == leader.pk]
    mine = Q(session__leader=leader) | Q(answered_by=leader)
    due = CheckBack.objects.visible_to(leader, at).in_teams(leader.teams).filter(mine, due_at__range=(at - timedelta(days=LATELY), at))
    numbers = due.aggregate(due=Count("pk"), kept=Count("pk", filter=Q(answered_at__isnull=False)))
    in_the_way = Barrier.objects.visible_to(leader, at).open().count()
    return Practice(len(own), sum(chat.kind == GOOD_CATCH for chat in own), numbers["kept"], numbers["due"], in_the_way)
