"""The words of each database for what a cell is made of. Each method gives an SQL expression; none is ever NULL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from .offsets import Spans, sign


def quoted(words: str) -> str:
    """A string in SQL. No per cent sign may stand alone in a query with parameters."""
    return "'" + words.replace("'", "''").replace("%", "%%") + "'"


def cases(of: str, words: Mapping[object, str]) -> str:
    """One of these words, by value; nothing for any other."""
    when = " ".join(f"WHEN {value if isinstance(value, int) else quoted(str(value))} THEN {quoted(word)}" for value, word in words.items())
    return f"CASE {of} {when} ELSE '' END"


class Dialect:
    """SQLite's; `Postgres` says where that database differs. `spans`: of each time zone, from when which offset was kept."""

    within = "instr"

    def __init__(self, spans: Mapping[str, Spans]) -> None:
        self.spans = spans

    def identity(self, of: str) -> str:
        """A UUID as people know it."""
        return " || '-' || ".join(f"substr({of}, {start}, {long})" for start, long in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12)))

    def week(self, day: str) -> str:
        """2026-W11, by ISO 8601."""
        return f"strftime('%%G-W%%V', {day})"

    def number(self, of: str) -> str:
        return f"coalesce({of} || '', '')"

    def utc(self, of: str) -> str:
        """2026-03-09T10:15:00Z"""
        return f"coalesce(substr({of}, 1, 10) || 'T' || substr({of}, 12, 8) || 'Z', '')"

    def local(self, of: str) -> str:
        """2026-03-09T10:15:00+00:00 on the wall of the team."""
        return f"coalesce({self.by_offset(of, lambda offset: self.shifted(of, offset))}, '')"

    def serial(self, of: str, on_the_wall: bool) -> str:
        """Days since 1899-12-30, as spreadsheets count them, to the second. Not for a moment that is not there."""
        return self.by_offset(of, lambda offset: self.days(of, offset)) if on_the_wall else self.days(of, timedelta())

    def by_offset(self, of: str, says: Callable[[timedelta], str]) -> str:
        """What holds for the offset that was kept then in the team's time zone."""
        zones = [f"WHEN {quoted(name)} THEN {self._then(of, spans, says)}" for name, spans in self.spans.items()]
        return f"CASE t.time_zone {' '.join(zones)} END" if zones else "NULL"

    def _then(self, of: str, spans: Spans, says: Callable[[timedelta], str]) -> str:
        """The latest span first: most rows are of it."""
        whens = [f"WHEN {of} >= {quoted(f'{start:%Y-%m-%d %H:%M:%S}')} THEN {says(offset)}" for start, offset in spans[:0:-1]]
        return f"CASE {' '.join(whens)} ELSE {says(spans[0][1])} END" if whens else says(spans[0][1])

    def shifted(self, of: str, offset: timedelta) -> str:
        minutes = int(offset.total_seconds() // 60)
        moved = f"datetime({of}, '{minutes:+d} minutes')" if minutes else of
        return f"substr({moved}, 1, 10) || 'T' || substr({moved}, 12, 8) || '{sign(minutes)}'"

    def days(self, of: str, offset: timedelta) -> str:
        # To a millionth of a second: LibreOffice cuts off what is less than a second, and 20:00 must not become 19:59:59.
        return f"printf('%%.12f', (strftime('%%s', substr({of}, 1, 19)) + {int(offset.total_seconds())}) / 86400.0 + 25569)"


class Postgres(Dialect):
    within = "strpos"

    def identity(self, of: str) -> str:
        return f"{of}::text"

    def week(self, day: str) -> str:
        return f"""to_char({day}, 'IYYY-"W"IW')"""

    def number(self, of: str) -> str:
        return f"coalesce({of}::text, '')"

    def utc(self, of: str) -> str:
        return f"""coalesce(to_char({of} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')"""

    def shifted(self, of: str, offset: timedelta) -> str:
        minutes = int(offset.total_seconds() // 60)
        return f"""to_char(({of} AT TIME ZONE 'UTC') + interval '{minutes} minutes', 'YYYY-MM-DD"T"HH24:MI:SS') || '{sign(minutes)}'"""

    def days(self, of: str, offset: timedelta) -> str:
        seconds = f"extract(epoch FROM date_trunc('second', {of})) + {int(offset.total_seconds())}"
        return f"to_char(({seconds}) / 86400 + 25569, 'FM9999990.000000000000')"
