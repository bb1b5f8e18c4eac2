"""Coaching moments, promises to come back, things in the way and wishes; words we could not take in as they were; exports."""

from .amendment import Amendment
from .ask import Ask, AskQuerySet
from .barrier import Barrier, BarrierQuerySet
from .change import Change
from .check_back import CheckBack, CheckBackQuerySet
from .export import Export, ExportQuerySet
from .measure import Measure, Reading, ReadingQuerySet
from .reader import Reader
from .refusal import Refusal, RefusalQuerySet, TooMany
from .session import ComeBack, Session, SessionQuerySet
from .step import Step
from .total import Counted, Stale, Total, TotalQuerySet

__all__ = [
    "Amendment",
    "Ask",
    "AskQuerySet",
    "Barrier",
    "BarrierQuerySet",
    "Change",
    "CheckBack",
    "CheckBackQuerySet",
    "ComeBack",
    "Counted",
    "Export",
    "ExportQuerySet",
    "Measure",
    "Reader",
    "Reading",
    "ReadingQuerySet",
    "Refusal",
    "RefusalQuerySet",
    "Session",
    "SessionQuerySet",
    "Stale",
    "Step",
    "TooMany",
    "Total",
    "TotalQuerySet",
]
