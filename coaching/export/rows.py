"""From sessions to the bytes of a CSV file, in ranges: constant memory, and no long reader in the database's way."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Q, QuerySet

from accounts.models import Advisor, Team, User
from cards.models import Edition
from coaching.models import SessionQuerySet

from .cells import Cells, Csv
from .columns import Column, Of
from .dialect import Dialect, Postgres, quoted
from .offsets import offsets

BOM = "\ufeff"
BEGAN = datetime(2015, 1, 1, tzinfo=UTC)  # no session is older
AT_ONCE = 900  # keys in one query: fewer than any SQLite takes
RANGES = (1_000, 5_000)  # sessions: the first bytes soon, then as many as fit a few megabytes
KEYS = {Of.TEAM: "team_id", Of.LEADER: "leader_id", Of.ADVISOR: "advisor_id", Of.EDITION: "edition_id"}
FIELDS = (
    "received_at", "id", *KEYS.values(), "held_at", "held_on", "step", "advisor_step", "next_step", "note", "made_offline",
    "amended_count", "withdrawn_at",
)  # fmt: skip
ADVISOR = 2 + list(KEYS).index(Of.ADVISOR)  # where its key stands in a row
# What came of the promise of that chat: the last one that was answered, else the one that is open. There is never more than one.
JOINS = """
JOIN accounts_team t ON t.id = s.team_id
LEFT JOIN coaching_checkback c ON c.session_id = s.id AND CASE WHEN c.answered_at IS NULL THEN c.after_id IS NULL
  ELSE NOT EXISTS (SELECT 1 FROM coaching_checkback n WHERE n.after_id = c.id AND n.answered_at IS NOT NULL) END
