"""Errors to whoever watches over several servers (Sentry, or anything that speaks its protocol), where SENTRY_DSN names one. Off otherwise.

What leaves is put together here from what may: which error, where in the code, which request by its id. Not what the error says, as
a database repeats there what somebody typed; no variables, no address, no user, no header, no body. What is not named does not go.
"""

from __future__ import annotations

import logging
from typing import Any

import sentry_sdk
import structlog
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.utils import BadDsn

EVENT = ("event_id", "timestamp", "level", "platform", "release", "logger")
FRAME = ("filename", "module", "function", "lineno", "in_app")
LAST_WAIT = 2  # seconds that a process which ends waits for what is on its way


def configure(dsn: str, *, build: str) -> None:
    """Report what is logged as an error and what ends a command; nothing where there is no DSN."""
    if not dsn:
        return
    try:
        sentry_sdk.init(
            dsn, release=build, before_send=told, default_integrations=False, auto_enabling_integrations=False,
            integrations=[
                LoggingIntegration(level=None, event_level=logging.ERROR), ExcepthookIntegration(),
                AtexitIntegration(callback=lambda pending, timeout: None),
            ],
            send_default_pii=False, include_local_variables=False, include_source_context=False, max_request_body_size="never",
            max_breadcrumbs=0, auto_session_tracking=False, send_client_reports=False, shutdown_timeout=LAST_WAIT,
        )  # fmt: skip
    except BadDsn:
        raise ImproperlyConfigured("SENTRY_DSN is not an address of a project, such as https://key@sentry.example.com/1.") from None


def told(event: Any, hint: Any) -> Any:
    """Of an event that is about to leave, what may."""
    kept: dict[str, Any] = {name: event[name] for name in EVENT if name in event}
    if request_id := structlog.contextvars.get_contextvars().get("request_id"):
        kept["tags"] = {"request_id": request_id}
    if errors := event.get("exception", {}).get("values"):
        kept["exception"] = {"values": [_error(error) for error in errors]}
    return kept


def _error(said: dict[str, Any]) -> dict[str, Any]:
    frames = (said.get("stacktrace") or {}).get("frames", [])
    kept = [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
    return {"type": said.get("type"), "module": said.get("module"), "stacktrace": {"frames": kept}}
