"""How words and steps go, row by row: the same whether a rule says so or a leaver is erased."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import Advisor, Team
from coaching.models import Amendment, Barrier, CheckBack, Dispute, Session

WORDS: dict[str, Any] = {"note": "", "own_words": "", "own_words_at": None, "own_words_with": None, "withdrawn_because": ""}
ROUND_IT: dict[str, Any] = {"next_step": "", "seen_at": None, "took_ms": None, "claimed_held_at": None, "flags": []}
STEPS: dict[str, Any] = {"step": None, "advisor_step": None}


def words_go(sessions: QuerySet[Session]) -> None:
    """Whatever anybody typed beside these chats, in every version of it; what they will try stays with the steps."""
    keys = list(sessions.values_list("pk", flat=True))
    Amendment.objects.filter(session__in=keys).update(note="", reason="")
    Barrier.objects.filter(check_back__session__in=keys).update(words="", what_was_done="")
    Dispute.objects.filter(session__in=keys).update(because="", outcome="")
    Session.objects.filter(pk__in=keys).update(**WORDS)


def steps_go(sessions: QuerySet[Session]) -> None:
    """Where they stood and what they would try; and whose chats they were: they hang on their team's row that stands for nobody."""
    keys = list(sessions.values_list("pk", flat=True))
    Amendment.objects.filter(session__in=keys).update(**STEPS, next_step="")
    CheckBack.objects.filter(session__in=keys).update(step=None)
    Session.objects.filter(pk__in=keys).update(**STEPS)
    for team in Team.objects.filter(pk__in=Session.objects.filter(pk__in=keys).values("team")):
        hand_to(Advisor.nobody(team, f"team-{team.pk}"), Session.objects.filter(pk__in=keys, team=team))


def hand_to(nobody: Advisor, sessions: QuerySet[Session]) -> None:
    """From now on these chats, and the promises in them, hang on that row and on nobody's."""
    keys = list(sessions.values_list("pk", flat=True))
    Amendment.objects.filter(session__in=keys).update(next_step="")
    CheckBack.objects.filter(session__in=keys).update(advisor=nobody, claimed_answered_at=None)
    Barrier.objects.filter(check_back__session__in=keys).update(advisor=nobody)
    Session.objects.filter(pk__in=keys).update(**ROUND_IT, advisor=nobody)
