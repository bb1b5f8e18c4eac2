"""JSON log lines, each with the id of the request it belongs to. Never a query string, a body or a name."""

from __future__ import annotations

import logging.config
import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from config.metrics import answered

SAFE_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
QUIETER = {"django.server": "WARNING", "django.request": "ERROR", "fontTools": "WARNING"}
log = structlog.get_logger("floorwalk.request")


def configure(level: str, *, human: bool) -> None:
    """Everything that is logged, ours or a library's, leaves as one JSON object a line (plain text when debugging)."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    last = structlog.dev.ConsoleRenderer() if human else structlog.processors.JSONRenderer()
    # show_locals stays off: a traceback with local variables would carry people's notes into the log.
    errors = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *([] if human else [errors]), last],
                }
            },
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["console"], "level": level},
            # fontTools tells the whole story of the font it cuts, at set-up.
            "loggers": {name: {"level": level} for name, level in QUIETER.items()},
        }
    )


class RequestLog:
    """Gives every request an id, answers with it, and writes one line when it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SAFE_ID.match(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if not request.path.startswith(("/static/", "/healthz", "/readyz", "/metrics")):
            took = time.perf_counter() - started
            # The route, not the path: a path may hold what somebody typed.
            route = request.resolver_match.route if request.resolver_match else "-"
            log.info("request", method=request.method, route=route, status=response.status_code, ms=round(took * 1000, 1))
            answered(request.method or "", route, response.status_code, took)
        return response
