"""Coaching moments, promises to come back, things in the way, and words we could not take in as they were."""

from .amendment import Amendment
from .barrier import Barrier, BarrierQuerySet
from .check_back import CheckBack, CheckBackQuerySet
from .refusal import Refusal, RefusalQuerySet, TooMany
from .session import ComeBack, Session, SessionQuerySet
from .step import Step

__all__ = [
    "Amendment",
    "Barrier",
    "BarrierQuerySet",
    "CheckBack",
    "CheckBackQuerySet",
    "ComeBack",
    "Refusal",
    "RefusalQuerySet",
    "Session",
    "SessionQuerySet",
    "Step",
    "TooMany",
]
