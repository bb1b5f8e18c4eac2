"""Where the trail comes from: one source for each thing that somebody does with data, with the rows that record it.

A source names fields by the path of a lookup. What people typed about a chat is never among them, only what was said of an act.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Act, Invitation, Role, Roster, RosterExport, Token
from cards.models import Change, Publication
from coaching.models import (
    Amendment,
    AuditTaking,
    Comment,
    CommentFile,
    DataPack,
    DataRequest,
    Dispute,
    Erasure,
    Export,
    Hold,
    Opening,
    Reading,
    Redaction,
    RetentionRun,
    Session,
    StoryAct,
)  # fmt: skip

from .line import Line


@dataclass(frozen=True)
class Source:
    """`did` is what is written in a file, `called` what a page says; `about` leads to an advisor; `says` are details, by their path.

    Rows of one moment that say the same of the same `which` are one line: a file of results is one act, however long it is.
    """

    did: str
    called: Any
    model: type[Model]
    at: str
    by: str
    about: str = ""
    says: tuple[str, ...] = ()
    which: str = "pk"
    only: Q = field(default_factory=Q)  # of its rows

    def within(self, since: datetime, until: datetime) -> QuerySet[Any]:
        """Of these moments, the last not among them."""
        return self.model._default_manager.filter(self.only, Q(**{f"{self.at}__gte": since, f"{self.at}__lt": until}))

    def moments(self, before: datetime, most: int) -> list[datetime]:
        """Of its latest lines before that one, as many as there are, newest first."""
        rows = self.model._default_manager.filter(self.only, **{f"{self.at}__lt": before}).order_by(f"-{self.at}")
        return [at for at, _which in rows.values_list(self.at, self.which).distinct()[:most]]

    def lines(self, rows: QuerySet[Any]) -> list[Line]:
        by = (f"{self.by}_id", f"{self.by}__name") if self.by else ()
        about = (f"{self.about}__employee_number", f"{self.about}__name") if self.about else ()
        found = []
        for at, which, *rest in rows.order_by().values_list(self.at, self.which, *by, *about, *self.says).distinct():
            who_id, who = rest[: len(by)] or (None, "")
            number, whom = rest[len(by) : len(by) + len(about)] or ("", "")
            details = dict(zip(self.says, rest[len(by) + len(about) :], strict=True))
            found.append(Line(at, self.did, who_id, who or "", str(which), number, whom, details))
        return found


OWN = (Act.What.ROLE_GIVEN, Act.What.ROLE_TAKEN, Act.What.INVITED)
SOURCES = (
    Source("record-opened", _("opened a record"), Opening, "at", "reader", "advisor", ("what",)),
    Source("data-handed-over", _("handed over a record"), DataPack, "made_at", "made_by", "advisor", ("purpose", "rows", "sha256")),
    Source("export-taken", _("took out sessions"), Export, "made_at", "made_by", says=("purpose", "format", "notes", "rows", "sha256")),
    Source("audit-taken", _("took out this trail"), AuditTaking, "at", "by", says=("purpose", "first", "last", "rows", "sha256")),
    Source("session-put-right", _("put a chat right"), Amendment, "at", "by", "session__advisor", which="session_id"),
    Source("session-withdrawn", _("took a chat back"), Session, "withdrawn_at", "withdrawn_by", "advisor"),
    Source("hold-placed", _("placed a hold"), Hold, "placed_at", "owner", "advisor", ("reason", "last_day")),
    Source("hold-ended", _("ended a hold"), Hold, "ended_at", "ended_by", "advisor"),
    Source("words-taken-out", _("took words out of a record"), Redaction, "at", "by", "advisor", ("reason",)),
    Source("words-put-back", _("put words back into a record"), Redaction, "put_back_at", "put_back_by", "advisor"),
    Source("dispute-begun", _("said that a chat is in dispute"), Dispute, "at", "by", "session__advisor", which="session_id"),
    Source("dispute-settled", _("settled a dispute"), Dispute, "settled_at", "settled_by", "session__advisor", which="session_id"),
    Source("erased", _("erased somebody"), Erasure, "at", "by", says=("was", "reason")),
    Source("request-told", _("told somebody that their request has arrived"), DataRequest, "told_at", "told_by", "advisor", ("kind",)),
    Source("request-answered", _("answered a request"), DataRequest, "answered_at", "answered_by", "advisor", ("kind",)),
    Source(
        "let-go-by-rule", _("let go by rule"), RetentionRun, "at", "by", says=("words_before", "steps_before", "log_before", "held", "dry")
    ),
    Source("role-given", _("gave a role"), Role, "granted_at", "granted_by", says=("name", "user_id", "user__name")),
    Source("role-taken", _("took a role away"), Role, "ended_at", "ended_by", says=("name", "user_id", "user__name")),
    # Those two and the next have lines of their own, whoever gave them: the panel, or the company's own sign-in.
    Source("looked-after", _("looked after an account, a site or a team"), Act, "at", "by", says=("what", "name"), only=~Q(what__in=OWN)),
    Source("invited", _("invited somebody"), Invitation, "made_at", "made_by", says=("user_id", "user__name")),
    Source("token-made", _("made a token"), Token, "made_at", "made_by", says=("name", "scopes", "prefix")),
    Source("token-revoked", _("revoked a token"), Token, "revoked_at", "revoked_by", says=("name", "prefix")),
    Source("roster-taken-in", _("took in a roster"), Roster, "applied_at", "applied_by", says=("counts", "sha256")),
    Source("roster-undone", _("undid a roster"), Roster, "undone_at", "undone_by", says=("sha256",)),
    Source("roster-taken-out", _("took out the roster"), RosterExport, "made_at", "made_by", says=("rows", "sha256")),
    Source("comments-brought-in", _("brought in customers' words"), CommentFile, "brought_at", "brought_by", says=("lines",)),
    Source("comments-undone", _("took a file of customers' words back"), CommentFile, "undone_at", "undone_by", says=("lines",)),
    Source(
        "comment-sent-in", _("sent in a customer's words"), Comment, "brought_at", "brought_by", says=("site__name",), only=Q(file=None)
    ),
    Source("comment-withdrawn", _("took a customer's words back"), Comment, "withdrawn_at", "withdrawn_by", says=("site__name", "week")),
    Source("results-brought-in", _("brought in results"), Reading, "received_at", "received_by", which="measure__slug"),
    Source("story-moderated", _("decided on a permission story"), StoryAct, "at", "by", says=("act",), which="story_id"),
    Source("wording-decided", _("decided on a wording"), Publication, "at", "by", says=("act", "card__slug")),
    Source("content-changed", _("changed content"), Change, "at", "by", says=("model", "row")),
)
CALLED = {source.did: source.called for source in SOURCES}
