"""`python -m tests.mutations`: breaks the guards one by one, in a copy of the tree, and shows which test misses each.

A guard that can be broken with every test still green is one that the next change takes away without a word. Only a test
that fails counts: where none could even begin, the breach was a bad one, and it is shown as UNCLEAR.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutations import saving, sending, server, turns, worker
from tests.mutations.guards import Guard
from tests.mutations.prepared import WHOLE

ROOT = Path(__file__).resolve().parents[2]
GUARDS = [*sending.GUARDS, *turns.GUARDS, *saving.GUARDS, *worker.GUARDS, *server.GUARDS]
CAUGHT, SURVIVED, STALE, UNCLEAR = "CAUGHT", "SURVIVED", "STALE", "UNCLEAR"
FAILED = re.compile(r"^FAILED \S+?::(.+?)(?: - .*)?$", re.MULTILINE)


def copied(tree: Path) -> Path:
    """What git keeps or would keep, as it is on the disk, and the environment."""
    names = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():  # not taken away since
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    (tree / ".venv").symlink_to(ROOT / ".venv")
    return tree


def tested(tree: Path, tests: list[str], *how: str) -> subprocess.CompletedProcess[str]:
    """Those tests, in the copy. What they leave behind lies beside it, and is gone with the next ones."""
    whole = tree.parents[1] / "whole"
    environment = {**os.environ, "DEBUG": "true", **({WHOLE: str(whole)} if whole.exists() else {})}
    options = ["--tb=line", "-rfE", "-p", "no:cacheprovider", "-p", "tests.mutations.prepared", "--basetemp", str(tree.parent / "run")]
    command = [sys.executable, "-m", "pytest", *options, *how, *tests]
    return subprocess.run(command, cwd=tree, env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def red(tree: Path, guards: list[Guard]) -> str:
    """What fails with every guard whole: its failing would prove nothing. A browser and Django's own tests go apart."""
    tests = sorted({test for guard in guards for test in guard.tests})
    apart = [[test for test in tests if test.startswith("tests/e2e/") is browser] for browser in (False, True)]
    said = "\n".join(run.stdout for run in (tested(tree, part) for part in apart if part) if run.returncode)
    if (tree.parent / "run" / "floorwalk").exists():
        (tree.parent / "run" / "floorwalk").rename(tree.parents[1] / "whole")
    return said


def broken(tree: Path, guard: Guard) -> tuple[str, str]:
    """What became of it without that guard, and the test that said so."""
    path = tree / guard.file
    whole = path.read_text("utf-8") if path.exists() else ""
    if guard.old not in whole:
        return STALE, "its text is not there any more"
    path.write_text(whole.replace(guard.old, guard.new), "utf-8")
    try:
        run = tested(tree, list(guard.tests), "-x")
    finally:
        path.write_text(whole, "utf-8")
    found = FAILED.search(run.stdout)
    if run.returncode == 1 and found:
        return CAUGHT, found[1]
    return (SURVIVED, "") if run.returncode == 0 else (UNCLEAR, run.stdout)


def tried(guards: list[Guard], trees: list[Path]) -> list[str]:
    """How each ended; as many at once as there are copies. The table is shown line by line, as it becomes known."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def one(guard: Guard) -> tuple[str, str, float]:
        tree, start = free.get(), time.monotonic()
        try:
            return *broken(tree, guard), time.monotonic() - start
        finally:
            free.put(tree)

    ends = []
    with ThreadPoolExecutor(len(trees)) as pool:
        for guard, (end, by, took) in zip(guards, pool.map(one, guards), strict=True):
            print(f"{guard.name:<53}{guard.file:<33}{guard.fault:<5}{end:<9}{took:3.0f} s  {by}", flush=True)  # noqa: T201
            ends.append(end)
    return ends


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME", action="append", help="guards with that in their names; may be said again")
    parser.add_argument("--at-once", type=int, default=2, help="so many, each in a copy of its own; 2 unless said")
    asked = parser.parse_args()
    guards = [guard for guard in GUARDS if not asked.only or any(words in guard.name for words in asked.only)]
    if not guards:
        parser.error("no guard has that in its name")
    with tempfile.TemporaryDirectory(prefix="floorwalk-mutations-") as folder:
        first = copied(Path(folder) / "0" / "tree")
        if said := red(first, guards):
            print(said, "Red before anything was broken, so nothing was tried.", sep="\n")  # noqa: T201
            return 1
        others = [Path(folder) / str(number) / "tree" for number in range(1, asked.at_once)]
        ends = tried(guards, [first, *(shutil.copytree(first, other, symlinks=True) for other in others)])
    print(f"{len(ends)} guards:", *(f"{ends.count(end)} {end}" for end in (CAUGHT, SURVIVED, STALE, UNCLEAR) if end in ends))  # noqa: T201
    return int(set(ends) != {CAUGHT})


if __name__ == "__main__":
    sys.exit(main())
