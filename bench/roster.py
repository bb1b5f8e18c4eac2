"""`python -m bench.roster`: bringing in a roster beside the least that could hold it, in one run.

The least is `csv.DictReader` over the same file and one `bulk_create` of the rows, with no look, no teams, no history and no way back.
CPU seconds of this process, the kinds in turn within each round, the median of the rounds' ratios. A database of its own in a folder of
its own (SQLite), unless DATABASE_URL says otherwise; everything is rolled back after each turn.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="floorwalk-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "bench")
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/roster.sqlite3")

import django  # noqa: E402

django.setup()

import openpyxl  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from accounts.models import Advisor, Site, Team, User  # noqa: E402
from accounts.roster import deciding  # noqa: E402
from accounts.roster.columns import NAMES  # noqa: E402

Turn = Callable[[], object]
TEAM = 12  # advisors of one


def rows(people: int, moved: int = 0) -> list[list[str]]:
    """So many advisors in teams of twelve at ten sites; every `moved`th of them a team further on."""
    found = []
    for n in range(people):
        team = n // TEAM + (1 if moved and n % moved == 0 else 0)
        place = [f"Site {team % 10}", f"Team {team}"]
        found.append(["advisor", f"{n:06}", f"Person Number{n}", "", f"person{n}@example.com", *place, "", ""])
    return found


def as_csv(said: list[list[str]]) -> bytes:
    room = io.StringIO()
    csv.writer(room).writerows([list(NAMES), *said])
    return room.getvalue().encode()


def as_workbook(said: list[list[str]]) -> bytes:
    book, room = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in [list(NAMES), *said]:
        sheet.append(row)
    book.save(room)
    return room.getvalue()


def least(content: bytes, team: Team) -> None:
    found = csv.DictReader(io.StringIO(content.decode(), newline=""))
    Advisor.objects.bulk_create(
        [Advisor(name=row["name"], employee_number=row["employee_number"], email=row["email"], team=team) for row in found], 500
    )


def cpu(turn: Turn) -> float:
    """Seconds it takes; what it wrote is taken back."""
    with transaction.atomic():
        began = time.process_time()
        turn()
        took = time.process_time() - began
        transaction.set_rollback(True)
    connection.queries_log.clear()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=7000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    hr = User.objects.create_user("hr@example.com", "HR")
    team = Team.objects.create(site=Site.objects.create(name="Nowhere"), name="Nobody")
    content, book = as_csv(rows(asked.people)), as_workbook(rows(asked.people))
    moved = as_csv(rows(asked.people, moved=10))

    def look(file: bytes) -> object:
        made = deciding.look(hr, file, full=False)
        return made, deciding.planned(made)

    def take(file: bytes) -> None:
        made = deciding.look(hr, file, full=False)
        deciding.take_in(made.pk, hr, deciding.planned(made).digest)

    def undo() -> None:
        made = deciding.look(hr, moved, full=False)
        deciding.take_in(made.pk, hr, deciding.planned(made).digest)
        deciding.take_back(made.pk, hr)

    empty: dict[str, Turn] = {
        "least: csv and bulk_create": lambda: least(content, team),
        "look at it, all new, CSV": lambda: look(content),
        "look at it, all new, XLSX": lambda: look(book),
        "look, look again, take in, all new": lambda: take(content),
    }
    full: dict[str, Turn] = {
        "look at it, nothing to do": lambda: look(content),
        "look, look again, take in, a tenth moved": lambda: take(moved),
        "the same and undo it": undo,
    }
    took: dict[str, list[float]] = {name: [] for name in (*empty, *full)}
    for _round in range(asked.rounds):
        for name, turn in empty.items():
            took[name].append(cpu(turn))
    take(content)
    for _round in range(asked.rounds):
        for name, turn in full.items():
            took[name].append(cpu(turn))
    against = took["least: csv and bulk_create"]
    print(f"{asked.people} advisors, {connection.vendor}, {asked.rounds} rounds, CPU seconds and times the least")
    for name, seconds in took.items():
        ratio = statistics.median(one / other for one, other in zip(seconds, against, strict=True))
        print(f"{name:44} {statistics.median(seconds):7.2f} s {ratio:7.1f} ×")


if __name__ == "__main__":
    main()
