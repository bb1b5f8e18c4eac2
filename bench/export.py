"""`python -m bench.export`: the HR export beside the database's own dump and the usual library, in one run.

CPU seconds of this process and its children, the kinds in turn within each round, the median of the rounds' ratios to the limit: the shell
of SQLite writing the same columns by one query (`sqlite3 -csv`, found on PATH; of another version than ours, mostly). The usual way is
`values_list().iterator()` with `csv.writer` over the same joins. Memory is the largest this process ever had, so it counts for all kinds
before it, too; "first" is until the first rows are there. Marks are those of performance.md. The data is `bench.flat_tables`'.
"""

from __future__ import annotations

import argparse
import csv
import io
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from django.db.models import Q  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.flat_tables import TABLES, Tables  # noqa: E402 - sets Django up
from coaching.export import Kind, Rows, chosen  # noqa: E402
from coaching.export.columns import Of  # noqa: E402
from coaching.export.dialect import cases  # noqa: E402
from coaching.export.rows import FIELDS, JOINS  # noqa: E402
from coaching.export.workbook import xlsx  # noqa: E402
from coaching.models import Change, Session  # noqa: E402

MARKS = {"csv": "≤ 0.75", "xlsx": "≤ 2.5", "usual": "3.3 in the trial"}
OTHERS = {Of.TEAM: "team__", Of.LEADER: "leader__", Of.ADVISOR: "advisor__", Of.EDITION: "edition__"}
DIMENSIONS = """JOIN accounts_site p ON p.id = t.site_id
JOIN accounts_user l ON l.id = s.leader_id JOIN accounts_advisor a ON a.id = s.advisor_id
JOIN cards_edition e ON e.id = s.edition_id JOIN cards_card k ON k.id = e.card_id LEFT JOIN cards_mindset m ON m.id = k.mindset_id
LEFT JOIN cards_skill q ON q.id = k.skill_id JOIN cards_practice r ON r.id = k.practice_id JOIN cards_kind i ON i.id = k.kind_id"""
SQL = {
    "site__name": "p.name", "card__number": "k.number", "card__mindset__name": "m.name", "card__skill__name": "q.name",
    "card__practice__name": "r.name", "card__kind__name": "i.name", "here_now": "CASE WHEN a.left_at IS NULL THEN 'yes' ELSE 'no' END",
}  # fmt: skip
LETTER = {Of.TEAM: "t", Of.LEADER: "l", Of.ADVISOR: "a", Of.EDITION: "e"}


def ours(kind: str) -> Iterator[bytes]:
    """As a page hands it over: what had come by then, and not in dispute."""
    rows = Rows(Session.objects.undisputed(), chosen(), timezone.now(), until=Change.up_to())
    return xlsx(rows, []) if kind == "xlsx" else rows.csv()


def usual() -> Iterator[bytes]:
    """As most projects do it; moments in UTC only."""
    promise = "check_backs__"
    own = {
        "c.due_at": f"{promise}due_at",
        "c.outcome": f"{promise}outcome",
        "c.answered_at": f"{promise}answered_at",
        "b.kind": f"{promise}barrier__kind",
    }
    paths = []
    for column in chosen():
        value = column.value
        of = own.get(value) or value.split()[0].removeprefix("s.")
        paths.append(of if column.of is Of.SESSION else OTHERS[column.of] + ("left_at" if value == "here_now" else value))
    room = io.StringIO()
    write = csv.writer(room)
    once = Q(check_backs=None) | Q(check_backs__after=None)
    for number, row in enumerate(Session.objects.filter(once).order_by("received_at", "pk").values_list(*paths).iterator(), 1):
        write.writerow(row)
        if number % 2000 == 0:
            yield room.getvalue().encode()
            room.seek(0)
            room.truncate()
    yield room.getvalue().encode()


def shell(file: Path) -> Iterator[bytes]:
    """The same columns by one query."""
    rows = Rows(Session.objects.all(), chosen(), timezone.now())
    says, cells = rows._dialect, []
    for column in rows.columns:
        if column.of is not Of.SESSION:
            cells.append(SQL.get(column.value, f"{LETTER[column.of]}.{column.value}"))
        elif column.words:
            cells.append(cases(column.value, {key: str(word) for key, word in column.words.items()}))
        else:
            writes: dict[Kind, Callable[[str], str]] = {
                Kind.ID: says.identity, Kind.WEEK: says.week, Kind.UTC: says.utc, Kind.LOCAL: says.local,
                Kind.YES_NO: lambda of: f"CASE WHEN {of} THEN 'yes' ELSE 'no' END",
            }  # fmt: skip
            cells.append(writes.get(column.kind, lambda of: of)(column.value))
    inner = str(Session.objects.order_by("received_at", "pk").values(*FIELDS).query)
    sql = f"SELECT {', '.join(cells)} FROM ({inner}) s {JOINS} {DIMENSIONS} ORDER BY s.received_at, s.id".replace("%%", "%")
    with subprocess.Popen(
        [shutil.which("sqlite3") or "sqlite3", "-csv", str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdin.write(sql.encode() + b";\n")
        child.stdin.close()
        while part := child.stdout.read(1 << 20):
            yield part


def cpu() -> float:
    """Of this process and of its children that have ended, seconds."""
    return sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, choices=TABLES, default=TABLES[-1])
    parser.add_argument("--keep", type=Path, help="a folder for the databases; used again when they are there")
    asked = parser.parse_args()
    tables = Tables(asked.keep or Path(tempfile.mkdtemp(prefix="floorwalk-export-")), asked.rows)
    tables.use(asked.rows)
    kinds: dict[str, Callable[[], Iterator[bytes]]] = {
        "limit": lambda: shell(tables.files[asked.rows]), "csv": lambda: ours("csv"), "xlsx": lambda: ours("xlsx"), "usual": usual,
    }  # fmt: skip
    took: dict[str, list[tuple[float, float, int]]] = {kind: [] for kind in kinds}
    for _round in range(asked.rounds):
        for kind, parts in kinds.items():
            began, started, size, first = cpu(), time.monotonic(), 0, 0.0
            for part in parts():
                size += len(part)
                first = first or (time.monotonic() - started if size > 2000 else 0.0)
            took[kind].append((cpu() - began, first, size))
    print(f"{Session.objects.count():,} sessions, {asked.rounds} rounds, SQLite")
    for kind, rounds in took.items():
        ratio = statistics.median(spent / limit for (spent, *_), (limit, *_) in zip(rounds, took["limit"], strict=True))
        spent, first, size = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(
            f"  {kind:6} {ratio:5.2f} x  {spent:6.1f} s CPU  first rows {first * 1000:5.0f} ms  {size / 1e6:6.1f} MB  {MARKS.get(kind, '')}"
        )
    print(f"  largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
