"""`python -m bench.shift`: a shift begins: every leader logs within ten seconds while pages are read, beside the same on an idle server.

Real Gunicorn on a database of `bench.data` (made anew, or `--data` names a file that was), SQLite or, with `--postgres`, a PostgreSQL
of its own. Each leader has a phone that asks who it is and sends one chat, and sends it again until it has its receipt. Milliseconds are
those that a phone waits, on one machine with what asks; so look at the ratios to idle, which come from the same run. CPU is the server's
own. Lost, doubled and under another name are counted in the database afterwards. Marks are those of performance.md.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.shift_phones import Phone, Readers, signed_in  # noqa: E402
from tests.e2e.faults.on_postgres import Floor, OnPostgres, anew  # noqa: E402
from tests.e2e.server import Prepared, Server, finished  # noqa: E402
from tests.postgres import running  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")


def ready(asked: argparse.Namespace, home: Path, open_: ExitStack) -> Server:
    """The server, not started yet, on that data."""
    (home / "secret-key").write_text("only-for-this-run-0123456789-0123456789-0123456789")
    prepared, file = Prepared(home), asked.data or home / "shift.sqlite3"
    into = str(file)
    if asked.postgres:
        database = open_.enter_context(running())
        prepared = OnPostgres(prepared, into := anew(database, "floorwalk"))
    finished(prepared.python('call_command("collectstatic", interactive=False, verbosity=0)'))
    if asked.postgres or not file.exists():
        command = [sys.executable, "-m", "bench.data", "--size", asked.size, "--seed", str(asked.seed), "--into", into]
        subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "SECRET_KEY": "bench"})
    return (Floor if asked.postgres else Server)(prepared, file, home / "log")  # type: ignore[arg-type]


def cpu(server: Server) -> float:
    """Seconds of CPU that the server has had: all its processes."""
    assert server.process
    pids = [server.process.pid, *children(server)]
    stats = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICK


def children(server: Server) -> list[int]:
    assert server.process
    return [int(pid) for pid in Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()]


def memory(server: Server) -> list[int]:
    """The most that each worker has had, MB."""
    said = [Path(f"/proc/{pid}/status").read_text() for pid in children(server)]
    return [int(text.split("VmHWM:")[1].split()[0]) // 1024 for text in said]


def shown(what: str, took: list[float], idle: list[float]) -> None:
    """The middle, the 99th of a hundred and the longest, in milliseconds, and as ratios to idle."""
    middle, worst = statistics.median(took), sorted(took)[int(len(took) * 0.99)]
    usual, usual_worst = statistics.median(idle), sorted(idle)[int(len(idle) * 0.99)]
    print(
        f"  {what:8}{len(took):6}  p50 {middle:6.0f} ms {middle / usual:5.1f} x   p99 {worst:6.0f} ms {worst / usual_worst:5.1f} x   "
        f"longest {max(took):6.0f} ms   (idle {usual:.0f}, {usual_worst:.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="company")
    parser.add_argument("--seed", type=int, default=28)
    parser.add_argument("--data", type=Path, help="a file that bench.data made")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--leaders", type=int, default=700)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--readers", type=int, default=4)
    asked = parser.parse_args()
    with ExitStack() as open_:
        home = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="floorwalk-shift-")))
        server = ready(asked, home, open_)
        people = signed_in(server, asked.leaders)
        server.start(WORKERS="2", THREADS="4", DATABASE_POOL="4")
        open_.callback(server.kill)
        measured(server, people, asked)


def measured(server: Server, people: list[Phone], asked: argparse.Namespace) -> None:
    rows = server.one("SELECT count(*) FROM coaching_session")
    warm = [phone for phone in people[:20] for _twice in range(2)]
    for phone in warm:
        phone.log()
    idle = Readers(people[: asked.readers])
    with idle.busy():
        time.sleep(asked.seconds)
    quiet = [phone.log() for phone in people[:60]]
    before, began = cpu(server), time.monotonic()
    readers, rng = Readers(people[: asked.readers]), Random(asked.seed)
    moments = sorted(rng.uniform(0, asked.seconds) for _phone in people)

    def at_its_moment(phone: Phone, moment: float) -> float:
        time.sleep(max(0.0, began + moment - time.monotonic()))
        return phone.log()

    with readers.busy(), ThreadPoolExecutor(64) as pool:
        took = list(pool.map(at_its_moment, people, moments))
        lasted = time.monotonic() - began
    spent = cpu(server) - before
    kind = "PostgreSQL" if asked.postgres else "SQLite"
    print(f"{rows:,} sessions on {kind}, {len(people)} leaders in {asked.seconds:.0f} s (it took {lasted:.1f}), seed {asked.seed}")
    print(f"  load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    shown("logged", took, quiet)
    shown("pages", readers.took, idle.took)
    answers = [status for phone in people for status in phone.answers]
    wrong = [status for status in answers if status not in (200, 201)] + readers.failed
    print(f"  {len(answers)} sendings, {len(readers.took)} pages: {len(wrong)} errors {sorted(set(wrong)) or ''}")
    told = {pk: phone.user for phone in people for pk in phone.told}
    there = {str(pk).replace("-", ""): owner for pk, owner in server.rows("SELECT id, leader_id FROM coaching_session")}
    print(
        f"  lost {len(told.keys() - there.keys())}, doubled {len(there) - rows - len(told)}, "
        f"under another name {sum(there[pk] != user for pk, user in told.items() if pk in there)}"
    )
    print(f"  server: {1000 * spent / (len(people) + len(readers.took)):.1f} ms of CPU a request pair; workers {memory(server)} MB at most")


if __name__ == "__main__":
    main()
