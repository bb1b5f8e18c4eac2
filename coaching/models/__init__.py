"""Coaching moments, promises to come back, things in the way and wishes; words not taken in as they were; what went out, who looked."""

from .amendment import Amendment
from .ask import Ask, AskQuerySet
from .audit_taking import AuditTaking, AuditTakingQuerySet
from .barrier import Barrier, BarrierQuerySet
from .card_week import CardWeek
from .change import Change
from .check_back import CheckBack, CheckBackQuerySet
from .cheer import Cheer, CheerQuerySet
from .comment import Comment, CommentFile, CommentFileQuerySet, CommentQuerySet, ToPlayBack, ToPlayBackQuerySet
from .commitment import Commitment, CommitmentQuerySet
from .data_pack import DataPack, DataPackQuerySet
from .data_request import DataRequest
from .dispute import Dispute, DisputeQuerySet
from .export import Export, ExportQuerySet
from .hold import Hold, HoldQuerySet
from .letting_go import Erasure, RetentionRun
from .measure import Measure, Reading, ReadingQuerySet
from .opening import Opening, OpeningQuerySet
from .permission_story import PermissionStory, PermissionStoryQuerySet
from .practising import Practising, PractisingQuerySet
from .reader import Reader
from .redaction import Redaction, RedactionQuerySet
from .refusal import Refusal, RefusalQuerySet, TooMany
from .saved_filter import SavedFilter, SavedFilterQuerySet
from .session import ComeBack, Session, SessionQuerySet
from .step import Step
from .story_act import StoryAct
from .story_moderation import StoryChanged
from .total import Counted, Stale, Total, TotalQuerySet

__all__ = [
    "Amendment",
    "Ask",
    "AskQuerySet",
    "AuditTaking",
    "AuditTakingQuerySet",
    "Barrier",
    "BarrierQuerySet",
    "CardWeek",
    "Change",
    "CheckBack",
    "CheckBackQuerySet",
    "Cheer",
    "CheerQuerySet",
    "ComeBack",
    "Comment",
    "CommentFile",
    "CommentFileQuerySet",
    "CommentQuerySet",
    "Commitment",
    "CommitmentQuerySet",
    "Counted",
    "DataPack",
    "DataPackQuerySet",
    "DataRequest",
    "Dispute",
    "DisputeQuerySet",
    "Erasure",
    "Export",
    "ExportQuerySet",
    "Hold",
    "HoldQuerySet",
    "Measure",
    "Opening",
    "OpeningQuerySet",
    "PermissionStory",
    "PermissionStoryQuerySet",
    "Practising",
    "PractisingQuerySet",
    "Reader",
    "Reading",
    "ReadingQuerySet",
    "Redaction",
    "RedactionQuerySet",
    "Refusal",
    "RefusalQuerySet",
    "RetentionRun",
    "SavedFilter",
    "SavedFilterQuerySet",
    "Session",
    "SessionQuerySet",
    "Stale",
    "Step",
    "StoryAct",
    "StoryChanged",
    "ToPlayBack",
    "ToPlayBackQuerySet",
    "TooMany",
    "Total",
    "TotalQuerySet",
]
