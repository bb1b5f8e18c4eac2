"""What goes by rule, and when: words after some months, whose chats and steps they were after more, the log last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import NOBODY, Absence, Advisor, OneTimeLink, User
from coaching import rollup
from coaching.counting import period_of
from coaching.mending import words_of
from coaching.models import (
    Amendment,
    Ask,
    AuditTaking,
    Barrier,
    CheckBack,
    Comment,
    CommentFile,
    Commitment,
    DataPack,
    DataRequest,
    Dispute,
    Export,
    Hold,
    Opening,
    Practising,
    Redaction,
    Refusal,
    RetentionRun,
    Session,
)
from coaching.personal.letting_go import steps_go, words_go
from coaching.personal.taken_out import TakenOut
from coaching.personal.texts import texts

BATCH = 500  # rows in one transaction: the database's one writer is not held up for long


@dataclass(frozen=True)
class Rule:
    """`rows` are those that are due; `go` lets some of them go."""

    what: str
    rows: QuerySet[Any]
    go: Callable[[QuerySet[Any]], Any]


@dataclass(frozen=True)
class Retention:
    """What is due on that day. `steps_before` is the beginning of four weeks of the totals, which are closed by it."""

    today: date

    @cached_property
    def words_before(self) -> date:
        return self._ago(settings.KEEP_WORDS_MONTHS)

    @cached_property
    def steps_before(self) -> date:
        return period_of(self._ago(settings.KEEP_STEPS_MONTHS))

    @cached_property
    def log_before(self) -> date:
        return self._ago(settings.KEEP_LOG_MONTHS)

    def _ago(self, months: int) -> date:
        return months_before(self.today, months)

    @cached_property
    def held(self) -> set[int]:
        """Advisors on legal hold that day: nothing of theirs goes."""
        return set(Hold.objects.in_force(self.today).values_list("advisor", flat=True))

    def rules(self) -> Iterator[Rule]:
        """In the order in which they go; the last looks at what the others have left."""
        yield from [
            Rule("words of chats", self._words(), words_go),
            Rule("words not taken in", self._refused(), _deleted),
            Rule("customers' comments", Comment.objects.filter(week__lt=self.words_before), _deleted),
            Rule("files of comments", CommentFile.objects.filter(comments=None, brought_at__date__lt=self.log_before), _deleted),
            Rule("leaders' own commitments", Commitment.objects.filter(on__lt=self.words_before), _deleted),
            Rule("leaders' own weeks of practice", self._practised(), _deleted),
            Rule("whose chats and steps", self._steps(), steps_go),
            Rule("days away", self._of(Absence).filter(last_day__lt=self.steps_before), _deleted),
            Rule("asks", self._of(Ask).filter(asked_at__date__lt=self.steps_before), _deleted),
            Rule("one-time links", self._of(OneTimeLink).filter(ends_at__date__lt=self.log_before), _deleted),
            Rule("who looked", self._of(Opening).filter(on__lt=self.log_before), _deleted),
            Rule("that words were taken out", self._of(Redaction).filter(at__date__lt=self.log_before), _deleted),
            Rule("records handed over", self._of(DataPack).filter(made_at__date__lt=self.log_before), _deleted),
            Rule("who took the trail", AuditTaking.objects.filter(ends=None, at__date__lt=self.log_before), _deleted),
            Rule("requests answered", self._of(DataRequest).filter(answered_at__date__lt=self.log_before), _deleted),
            Rule("who was in an export", self._of(Export.advisors.through).filter(export__made_at__date__lt=self.log_before), _deleted),
        ]
        yield Rule("words that were taken out", self._taken_out(), _words_of_it)

    def _of(self, model: Any) -> QuerySet[Any]:
        return model._default_manager.exclude(advisor__in=self.held)

    def _words(self) -> QuerySet[Session]:
        """Chats held before that day of which any word is left, in whatever place."""
        amended = Amendment.objects.exclude(note="", reason="").values("session")
        disputed = Dispute.objects.exclude(because="", outcome="").values("session")
        hurdles = Barrier.objects.exclude(words="", what_was_done="").values("check_back__session")
        left = ~Q(note="") | ~Q(own_words="") | ~Q(withdrawn_because="") | Q(pk__in=amended) | Q(pk__in=hurdles) | Q(pk__in=disputed)
        due: QuerySet[Session] = self._of(Session).filter(left, held_on__lt=self.words_before)
        return due

    def _refused(self) -> QuerySet[Refusal]:
        due = Refusal.objects.filter(received_at__date__lt=self.words_before)
        if not self.held:
            return due
        theirs = Session.objects.filter(advisor__in=self.held), CheckBack.objects.filter(advisor__in=self.held)
        inside = [row.pk for row in due.iterator(chunk_size=BATCH) if words_of(row).get("advisor") in self.held]
        return due.exclude(Q(pk__in=inside) | Q(session_id__in=theirs[0].values("pk")) | Q(session_id__in=theirs[1].values("pk")))

    def _taken_out(self) -> QuerySet[Redaction]:
        """Of which nothing is left to be taken out: until then they are what keeps it out."""
        old = self._of(Redaction).filter(at__date__lt=self.words_before).exclude(taken_out="").select_related("advisor")
        needed = [row.pk for row in old if any(TakenOut([row.taken_out]).stands_in(one.words) for one in texts(row.advisor))]
        due: QuerySet[Redaction] = old.exclude(pk__in=needed)
        return due

    def _practised(self) -> QuerySet[Practising]:
        """Those of long ago; and what nobody answered, as soon as nobody is asked any more: a day later than any team's wall."""
        return Practising.objects.filter(began_on__lt=self.words_before) | Practising.objects.left(self.today - timedelta(days=1))

    def _steps(self) -> QuerySet[Session]:
        """With their promises: one that falls due later waits, and so does its chat."""
        later = CheckBack.objects.filter(due_on__gte=self.steps_before).values("session")
        theirs = Advisor.objects.filter(employee_number__startswith=NOBODY)
        due: QuerySet[Session] = self._of(Session).filter(held_on__lt=self.steps_before)
        return due.exclude(Q(pk__in=later) | Q(advisor__in=theirs))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def dry_run(by: User | None = None, at: datetime | None = None) -> RetentionRun:
    """What would go now, counted and kept on record; nothing goes."""
    at = at or timezone.now()
    due = Retention(at.date())
    return _record(due, at, went={rule.what: rule.rows.count() for rule in due.rules()}, dry=True, by=by)


def run(at: datetime | None = None) -> RetentionRun:
    """Let it go. The totals are counted once more before, and closed: they stay. Broken off, the next run does the rest."""
    at = at or timezone.now()
    rollup.run(at)
    due = Retention(at.date())
    record = _record(due, at)
    record.went = {rule.what: _let_go(rule) for rule in due.rules()}
    record.save(update_fields=["went"])
    return record


def _record(due: Retention, at: datetime, **more: Any) -> RetentionRun:
    days = {"words_before": due.words_before, "steps_before": due.steps_before, "log_before": due.log_before}
    return RetentionRun.objects.create(at=at, held=len(due.held), **days, **more)


def _let_go(rule: Rule) -> int:
    went = 0
    while keys := list(rule.rows.order_by().values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rule.go(rule.rows.model._default_manager.filter(pk__in=keys))
        went += len(keys)
    return went


def _words_of_it(rows: QuerySet[Any]) -> None:
    rows.update(taken_out="")


def _deleted(rows: QuerySet[Any]) -> None:
    rows.delete()
