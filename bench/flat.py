"""`python -m bench.flat`: whether pages stay as quick when much has been logged: 1, 50 and 500 sessions an advisor, and ten thousand,
a hundred thousand and a million sessions in the table.

CPU milliseconds of one request in this process, on SQLite, the sizes in turn within each round, so that a busy machine harms them alike;
the median of the rounds' ratios to the smallest size is shown (flat is 1.0 x). The measured teams are the same in every table; what
fills it up belongs to other teams, over three years. Databases are made anew in a temporary folder, `--keep` names one to use again.
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

from bench.flat_tables import PER_ADVISOR, TABLES, Tables  # noqa: E402

LIMIT = 1.1


def measured(tables: Tables, rounds: int) -> dict[tuple[int, int, str], list[float]]:
    """By (rows in the table, sessions an advisor, page): milliseconds, one a round."""
    took: dict[tuple[int, int, str], list[float]] = {}
    for each in range(rounds + 3):  # the first three are for warming up
        for rows in TABLES:
            tables.use(rows)
            for sessions in PER_ADVISOR:
                for page, address in tables.addresses(sessions).items():
                    started = time.process_time()
                    answer = tables.clients[sessions].get(address)
                    answer.content  # noqa: B018 - all of it
                    spent = (time.process_time() - started) * 1000
                    assert answer.status_code == 200, f"{address}: {answer.status_code}"
                    if each >= 3:
                        took.setdefault((rows, sessions, page), []).append(spent)
    return took


def line(page: str, sizes: list[list[float]]) -> str:
    ratios = [statistics.median(much / little for much, little in zip(size, sizes[0], strict=True)) for size in sizes]
    late = "" if all(ratio <= LIMIT for ratio in ratios) else f"  ← over {LIMIT} x"
    shown = "".join(f"{ratio:>8.2f} x ({statistics.median(size):5.1f} ms)" for ratio, size in zip(ratios, sizes, strict=True))
    return f"  {page:10}{shown}{late}"


def report(took: dict[tuple[int, int, str], list[float]]) -> None:
    pages = list(dict.fromkeys(page for _rows, _sessions, page in took))
    print(f"\nSessions an advisor: {', '.join(map(str, PER_ADVISOR))}, of {TABLES[0]:,} in the table")
    for page in pages:
        print(line(page, [took[TABLES[0], sessions, page] for sessions in PER_ADVISOR]))
    print(f"\nSessions in the table: {', '.join(f'{rows:,}' for rows in TABLES)}, {PER_ADVISOR[1]} an advisor")
    for page in pages:
        print(line(page, [took[rows, PER_ADVISOR[1], page] for rows in TABLES]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--keep", type=Path, help="a folder for the databases; used again when they are there")
    asked = parser.parse_args()
    tables = Tables(asked.keep or Path(tempfile.mkdtemp(prefix="floorwalk-flat-")))
    print(f"{asked.rounds} rounds on SQLite; queries a page: {tables.queries()}")
    report(measured(tables, asked.rounds))


if __name__ == "__main__":
    main()
