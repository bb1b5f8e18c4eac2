"""Drafts whose hour has come: published, each by itself, unless the rubric stops them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cards.models import Edition
from cards.panel.findings import judge


@dataclass(frozen=True)
class Turn:
    """What became of one: published, or how many things stop it."""

    edition: Edition
    stops: int


def publish_due(at: datetime) -> list[Turn]:
    """Called by a timer, as often as you like. The deck may have changed since it was planned, so it is judged again."""
    return [turn for pk in Edition.objects.due(at).values_list("pk", flat=True) if (turn := _publish(pk, at))]


@transaction.atomic
def _publish(pk: int, at: datetime) -> Turn | None:
    """None where somebody else was quicker: two timers at once publish it once."""
    edition = Edition.objects.select_for_update().filter(pk=pk, published_at=None, publish_at__lte=at).order_by().first()
    if edition is None:
        return None
    stops = len(judge(edition.card, edition).stops)
    if not stops:
        edition.publish(by=edition.publish_by, at=at)
    return Turn(edition, stops)
