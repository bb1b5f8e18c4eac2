"""What a phone says of itself beside its question: which one it is, and how much it holds that was not received yet."""

from __future__ import annotations

import logging
import re
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest

from accounts.models import Device, User

UUID_AS_PHONES_WRITE_IT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
BUILD = re.compile(r"[\w.+-]{1,40}", re.ASCII)
LARGEST_WAITING, LARGEST_SEQUENCE = 100_000, 2**53
log = logging.getLogger(__name__)


def noted(request: HttpRequest, user: User) -> None:
    """Write it down. A header that makes no sense is as none; and no phone waits for its token because the census is busy."""
    device, waiting = request.headers.get("X-Device", ""), _number(request.headers.get("X-Waiting"), LARGEST_WAITING)
    if waiting is None or not UUID_AS_PHONES_WRITE_IT.fullmatch(device):
        return
    sequence = _number(request.headers.get("X-Sequence", "0"), LARGEST_SEQUENCE)
    build = request.headers.get("X-Build", "")
    if sequence is None:
        return
    try:
        Device.seen(user, UUID(device), waiting, sequence, build if BUILD.fullmatch(build) else "")
    except OperationalError as busy:
        log.warning("A phone was not counted", exc_info=busy)


def _number(digits: str | None, largest: int) -> int | None:
    if not digits or len(digits) > 16 or not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if int(digits) <= largest else None
