"""What advisors did with their record: read it, put words of their own beside some of it, asked for something."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from cards.models import Skill
from coaching.models import Ask

from .rows import Ledger

SEEN, SPOKEN = 0.6, 0.07  # shares of what is more than a day old
WORDS = [
    "It felt odd the first time. Less odd now.",
    "I'd have done it sooner, but the screen was still loading.",
    "The customer laughed, so I'll keep it.",
    "Harder with somebody who talks without a break.",
    "I think I was further on with this than it says.",
    "Amara showed me how she does it, that helped.",
    "I want to try this on chat as well.",
]


def speak(rng: Random, ledger: Ledger, now: datetime) -> None:
    """A word on the leader's phone now and then, most of them later on their own page."""
    older = [session for session in ledger.sessions if session.held_at < now - timedelta(days=1)]
    for session in older:
        if rng.random() < SEEN:
            session.seen_at = min(session.received_at + timedelta(hours=rng.randint(1, 60)), now)
        if rng.random() < SPOKEN and not session.withdrawn_at:
            session.own_words, session.own_words_at = rng.choice(WORDS), session.received_at + timedelta(minutes=5)
            session.own_words_with = session.leader if rng.random() < 0.3 else None
    skills = list(Skill.objects.order_by("number"))
    asking = sorted({session.advisor for session in older}, key=lambda advisor: advisor.name)[5:6]
    ledger.asks += [Ask(advisor=advisor, skill=rng.choice(skills), asked_at=now - timedelta(hours=20)) for advisor in asking]
