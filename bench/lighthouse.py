"""`python -m bench.lighthouse`: Lighthouse, throttled, on a card, Today and an advisor: its marks, and what it holds against each.

Needs Chromium and Node's `lighthouse` (`npm install lighthouse@12.8.2` in a folder; `--with` names its program): nothing else here does,
so it is not installed with the rest. The demo world on real Gunicorn; the median of the runs. A busy machine spoils the first mark only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.e2e import server as house  # noqa: E402
from tests.e2e.conftest import CHROMIUM  # noqa: E402

MARKS = ("performance", "accessibility", "best-practices")
NUMBERS = {"largest-contentful-paint": "LCP", "total-blocking-time": "TBT", "cumulative-layout-shift": "CLS"}


def looked_at(program: str, address: str, cookies: dict[str, str], file: Path) -> dict[str, Any]:
    """What it says of that page."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    command = [program, address, "--quiet", "--output=json", f"--output-path={file}", f"--only-categories={','.join(MARKS)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu", f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM}, capture_output=True, timeout=180)
    said: dict[str, Any] = json.loads(file.read_text())
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--with", dest="program", default=shutil.which("lighthouse"), help="its program, such as node_modules/.bin/lighthouse"
    )
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    if not asked.program:
        raise SystemExit("There is no `lighthouse` here: npm install lighthouse@12.8.2, and --with node_modules/.bin/lighthouse")
    home = Path(tempfile.mkdtemp(prefix="floorwalk-lighthouse-"))
    prepared = house.prepare(home)
    with house.running(prepared, prepared.database, home / "log") as server:
        advisor = server.one("SELECT id FROM accounts_advisor WHERE name = 'Amara Okafor'")
        for name, path in {"card": "/cards/say-it-their-way/", "Today": "/", "advisor": f"/advisors/{advisor}/"}.items():
            cookies = prepared.cookies["leader"]
            told(name, [looked_at(asked.program, server.url + path, cookies, home / "said.json") for _run in range(asked.runs)])
    print(f"{asked.runs} runs; the machine's load was {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")


def told(name: str, runs: list[dict[str, Any]]) -> None:
    marks = {mark: statistics.median(run["categories"][mark]["score"] * 100 for run in runs) for mark in MARKS}
    numbers = {short: statistics.median(run["audits"][audit]["numericValue"] for run in runs) for audit, short in NUMBERS.items()}
    print(f"{name:8}" + ", ".join(f"{mark} {score:.0f}" for mark, score in marks.items()), end="; ")
    print(", ".join(f"{short} {value:.3g}" for short, value in numbers.items()))
    weighed = {ref["id"] for mark in MARKS[1:] for ref in runs[-1]["categories"][mark]["auditRefs"] if ref["weight"]}
    for audit in sorted(weighed):
        if runs[-1]["audits"][audit]["score"] not in (1, None):
            print(f"          {audit}: {runs[-1]['audits'][audit]['title']}")


if __name__ == "__main__":
    main()
