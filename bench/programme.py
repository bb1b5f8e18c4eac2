"""`python -m bench.programme`: the programme page from its totals beside the same figures from the rows, as chats grow.

CPU milliseconds in this process, on SQLite; the median of the rounds. The totals should cost as much at a million chats as at a
hundred thousand (1.0 ± 0.05), and a hundredth of the rows at the most. The tables are those of `bench.flat` with eight sites instead
of one; `--keep` names a folder for them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import flat_tables  # noqa: E402

flat_tables.TABLES = (100_000, 1_000_000)
flat_tables.PER_ADVISOR = (50,)

from django.db.models import Count  # noqa: E402

from accounts.models import Role, Site, Team, User  # noqa: E402
from coaching import rollup  # noqa: E402
from coaching.models import CheckBack, Session  # noqa: E402
from coaching.programme import Programme  # noqa: E402

SITES, SPAN = 8, 52


def sites() -> None:
    """Every team at one of eight sites, in turn."""
    places = [Site.objects.get_or_create(name=f"Site {n}")[0].pk for n in range(SITES)]
    for n in range(SITES):
        ids = list(Team.objects.order_by("pk").values_list("pk", flat=True))[n::SITES]
        Team.objects.filter(pk__in=ids).update(site=places[n])


def sponsor() -> User:
    user = User.objects.filter(email="sponsor@bench.example").first() or User.objects.create_user("sponsor@bench.example", "Sam")
    Role.grant(user, Role.Name.SPONSOR)
    return user


def totals(user: User, site: int | None) -> Callable[[], Any]:
    def read() -> Any:
        page = Programme(user, site, SPAN)
        return page.weeks, page.cards, page.hurdles, page.skills, page.sites, page.kept, page.reach, page.good

    return read


def raw(user: User) -> Callable[[], Any]:
    """The same weeks, without looking at who may be shown."""
    page = Programme(user, None, SPAN)
    held = Session.objects.standing().held_between(page.first, page.ends)
    due = CheckBack.objects.filter(session__withdrawn_at=None, due_on__range=(page.first, page.ends))

    def read() -> Any:
        return (
            list(held.values("held_on").annotate(n=Count("pk"), people=Count("advisor", distinct=True)).order_by()),
            list(held.values("card").annotate(n=Count("pk")).order_by()),
            list(held.values("card__skill", "step").annotate(n=Count("pk")).order_by()),
            list(held.values("team__site").annotate(n=Count("pk"), people=Count("advisor", distinct=True)).order_by()),
            list(due.values("team__site").annotate(n=Count("pk"), kept=Count("answered_at")).order_by()),
        )

    return read


def cost(read: Callable[[], Any], rounds: int) -> float:
    took = []
    for _round in range(rounds + 1):
        started = time.process_time()
        read()
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took[1:])


def measured(tables: Any, rows: int, rounds: int) -> tuple[float, float, float]:
    tables.use(rows)
    sites()
    user = sponsor()
    started = time.process_time()
    counted = rollup.run()
    spent = time.process_time() - started
    print(f"  {rows:,}: counted {len(counted)} times four weeks, {1000 * spent / len(counted):.0f} ms each", flush=True)
    one = Site.objects.order_by("name").values_list("pk", flat=True)[1]
    return cost(totals(user, None), rounds), cost(totals(user, one), rounds), cost(raw(user), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="a folder for the databases; used again when they are there")
    asked = parser.parse_args()
    tables = flat_tables.Tables(asked.keep or Path(tempfile.mkdtemp(prefix="floorwalk-programme-")))
    found = {rows: measured(tables, rows, asked.rounds) for rows in flat_tables.TABLES}
    for rows, (everywhere, one, rows_cost) in found.items():
        dearer = f"from the rows {rows_cost:.0f} ms: {rows_cost / everywhere:.0f} x"
        print(f"{rows:>10,} chats: all sites {everywhere:.1f} ms, one {one:.1f} ms, {dearer}")
    few, many = (found[rows] for rows in flat_tables.TABLES)
    names = ("all sites", "one site", "from the rows")
    growth = ", ".join(f"{name} {b / a:.2f} x" for name, a, b in zip(names, few, many, strict=True))
    print(f"growth at {flat_tables.TABLES[1] // flat_tables.TABLES[0]} times the chats: {growth} (limit for totals 1.05)")


if __name__ == "__main__":
    main()
