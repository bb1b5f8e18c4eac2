"""A handful of sessions put right afterwards, and two taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from coaching import calendar
from coaching.models import Session

from . import days, rows
from .hurdles import AMENDED_BECAUSE, WITHDRAWN_BECAUSE
from .rows import Ledger

SETTLED = timedelta(days=25)  # older than anything Today or the last weeks rest on


def mend(rng: Random, ledger: Ledger, now: datetime, amended: int, withdrawn: int) -> None:
    """Only what was seen and is some weeks old; the ones taken back had no promise."""
    old = [session for session in ledger.sessions if session.held_at < now - SETTLED and session.step]
    for session in rng.sample(old, amended):
        _amend(rng, ledger, session)
    without = [session for session in old if session.come_back == "none" and not session.amended_at]
    for place, session in enumerate(rng.sample(without, withdrawn)):
        session.withdrawn_at, session.withdrawn_by = _later(rng, session), session.leader
        session.withdrawn_because = WITHDRAWN_BECAUSE[place % len(WITHDRAWN_BECAUSE)]


def _later(rng: Random, session: Session) -> datetime:
    """The same shift, after it was logged."""
    shift = next(calendar.shifts_from(session.held_at, session.team))
    return days.between(rng, session.received_at, shift.ends_at, 0.1, 0.9)


def _amend(rng: Random, ledger: Ledger, session: Session) -> None:
    """The step most often; now and then what they will try."""
    at, step = _later(rng, session), session.step or 1
    if rng.random() < 0.7:
        moved = step + 1 if step < 3 else step - 1
        changes = {"step": moved, "advisor_step": None}
        ledger.amendments.append(rows.amend(session, rng.choice(AMENDED_BECAUSE[:2]), at, **changes))
    else:
        ledger.amendments.append(rows.amend(session, AMENDED_BECAUSE[2], at, next_step="Try it once before lunch and say how it went"))
