"""`python -m bench.log`: what logging a chat costs, beside a bare view that writes one row and says one word.

CPU milliseconds of one `PUT` as a phone sends it, with a promise to come back, on SQLite, behind the same middleware and the same session;
the median of the pairs' ratios. "Without the mark" leaves out the note that these weeks are to be counted again (`Stale`), to see what
it costs. The demo world; the mark is that of performance.md.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import pages

LIMIT, made = 4.0, pages.made  # which sets Django up

from django.contrib.sessions.models import Session as Login  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Advisor, User  # noqa: E402
from coaching.models import Session, Stale  # noqa: E402
from config import urls  # noqa: E402


def bare(request: HttpRequest) -> HttpResponse:
    """Signed in like everybody, and keeps what came as it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_kept (who, words) VALUES (%s, %s)", [request.user.pk, request.body.decode()])
    return HttpResponse("kept")


def ready() -> tuple[Client, str, list[int]]:
    client, _addresses = made()
    urls.urlpatterns.insert(0, path("bench-insert/", bare))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_kept (id INTEGER PRIMARY KEY, who INTEGER, words TEXT)")
    leader = User.objects.get(email="leader@example.com")
    return client, str(leader.pk), list(Advisor.objects.led_by(leader).values_list("pk", flat=True))


def words(advisor: int) -> str:
    said = {
        "payload": 1, "advisor": advisor, "card": "say-it-their-way", "held_at": timezone.now().isoformat(), "step": 2,
        "next_step": "Say it in one line", "come_back": "next-shift", "note": "", "took_ms": 9000, "made_offline": False,
    }  # fmt: skip
    return json.dumps(said)


def spent(client: Client, address: str, body: str, owner: str = "") -> float:
    started = time.process_time()
    answer = client.put(address, body, content_type="application/json", headers={"X-Owner": owner})
    took = (time.process_time() - started) * 1000
    assert answer.status_code in (200, 201), answer.content[:300]
    return took


def log(client: Client, owner: str, advisor: int) -> float:
    return spent(client, f"/api/v1/sessions/{uuid.uuid4()}/", words(advisor), owner)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=150)
    asked = parser.parse_args()
    client, owner, advisors = ready()
    mark, took = Stale.mark, {"bare": [0.0] * 0, "logged": [0.0] * 0, "without the mark": [0.0] * 0}
    for pair in range(asked.pairs + 10):  # the first ten are for warming up
        advisor = advisors[pair % len(advisors)]
        found = {"bare": spent(client, "/bench-insert/", words(advisor)), "logged": log(client, owner, advisor)}
        Stale.mark = lambda _days: None  # type: ignore[assignment,method-assign]
        found["without the mark"] = log(client, owner, advisor)
        Stale.mark = mark  # type: ignore[method-assign]
        for name, ms in found.items():
            took[name] += [ms] if pair >= 10 else []
    with CaptureQueriesContext(connection) as captured:
        log(client, owner, advisors[0])
    print(f"{Session.objects.count()} sessions, {connection.vendor}, {asked.pairs} pairs; {len(captured)} statements a log")
    for name in ("logged", "without the mark"):
        ratio = statistics.median(ms / empty for ms, empty in zip(took[name], took["bare"], strict=True))
        kept = "" if name != "logged" or ratio <= LIMIT else "  ← not kept"
        print(
            f"  {name:18}{ratio:.2f} x ({statistics.median(took[name]):.2f} / {statistics.median(took['bare']):.2f} ms)   ≤ {LIMIT} x{kept}"
        )
    Login.objects.all().delete()


if __name__ == "__main__":
    main()
