"""Words kept for a leader to mend that are about one advisor: no key points at them, they say it inside."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import Advisor
from coaching.mending import words_of
from coaching.models import CheckBack, Refusal, Session

AT_ONCE = 500


def refusals_about(advisor: Advisor) -> QuerySet[Refusal]:
    """Those that name their id, or were meant for a session or a check-back of theirs."""
    sessions, check_backs = Session.objects.filter(advisor=advisor), CheckBack.objects.filter(advisor=advisor)
    theirs = Q(session_id__in=sessions.values("pk")) | Q(session_id__in=check_backs.values("pk"))
    inside = [row.pk for row in Refusal.objects.iterator(chunk_size=AT_ONCE) if words_of(row).get("advisor") == advisor.pk]
    return Refusal.objects.filter(theirs | Q(pk__in=inside)).order_by("received_at", "pk")
