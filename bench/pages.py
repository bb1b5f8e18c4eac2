"""`python bench/pages.py`: what a page costs, as ratios measured in one run against a view that does nothing.

CPU milliseconds of Today, a card and an advisor's page beside a bare `HttpResponse` behind the same middleware and the
same session; queries a page; bytes of the first load by brotli. Each pair is measured back to back and the median of
the pairs' ratios is shown, so that a busy machine harms both alike. Marks are those of performance.md.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
HOME = Path(tempfile.mkdtemp(prefix="floorwalk-bench-"))
# As in production but for https: no debug, hashed static files, a database of its own.
os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "false",
        "DEMO": "true",
        "DATABASE_URL": f"sqlite:///{HOME}/bench.sqlite3",
        "STATIC_ROOT": str(HOME / "static"),
    }
)
os.environ.setdefault("LOG_LEVEL", "ERROR")

import brotli  # noqa: E402
import django  # noqa: E402

django.setup()

from django.contrib.sessions.models import Session as Login  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402

from accounts.models import Advisor, User  # noqa: E402
from coaching.models import Session  # noqa: E402
from config import urls  # noqa: E402

SEED = 28
FIRST_FLIGHT, FIRST_LOAD = 14_600, 60_000


def bare(request: HttpRequest) -> HttpResponse:
    """Signed in like everybody, and says one word."""
    return HttpResponse(f"hello {request.user.pk}")


def made() -> tuple[Client, dict[str, str]]:
    """The demo world, its leader signed in, and the addresses to measure."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("load_programme", verbosity=0)
    with open(os.devnull, "w") as quiet:
        call_command("demo_world", seed=SEED, stdout=quiet)
    client = Client(headers={"accept-encoding": "br, gzip", "host": "localhost"})
    client.force_login(User.objects.get(email="leader@example.com"), backend="allauth.account.auth_backends.AuthenticationBackend")
    fullest = Advisor.objects.led_by(User.objects.get(email="leader@example.com")).order_by("pk").first()
    assert fullest
    urls.urlpatterns.insert(0, path("bench-bare/", bare))
    return client, {"Today": "/", "card": "/cards/say-it-their-way/", "advisor": f"/advisors/{fullest.pk}/"}


def cpu(client: Client, address: str) -> float:
    """CPU milliseconds of one request."""
    started = time.process_time()
    response = client.get(address)
    _whole(response)
    took = (time.process_time() - started) * 1000
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return took


def _whole(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def ratio(client: Client, address: str, pairs: int) -> tuple[float, float, float]:
    """Median of the pairs' ratios, and the two medians in milliseconds."""
    measured = [(cpu(client, "/bench-bare/"), cpu(client, address)) for _pair in range(pairs)]
    return (
        statistics.median(page / empty for empty, page in measured),
        statistics.median(page for _e, page in measured),
        statistics.median(e for e, _p in measured),
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def squeezed(body: bytes) -> int:
    return len(brotli.compress(body, quality=11))


def first_load(client: Client, address: str) -> dict[str, int]:
    """Bytes that a phone fetches first: what blocks the first paint, and everything. As WhiteNoise and gzip send them."""
    page = client.get(address, headers={"accept-encoding": "gzip"})
    html = client.get(address, headers={"accept-encoding": "identity"}).content.decode()
    blocking = {"page": len(page.content)}
    rest: dict[str, int] = {}
    seen: set[str] = set()

    def fetch(url: str, into: dict[str, int]) -> None:
        url = url.split("#", maxsplit=1)[0]
        if url in seen or not url.startswith("/static/"):
            return
        seen.add(url)
        answer = client.get(url, headers={"accept-encoding": "br"})
        sent = _whole(answer)
        into[url.rsplit("/", 1)[-1]] = len(sent)
        body = brotli.decompress(sent) if answer.headers.get("Content-Encoding") == "br" else sent
        if url.endswith(".js"):
            for name in re.findall(r"""(?:import|from)[\s(]*["'](\.[\w./-]+)["']""", body.decode()):
                fetch(os.path.normpath(os.path.join(os.path.dirname(url), name)), rest)

    # A sheet for paper (media="print") holds nothing up.
    for url in re.findall(r'<link rel="stylesheet" href="([^"]+)">', html):
        fetch(url, blocking)
    # The icon of a home screen is fetched when somebody puts it there.
    for url in re.findall(r'(?:src|href)="(/static/[^"]+)"', re.sub(r"<link[^>]+apple-touch-icon[^>]+>", "", html)):
        fetch(url, rest)
    return {
        "blocking": sum(blocking.values()),
        "total": sum(blocking.values()) + sum(rest.values()),
        "page": blocking["page"],
        "files": len(seen),
    }


def line(what: str, value: str, mark: str, kept: bool) -> None:
    print(f"  {what:34}{value:>26}   {mark:24}{'' if kept else '  ← not kept'}")


def measured(pairs: int, show: Callable[..., None] = line) -> None:
    client, addresses = made()
    for address in ("/bench-bare/", *addresses.values()):
        for _warm in range(5):
            cpu(client, address)
    print(
        f"{Session.objects.count()} sessions, {Advisor.objects.count()} advisors, seed {SEED}, "
        f"{connection.vendor}, {pairs} pairs\n\nCPU beside a bare view"
    )
    for name, address in addresses.items():
        times, page, empty = ratio(client, address, pairs)
        limit = 1.25 if name == "card" else 3.0
        show(name, f"{times:.2f} x ({page:.2f} / {empty:.2f} ms)", f"≤ {limit} x", times <= limit)
    print("\nQueries")
    for name, address in addresses.items():
        count = queries(client, address)
        show(name, str(count), "≤ 8", count <= 8)
    print("\nFirst load, bytes")
    for name, address in addresses.items():
        load = first_load(client, address)
        show(
            f"{name}: blocks the first paint",
            f"{load['blocking']:,} (page {load['page']:,})",
            f"≤ {FIRST_FLIGHT:,}",
            load["blocking"] <= FIRST_FLIGHT,
        )
        show(f"{name}: everything", f"{load['total']:,} in {load['files']} files", f"≤ {FIRST_LOAD:,}", load["total"] <= FIRST_LOAD)
    Login.objects.all().delete()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=60, help="measured pairs a page")
    measured(parser.parse_args().pairs)
