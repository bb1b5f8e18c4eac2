"""How a value becomes a cell: by Python for the few that are said again and again, by the database for those of each row.

Times are ISO 8601 with their offset, whole seconds. CSV cells are quoted by RFC 4180. A text that a spreadsheet would take for a formula
gets an apostrophe before it, which stays readable (OWASP, CSV Injection).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from .columns import Column, Kind
from .offsets import Spans, sign

FORMULA = "=+-@\t\r\n＝＋－＠"  # spreadsheets read the wide ones as formulas too


def csv_cell(column: Column, value: Any) -> str:
    """As `Dialect.cell` writes it."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.YES_NO:
        return "yes" if value else "no"
    return text(str(value)) if column.kind is Kind.TEXT else str(value)


def text(words: str) -> str:
    """Free words, quoted; a double quote is doubled."""
    guard = "'" if words[:1] in FORMULA else ""
    return '"' + guard + words.replace('"', '""') + '"'


def quoted(words: str) -> str:
    """A string in SQL. No per cent sign may stand alone in a query with parameters."""
    return "'" + words.replace("'", "''").replace("%", "%%") + "'"


def cases(of: str, words: Mapping[Any, str]) -> str:
    """One of these words, by value; nothing for any other."""
    when = " ".join(f"WHEN {value if isinstance(value, int) else quoted(value)} THEN {quoted(word)}" for value, word in words.items())
    return f"CASE {of} {when} ELSE '' END"


class Dialect:
    """SQLite's; `Postgres` says where that database differs. Each method gives an SQL expression, a text and never NULL."""

    def __init__(self, spans: Mapping[str, Spans]) -> None:
        self.spans = spans

    def cell(self, column: Column) -> str:
        """A session's own value, as a CSV cell."""
        of = column.value
        if column.name == "session_id":
            return self.identity(of)
        if column.name == "iso_week":
            return self.week(of)
        if column.words:  # one with a comma in it is quoted
            return cases(of, {key: f'"{word}"' if "," in str(word) else str(word) for key, word in column.words.items()})
        if column.kind is Kind.YES_NO:
            return f"CASE WHEN {of} THEN 'yes' ELSE 'no' END"
        return {Kind.TEXT: self.text, Kind.NUMBER: self.number, Kind.UTC: self.utc, Kind.LOCAL: self.local}[column.kind](of)

    def text(self, of: str) -> str:
        guard = f"instr({quoted(FORMULA)}, substr({of}, 1, 1)) > 0"
        return f"""CASE WHEN {of} = '' THEN '' ELSE '"' || CASE WHEN {guard} THEN '''' ELSE '' END || replace({of}, '"', '""') || '"' END"""

    def identity(self, of: str) -> str:
        """A UUID as people know it."""
        return " || '-' || ".join(f"substr({of}, {start}, {long})" for start, long in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12)))

    def number(self, of: str) -> str:
        return f"coalesce({of} || '', '')"

    def utc(self, of: str) -> str:
        """2026-03-09T10:15:00Z"""
        return f"coalesce(substr({of}, 1, 10) || 'T' || substr({of}, 12, 8) || 'Z', '')"

    def local(self, of: str) -> str:
        """2026-03-09T10:15:00+00:00 on the wall of the team."""
        zones = [f"WHEN {quoted(name)} THEN {self.on_the_wall(of, spans)}" for name, spans in self.spans.items()]
        return f"CASE WHEN {of} IS NULL THEN '' ELSE CASE t.time_zone {' '.join(zones)} END END" if zones else "''"

    def on_the_wall(self, of: str, spans: Spans) -> str:
        """The latest span first: most rows are of it."""
        whens = [f"WHEN {of} >= {quoted(f'{start:%Y-%m-%d %H:%M:%S}')} THEN {self.shifted(of, offset)}" for start, offset in spans[:0:-1]]
        first = self.shifted(of, spans[0][1])
        return f"CASE {' '.join(whens)} ELSE {first} END" if whens else first

    def shifted(self, of: str, offset: timedelta) -> str:
        minutes = int(offset.total_seconds() // 60)
        moved = f"datetime({of}, '{minutes:+d} minutes')" if minutes else of
        return f"substr({moved}, 1, 10) || 'T' || substr({moved}, 12, 8) || '{sign(minutes)}'"

    def week(self, day: str) -> str:
        """2026-W11, by ISO 8601."""
        return f"strftime('%%G-W%%V', {day})"


class Postgres(Dialect):
    def text(self, of: str) -> str:
        return super().text(of).replace("instr(", "strpos(")

    def identity(self, of: str) -> str:
        return f"{of}::text"

    def number(self, of: str) -> str:
        return f"coalesce({of}::text, '')"

    def utc(self, of: str) -> str:
        return f"""coalesce(to_char({of} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')"""

    def on_the_wall(self, of: str, spans: Spans) -> str:
        return super().on_the_wall(of, [(start, offset) for start, offset in spans])

    def shifted(self, of: str, offset: timedelta) -> str:
        minutes = int(offset.total_seconds() // 60)
        return f"""to_char(({of} AT TIME ZONE 'UTC') + interval '{minutes} minutes', 'YYYY-MM-DD"T"HH24:MI:SS') || '{sign(minutes)}'"""

    def week(self, day: str) -> str:
        return f"""to_char({day}, 'IYYY-"W"IW')"""
