"""What is held of a leader that is theirs alone, whole: what they practised, meant to do first, and wrote down of telling the story."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from cards.models import StoryTold
from coaching.models import Commitment, Practising


def own(user: User) -> dict[str, list[Any]]:
    """By what it is, the oldest first; also for somebody who leads no team any more."""
    practised = Practising.objects.visible_to(user).order_by("began_on", "pk")
    meant = Commitment.objects.visible_to(user).order_by("on", "pk")
    told = StoryTold.objects.visible_to(user).order_by("on", "pk")
    return {
        "practised": list(practised.values("practice__name", "began_on", "asks_on", "outcome", "answered_on", "done")),
        "going_first": list(meant.values("words", "on", "made_at", "kept_on")),
        "told_the_story": list(told.values("story__headline", "team__name", "on", "asked", "said_at")),
    }
