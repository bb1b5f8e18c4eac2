"""The API for systems against the real server: the recipe of docs/hr-api.md as it stands there, the counts, where the key is not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from html import unescape
from http.cookiejar import CookieJar

import pytest

from tests.e2e.server import ROOT, Server

SESSIONS = "/api/v1/sessions/?page_size=1"
pytestmark = pytest.mark.timeout(300)  # whole nights in a row
SCOPES = ("sessions:read", "exports:make", "roster:read")


def made_token(floor: Server) -> str:
    """As HR makes one: on the page, by its form."""
    cookies = "; ".join(f"{name}={value}" for name, value in floor.prepared.cookies["hr"].items())
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    headers = {"Cookie": cookies, "Referer": floor.url + "/exports/tokens/"}
    address = f"{floor.url}/exports/tokens/"
    page = browser.open(urllib.request.Request(address, headers=headers), timeout=30).read().decode()
    csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert csrf
    last = (date.today() + timedelta(days=30)).isoformat()
    fields = [("csrfmiddlewaretoken", csrf[1]), ("name", "Nightly load"), ("last_day", last), *(("scopes", scope) for scope in SCOPES)]
    answer = browser.open(urllib.request.Request(address, urllib.parse.urlencode(fields).encode(), headers), timeout=30).read().decode()
    key = re.search(r'id="key"[^>]* value="(fw_[^"]+)"', unescape(answer))
    assert key, answer[:500]
    return key[1]


def asked(floor: Server, key: str, path: str = SESSIONS) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(floor.url + path, headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers)


def script() -> str:
    found = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "hr-api.md").read_text(), re.DOTALL)
    assert found
    return found[1]


def test_the_recipe_as_it_stands_in_the_document(floor: Server, tmp_path) -> None:
    environment = {**os.environ, "FLOORWALK": floor.url, "FLOORWALK_TOKEN": made_token(floor)}

    def night() -> dict[str, dict]:
        done = subprocess.run([sys.executable, "-c", script()], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100)
        assert done.returncode == 0, done.stderr[-2000:]
        rows = [json.loads(line) for line in (tmp_path / "sessions.jsonl").read_text().splitlines()]
        assert len({row["id"] for row in rows}) == len(rows)
        return {row["id"]: row for row in rows}

    def there() -> int:
        return floor.one("SELECT count(*) FROM coaching_session")

    first = night()
    assert len(first) == there() > 500
    assert not any({"note", "next_step"} & row.keys() for row in first.values())
    gone = floor.one("SELECT id FROM coaching_session WHERE withdrawn_at IS NULL ORDER BY received_at LIMIT 1")
    who = "(SELECT id FROM accounts_user ORDER BY id LIMIT 1)"
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    floor.rows(f"UPDATE coaching_session SET withdrawn_at = {now}, withdrawn_by_id = {who}, withdrawn_because = 'x' WHERE id = ?", gone)
    second = night()
    assert len(second) == there()
    changed = [row for pk, row in second.items() if row != first.get(pk)]
    assert [row["id"].replace("-", "") for row in changed] == [gone.replace("-", "")]
    assert changed[0]["withdrawn_at"]


def test_the_count_holds_over_two_workers_and_a_restart(floor: Server) -> None:
    """S75"""
    floor.kill()
    floor.start(WORKERS="2", API_CALLS_A_MINUTE="40")
    key = made_token(floor)
    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(lambda _: asked(floor, key), range(45)))
    told = [status for status, _ in answers]
    assert set(told) <= {200, 429}
    assert told.count(200) == 40, "exact, not only within a tenth"
    waits = [int(headers["Retry-After"]) for status, headers in answers if status == 429]
    assert all(1 <= wait <= 61 for wait in waits)
    floor.kill()
    floor.start(WORKERS="2", API_CALLS_A_MINUTE="40")
    assert asked(floor, key)[0] == 429
    floor.rows("UPDATE accounts_rate SET began_at = datetime(began_at, '-61 seconds')")
    assert asked(floor, key)[0] == 200
    floor.kill()


def test_the_key_is_nowhere_but_where_it_was_shown(floor: Server) -> None:
    """S76 S96: not in the database's file, not in its log, not in what the server says."""
    key = made_token(floor)
    assert asked(floor, key)[0] == 200
    assert asked(floor, "x", f"{SESSIONS}&token={key}")[0] == 401
    secret = key.split("_", 2)[2].encode()
    files = [path for path in floor.database.parent.iterdir() if path.name.startswith(floor.database.name)]
    held = b"".join(path.read_bytes() for path in files)
    assert key[:11].encode() in held, "the prefix is kept, so this looks in the right place"
    assert secret not in held
    assert secret.decode() not in floor.log_text()
    assert "api/v1/sessions" in floor.log_text()


@pytest.mark.parametrize("path", ["/api/v1/sessions/", "/api/v1/exports/sessions.csv?purpose=The+nightly+load+of+ours"])
def test_a_wrong_key_gets_nothing_and_the_right_one_all_of_it(floor: Server, path: str) -> None:
    """S78"""
    key = made_token(floor)
    assert asked(floor, key, path)[0] == 200
    assert asked(floor, key[:-1] + ("a" if key[-1] != "a" else "b"), path)[0] == 401
