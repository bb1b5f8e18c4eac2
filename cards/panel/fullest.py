"""A wording with every field as long as it may be: whether it still fits a phone."""

from __future__ import annotations

from itertools import cycle

from django.db import models

from cards.deck.rubric.limits import LIMITS, LINES
from cards.models import Edition

APART = {"check_back_when"}
IF_EMPTY = "Understanding everybody's circumstances"


def fullest(edition: Edition) -> Edition:
    """In memory only. Its own words again and again, cut where a word ends."""
    full = Edition(card=edition.card, number=edition.number)
    for field in Edition._meta.concrete_fields:
        value = getattr(edition, field.name) if not field.is_relation else None
        if isinstance(field, models.CharField) and field.name not in APART:
            setattr(full, field.name, filled(str(value), field.max_length or 0))
        elif field.name in LIMITS and isinstance(value, list):
            setattr(full, field.name, [filled(line, LIMITS[field.name][1]) for line in (value or [""]) * LINES[1]][: LINES[1]])
        elif field.name in APART | {"minutes"}:
            setattr(full, field.name, value)
    return full


def filled(text: str, most: int) -> str:
    """`text`, with its words again after it, up to `most` characters."""
    said = text
    for word in cycle((text or IF_EMPTY).split()):
        if len(said) + 1 + len(word) > most:
            return said
        said = f"{said} {word}".strip()
    return said
