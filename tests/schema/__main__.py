"""`python -m tests.schema`: schemathesis against a live Gunicorn with the demo world, as two leaders of two teams and as a token of HR's.

A run that met nothing proves nothing, so afterwards the server's own log is read: every operation was answered as it should be, none mostly
with a refusal for asking too much, none with a fault of ours.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

from tests.e2e.server import Server, prepare, running
from tests.e2e.test_api_live import made_token

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "unsupported_method", "ignored_auth", "object_level_authorization",
)  # fmt: skip
PEERS = ("leader", "stranger")
# Reached is where one was let in and what was sent was looked at: nobody guesses an advisor and a card that are there.
LOOKED_AT = {"get": {200}, "put": {200, 201, 404, 409, 422}}
HRS_ONLY = re.compile("exports|readings")


def got(server: Server, path: str, headers: dict[str, str]) -> Any:
    with urllib.request.urlopen(urllib.request.Request(server.url + path, headers=headers), timeout=60) as answer:
        return json.load(answer)


def session_of(server: Server, role: str) -> dict[str, str]:
    """What a browser of theirs sends, with what a change needs."""
    cookie = "; ".join(f"{name}={value}" for name, value in server.prepared.cookies[role].items())
    who = got(server, "/api/v1/whoami/", {"Cookie": cookie})
    return {"Cookie": cookie, "X-CSRFToken": who["csrf"], "X-Owner": str(who["user"]), "Referer": server.url}


def as_peers(server: Server, home: Path) -> list[str]:
    """Two leaders who must not see what is the other's."""
    headers = {role: session_of(server, role) for role in PEERS}
    said = [{"name": role, "fixedHeaders": [{"name": n, "value": v} for n, v in headers[role].items()]} for role in PEERS]
    (home / "wfc.json").write_text(json.dumps({"auth": said}))
    (home / "peers.toml").write_text(f'[auth.wfc]\npath = "{home / "wfc.json"}"\nuser = "{PEERS[0]}"\npeers = {json.dumps(PEERS)}\n')
    return ["--config-file", str(home / "peers.toml")]


def run(server: Server, home: Path, before: list[str], after: list[str], examples: int) -> int:
    command = [
        str(Path(sys.executable).parent / "schemathesis"), *before, "run", str(home / "schema.json"), "--url", server.url,
        "--checks", ",".join(CHECKS), "--max-examples", str(examples), "--continue-on-failure", "--no-color",
        "--suppress-health-check", "all", "--generation-database", "none", "--request-timeout", "60", *after,
    ]  # fmt: skip
    return subprocess.run(command, cwd=home, check=False).returncode


def answered(server: Server, start: int) -> Counter[tuple[str, str, int]]:
    """By method, route and status, from the server's log."""
    found: Counter[tuple[str, str, int]] = Counter()
    for line in server.log_text()[start:].splitlines():
        if '"route"' in line and line.startswith("{"):
            said = json.loads(line)
            found[said["method"].lower(), str(said["route"]), int(said["status"])] += 1
    return found


def wanting(schema: dict[str, Any], found: Counter[tuple[str, str, int]], not_theirs: re.Pattern[str]) -> list[str]:
    """What a run left undone. A route in the log says `<uuid:pk>` where the schema says `{id}`."""
    faults = [f"{method} {route} → {status}" for method, route, status in found if status >= 500 and status != 503]
    for (method, route, status), times in found.items():
        # A phone may not send nonsense all day: past that it is told to stop. Mostly that would be a run that proves nothing.
        if status == 429 and times > sum(n for (way, where, _), n in found.items() if (way, where) == (method, route)) / 2:
            faults.append(f"{method} {route} was mostly answered with 429")
    for path, ways in schema["paths"].items():
        route = re.compile(re.sub(r"\\\{\w+\\\}", "<[^>]+>", re.escape(path.strip("/"))) + "/?$")
        for method in ways:
            met = {status for way, where, status in found if way == method and route.search(where)}
            if not met & LOOKED_AT[method] and not not_theirs.search(f"{method} {path}"):
                faults.append(f"{method} {path} was never answered with any of {sorted(LOOKED_AT[method])}: {sorted(met)}")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=30, help="of each operation")
    examples = parser.parse_args().examples
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="floorwalk-schema-") as folder:
        home = Path(folder)
        with running(prepare(home), home / "asked.sqlite3", home / "server.log") as server:
            server.kill()
            server.start(API_CALLS_A_MINUTE="1000000", LOG_LEVEL="INFO")
            schema = got(server, "/api/v1/schema/", session_of(server, "hr"))
            (home / "schema.json").write_text(json.dumps(schema))
            token = ["-H", f"Authorization: Bearer {made_token(server)}", "--include-path-regex", "sessions|advisors|exports"]
            for name, before, after, not_theirs in (
                ("two leaders", as_peers(server, home), [], HRS_ONLY),
                ("a token of HR's", [], token, re.compile("^put|whoami|pack|cards|practices")),
            ):
                start = len(server.log_text())
                code = run(server, home, before, after, examples)
                found = answered(server, start)
                faults = wanting(schema, found, not_theirs)
                good = sum(n for (_, _, status), n in found.items() if 200 <= status < 300)
                print(f"As {name}: {sum(found.values())} calls, {good} of them let through; schemathesis says {code}")  # noqa: T201
                failed += [f"{name}: {fault}" for fault in faults] + ([f"{name}: schemathesis found something"] if code else [])
    if failed:
        raise SystemExit("\n".join(failed))


if __name__ == "__main__":
    main()
