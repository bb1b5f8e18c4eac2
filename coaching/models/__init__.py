"""Coaching moments, promises to come back, things in the way and wishes; words we could not take in as they were; exports."""

from .amendment import Amendment
from .ask import Ask, AskQuerySet
from .barrier import Barrier, BarrierQuerySet
from .check_back import CheckBack, CheckBackQuerySet
from .cheer import Cheer, CheerQuerySet
from .export import Export, ExportQuerySet
from .measure import Measure, Reading, ReadingQuerySet
from .permission_story import PermissionStory, PermissionStoryQuerySet
from .reader import Reader
from .refusal import Refusal, RefusalQuerySet, TooMany
from .session import ComeBack, Session, SessionQuerySet
from .step import Step
from .story_act import StoryAct
from .story_moderation import StoryChanged
from .total import Counted, Stale, Total, TotalQuerySet

__all__ = [
    "Amendment",
    "Ask",
    "AskQuerySet",
    "Barrier",
    "BarrierQuerySet",
    "CheckBack",
    "CheckBackQuerySet",
    "Cheer",
    "CheerQuerySet",
    "ComeBack",
    "Counted",
    "Export",
    "ExportQuerySet",
    "Measure",
    "PermissionStory",
    "PermissionStoryQuerySet",
    "Reader",
    "Reading",
    "ReadingQuerySet",
    "Refusal",
    "RefusalQuerySet",
    "Session",
    "SessionQuerySet",
    "Stale",
    "Step",
    "StoryAct",
    "StoryChanged",
    "TooMany",
    "Total",
    "TotalQuerySet",
]
