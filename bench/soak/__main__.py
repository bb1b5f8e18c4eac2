"""`python -m bench.soak --phones 50 --minutes 10 --seed N`: zero lost, zero doubled, zero under another name.

The real Gunicorn, and a browser context of one Chromium for each phone, with the real outbox. What happens to each of
them is drawn from the seed: the same seed is the same plan, which is printed as a short digest. When things happen to
each other is up to the machine, so two runs of one plan are not the same run. It leaves with 1 unless every count is 0.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
from pathlib import Path

from bench.soak.run import soak


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--phones", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="drawn and printed unless given")
    parser.add_argument("--home", type=Path, help="where the prepared server is, or is made; a new folder unless given")
    return parser.parse_args()


def main() -> int:
    asked = options()
    home = asked.home or Path(tempfile.mkdtemp(prefix="floorwalk-soak-"))
    return asyncio.run(soak(asked.phones, asked.minutes, asked.seed, home))


if __name__ == "__main__":
    sys.exit(main())