LEFT JOIN coaching_barrier b ON b.check_back_id = c.id AND c.outcome = 'in-the-way'"""
Row = tuple[Any, ...]


@dataclass
class Rows:
    """`sessions`: what the reader may see, narrowed, as asked for; what arrived after `at` is not among them.

    In the order in which they arrived. Where `until` is given, that says exactly what had come by then, as no clock can; with `since`,
    they are those that came or changed between the two (docs/decisions/0019). `count` and `advisors`, of whom they speak, grow
    while they are read.
    """

    sessions: SessionQuerySet
    columns: list[Column]
    at: datetime
    cells: Cells = field(default_factory=Csv)
    sheet: int = 2**62  # a range ends where as many rows are full
    until: int | None = None
    since: int | None = None
    count: int = field(default=0, init=False)
    advisors: set[int] = field(default_factory=set, init=False)
    _said: dict[Of, dict[Any, str]] = field(default_factory=dict, init=False)

    def csv(self) -> Iterator[bytes]:
        """The whole file, a range at a time: UTF-8 with BOM, RFC 4180 line ends, formulas made safe."""
        yield (BOM + ",".join(column.name for column in self.columns) + "\r\n").encode()
        for text, _size in self.texts():
            yield text.encode()

    def jsonl(self) -> Iterator[bytes]:
        """One object a line, UTF-8; all values are texts, each just as in the CSV file."""
        names = [column.name for column in self.columns]
        for text, _size in self.texts():
            lines = csv.reader(io.StringIO(text, newline=""))
            yield "".join([json.dumps(dict(zip(names, line, strict=True)), ensure_ascii=False) + "\n" for line in lines]).encode()

    def total(self) -> int:
        """How many there will be, counted."""
        return self._within().count()

    def first(self, size: int = 10) -> list[list[str]]:
        """The first rows, each cell as the file will have it."""
        rows = self._read(self._within(), size)
        return list(csv.reader(io.StringIO(self._lines(rows), newline="")))

    def texts(self) -> Iterator[tuple[str, int]]:
        """A range's rows as they are written, and how many they are."""
        for rows in self.ranges():
            yield self._lines(rows), len(rows)

    def ranges(self) -> Iterator[list[Row]]:
        """Moment of arrival and id, the keys of team, leader, advisor and edition, then the cells of the session's own."""
        want, sessions = RANGES[0], self._within()
        while rows := self._read(sessions, size := min(want, self.sheet - self.count % self.sheet)):
            self.count += len(rows)
            self.advisors.update(row[ADVISOR] for row in rows)
            yield rows
            if len(rows) < size:
                return
            want, sessions = RANGES[1], self._within().after(as_moment(rows[-1][0]), rows[-1][1])

    def _within(self) -> SessionQuerySet:
        if self.since is not None:
            return self.sessions.changed_between(self.since, self.until)
        if self.until is not None:
            return self.sessions.there_by(self.until, self.at)
        return self.sessions.filter(received_at__lte=self.at)

    def _read(self, sessions: SessionQuerySet, size: int) -> list[Row]:
        try:
            inner, params = sessions.order_by("received_at", "pk").values(*FIELDS)[:size].query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking
            return []
        keys = ", ".join(f"s.{name}" for name in ("received_at", "id", *KEYS.values()))
        # Of constants and of Django's own query; what anybody typed is among the parameters.
        sql = f"SELECT {', '.join([keys, *self._own])} FROM ({inner}) s {JOINS} ORDER BY s.received_at, s.id"  # noqa: S608
        with connections[self.sessions.db].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def _lines(self, rows: list[Row]) -> str:
        """The pieces of each row put together: a session's own as they come, those of others by their key."""
        self._learn(rows)
        before, between, after = self.cells.row
        own, pieces = iter(range(2 + len(KEYS), 2 + len(KEYS) + len(self._own))), []
        for of, _columns in self._pieces:
            pieces.append((next(own), None) if of is Of.SESSION else (2 + list(KEYS).index(of), self._said[of]))
        lines = [between.join([said[row[place]] if said else row[place] for place, said in pieces]) for row in rows]
        return before + (after + before).join(lines) + after if lines else ""

    @cached_property
    def _pieces(self) -> list[tuple[Of, list[Column]]]:
        """Columns that stand side by side and are of the same thing."""
        return [(of, list(columns)) for of, columns in groupby(self.columns, key=lambda column: column.of)]

    @cached_property
    def _own(self) -> list[str]:
        """The pieces that are the session's own, each one expression."""
        joint = f" || {quoted(self.cells.row[1])} || " if self.cells.row[1] else " || "
        return [joint.join(self.cells.own(column, self._dialect) for column in columns) for of, columns in self._pieces if of is Of.SESSION]

    def _learn(self, rows: list[Row]) -> None:
        """Of whom these rows speak and no row before did: their pieces are written, once."""
        for of, columns in self._pieces:
            if of is Of.SESSION:
                continue
            said, place = self._said.setdefault(of, {}), 2 + list(KEYS).index(of)
            new = sorted({row[place] for row in rows} - said.keys())
            for start in range(0, len(new), AT_ONCE):
                found = self._others(of).filter(pk__in=new[start : start + AT_ONCE])
                for pk, *values in found.values_list("pk", *(column.value for column in columns)):
                    said[pk] = self.cells.row[1].join(map(self.cells.said, columns, values))

    def _others(self, of: Of) -> QuerySet[Any, Any]:
        models = {Of.TEAM: Team, Of.LEADER: User, Of.ADVISOR: Advisor, Of.EDITION: Edition}
        found = models[of]._default_manager.using(self.sessions.db)
        return found.annotate(here_now=Q(left_at=None) | Q(left_at__gt=self.at)) if of is Of.ADVISOR else found.all()

    @cached_property
    def _dialect(self) -> Dialect:
        zones = Team.objects.using(self.sessions.db).order_by().values_list("time_zone", flat=True).distinct()
        spans = offsets(zones, BEGAN, self.at + timedelta(days=60))  # promises reach further than today
        return (Postgres if connections[self.sessions.db].vendor == "postgresql" else Dialect)(spans)


def as_moment(found: datetime | str) -> datetime:
    """SQLite hands a moment over without its zone, which is UTC."""
    moment = found if isinstance(found, datetime) else datetime.fromisoformat(found)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
