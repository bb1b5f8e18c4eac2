"""`/metrics`, for Prometheus: what was answered and how long it took, and how much waits. No name, no address, no words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

TIMES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)  # seconds: a page is well below 0.1, what a person waits for below 1
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
answers = Counter("floorwalk_answers", "Requests answered, by route and status", ["method", "route", "status"])
seconds = Histogram("floorwalk_answer_seconds", "How long an answer took, by route", ["method", "route"], buckets=TIMES)
release = Gauge("floorwalk_build", "The release that runs here", ["build"], multiprocess_mode="max")


def answered(method: str, route: str, status: int, took: float) -> None:
    """`took` in seconds. The route, never the path, and no method that somebody made up: each new word would be kept for ever."""
    method = method if method in METHODS else "other"
    answers.labels(method, route, status).inc()
    seconds.labels(method, route).observe(took)


class Waiting(Collector):
    """How much of what waits, by `settings.GAUGES`: counted when it is asked for, the same by whichever process answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        gauges: tuple[tuple[str, str, Callable[[], int]], ...] = import_string(settings.GAUGES)
        for name, help, count in gauges:
            yield GaugeMetricFamily(f"floorwalk_{name}", help, value=count())


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever brings METRICS_TOKEN; without one there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse("Authorization: Bearer, and the token of METRICS_TOKEN.", status=401, content_type="text/plain; charset=utf-8")
    release.labels(settings.BUILD).set(1)
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # several processes: each writes its own file, whoever is asked adds up
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    waiting = CollectorRegistry()
    waiting.register(Waiting())
    return HttpResponse(generate_latest(registry) + generate_latest(waiting), content_type=CONTENT_TYPE_LATEST)
