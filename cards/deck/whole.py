"""The whole programme as files, in the fixtures' own form: what a second organisation starts from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from django.db import models

from cards.models import Card, Edition, HeardAs, Placeholder, Story
from cards.models.retirable import Retirable
from cards.programme import FILES, content


def whole() -> dict[str, str]:
    """What is in play: current wordings, the story leaders see or its newest draft, placeholders without their values."""
    return {file: _yaml(model, _rows(model)) for file, model in FILES.items()}


def _rows(model: type[models.Model]) -> Iterable[Any]:
    cards = Card.objects.in_play()
    if model is Card:
        return cards
    if model is Edition:
        return [card.current for card in cards]
    if model is HeardAs:
        there = HeardAs.objects.select_related("card").order_by("about", "card__number")
        return there.filter(models.Q(card=None) | models.Q(card__in=cards.values("pk")))
    if model is Story:
        story = Story.objects.current() or Story.objects.order_by("number").last()
        return [story] if story else []
    rows = model._default_manager.order_by("words" if model is Placeholder else "number")
    return rows.filter(retired_at=None) if issubclass(model, Retirable) else rows


def _yaml(model: type[models.Model], rows: Iterable[Any]) -> str:
    said = [{"model": model._meta.label_lower, "fields": _fields(row)} for row in rows]
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)


def _fields(row: Any) -> dict[str, Any]:
    """Every one is a first wording, and a first story, where it arrives."""
    if isinstance(row, Edition):
        return {"card": list(row.card.natural_key()), "number": 1, **content(row)}
    return {**content(row), **({"number": 1} if isinstance(row, Story) else {})}
