"""Phones say how often which card was opened on them: one small tally, with nobody's name in what is kept of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from cards.models import CardOpened, Opened

MOST_BYTES, MOST_LINES, MOST_TIMES = 16 * 1024, 200, 500
LARGEST_NUMBER = 32_767


@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """204 once it is counted, now or before; 422 for what no phone of ours says, which it then lets go of.

    Counted only where somebody leads a team: those who write the cards open them too, and would read their own footsteps.
    """
    said = _read(request)
    if said is None:
        return HttpResponse(status=422)
    if request.user.is_authenticated and request.user.leads:
        CardOpened.count(*said)
    return HttpResponse(status=204)


def _read(request: HttpRequest) -> tuple[UUID, list[Opened]] | None:
    """`{"id": uuid, "opened": [[slug, edition, day, times], …]}`; None where it is anything else."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return None
        said: Any = json.loads(request.body)
        lines = said["opened"]
        if not isinstance(lines, list) or not 1 <= len(lines) <= MOST_LINES:
            return None
        return UUID(said["id"]), [_line(line) for line in lines]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _line(line: list[Any]) -> Opened:
    """Raises ValueError or TypeError for a line that makes no sense."""
    card, edition, day, times = line
    if not isinstance(card, str) or not 0 < len(card) <= 50 or "\0" in card:
        raise ValueError(card)
    for number, most in ((edition, LARGEST_NUMBER), (times, MOST_TIMES)):
        if type(number) is not int or not 1 <= number <= most:
            raise ValueError(number)
    return Opened(card, edition, dt.date.fromisoformat(day), times)
