"""`python -m bench.data --size company --seed 28`: a company's data into an empty database, SQLite or PostgreSQL.

`--into` is a file or an address (`postgres://…`); it gets the tables, the programme's content, the people and their chats, and the totals
of the programme page where `--rollup` says so. Prints how much it is, what a chat weighs in bytes, indexes included, and a digest: the same
size, seed and last day give the same. Nobody in it can sign in; everybody is made up.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.data.sizes import SIZES  # noqa: E402


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--seed", type=int, default=28)
    parser.add_argument("--until", type=date.fromisoformat, default=datetime.now(UTC).date(), help="nothing is of that day or later")
    parser.add_argument("--into", required=True)
    parser.add_argument("--rollup", action="store_true", help="count the totals of the programme page, too")
    return parser.parse_args()


def main() -> None:
    said = asked()
    into = said.into if "://" in said.into else f"sqlite:///{Path(said.into).resolve()}"
    os.environ.update({"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true", "LOG_LEVEL": "ERROR", "DATABASE_URL": into})
    # Only now is it said which database: Django reads it once.
    made = __import__("bench.data.making", fromlist=["company"])
    size = SIZES[said.size]
    began = time.monotonic()
    writer = made.company(size, said.until, Random(f"{said.seed}/{said.size}"))
    print(f"{said.size}, seed {said.seed}, to {said.until - timedelta(days=1)}, {made.vendor()}: {time.monotonic() - began:.0f} s")
    made.told(writer)
    if said.rollup:
        made.counted()


if __name__ == "__main__":
    main()
