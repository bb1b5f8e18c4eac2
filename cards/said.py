"""What a field said and says, in words a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models


@dataclass(frozen=True)
class Difference:
    label: str
    was: str
    now: str


def differences(model: type[models.Model], fields: Mapping[str, Any]) -> Iterator[Difference]:
    """`fields` is what each said and says. A field of an earlier release keeps its bare name."""
    for name, (was, now) in fields.items():
        yield Difference(label_of(model, name), in_words(was), in_words(now))


def label_of(model: type[models.Model], name: str) -> str:
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name)).capitalize()
    except FieldDoesNotExist:
        return name


def in_words(value: Any) -> str:
    """A list is a line each; what has parts has them in a row."""
    if isinstance(value, list | tuple):
        return "\n".join(in_words(one) for one in value)
    if isinstance(value, dict):
        return ": ".join(in_words(part) for part in value.values())
    return "" if value is None else str(value)
