"""`python -m bench.insight`: card insight from its counts beside the same shares from the rows, as chats grow.

CPU milliseconds of the whole page in this process, on SQLite, for each span that may be asked for; the median of the rounds. It should
cost as much at a million chats as at a hundred thousand (1.0 ± 0.1). "From the rows" is the one query that it was made of before, once.
The tables are those of `bench.flat`; `--keep` names a folder for them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import flat_tables  # noqa: E402

flat_tables.TABLES = (100_000, 1_000_000)
flat_tables.PER_ADVISOR = (50,)

from django.core.management import call_command  # noqa: E402
from django.db.models import Count, Q  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Role, User  # noqa: E402
from coaching import rollup  # noqa: E402
from coaching.insight import SPANS, Span  # noqa: E402
from coaching.models import CheckBack  # noqa: E402


def designer() -> Client:
    user = User.objects.filter(email="designer@bench.example").first() or User.objects.create_user("designer@bench.example", "Dee")
    Role.grant(user, Role.Name.DESIGNER)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, weeks: int, rounds: int) -> float:
    took = []
    for _round in range(rounds + 1):
        started = time.process_time()
        answer = client.get(f"/insight/?weeks={weeks}")
        took.append((time.process_time() - started) * 1000)
        assert answer.status_code == 200
    return statistics.median(took[1:])


def raw(weeks: int) -> float:
    """By wording, whose and how many, without putting small groups together."""
    span, answered = Span.asked(str(weeks), timezone.now().date()), Q(answered_at__isnull=False)
    held = CheckBack.objects.filter(session__withdrawn_at=None, session__held_on__range=(span.first, span.last))
    counts = {
        "kept": Count("pk", filter=answered),
        "who": Count("advisor", distinct=True),
        "helped": Count("pk", filter=Q(outcome="helped")),
    }
    started = time.process_time()
    list(held.values("session__card", "session__edition").annotate(**counts).order_by())
    return (time.process_time() - started) * 1000


def measured(tables: flat_tables.Tables, rows: int, rounds: int) -> dict[int, tuple[float, float]]:
    """By span: the page, and the query from the rows."""
    tables.use(rows)
    call_command("migrate", verbosity=0)
    client, started = designer(), time.process_time()
    counted = rollup.run()
    print(
        f"  {rows:,}: counted {len(counted)} times four weeks, {1000 * (time.process_time() - started) / len(counted):.0f} ms each",
        flush=True,
    )
    return {weeks: (page(client, weeks, rounds), raw(weeks)) for weeks in SPANS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--keep", type=Path, help="a folder for the databases; used again when they are there")
    asked = parser.parse_args()
    tables = flat_tables.Tables(asked.keep or Path(tempfile.mkdtemp(prefix="floorwalk-insight-")))
    found = {rows: measured(tables, rows, asked.rounds) for rows in flat_tables.TABLES}
    few, many = (found[rows] for rows in flat_tables.TABLES)
    for weeks in SPANS:
        (page_few, rows_few), (page_many, rows_many) = few[weeks], many[weeks]
        print(
            f"{weeks:>3} weeks: {page_few:.1f} → {page_many:.1f} ms, {page_many / page_few:.2f} x (limit 1.1); "
            f"from the rows {rows_few:.0f} → {rows_many:.0f} ms, {rows_many / rows_few:.1f} x; "
            f"page beside rows 1/{rows_many / page_many:.0f}"
        )


if __name__ == "__main__":
    main()
