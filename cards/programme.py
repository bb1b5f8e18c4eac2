"""The programme's content, from `fixtures/` into the database: as often as you like, never over a designer's own words.

Not `loaddata`: it overwrites every row it finds, published wordings too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import models, transaction

from cards.models import Card, Edition, HeardAs, Kind, Mindset, Placeholder, Practice, Skill, Story

# In this order: a card names its practice, an edition its card.
FILES: dict[str, type[models.Model]] = {
    "mindsets.yaml": Mindset,
    "skills.yaml": Skill,
    "kinds.yaml": Kind,
    "practices.yaml": Practice,
    "cards.yaml": Card,
    "editions.yaml": Edition,
    "heard_as.yaml": HeardAs,
    "story.yaml": Story,
    "placeholders.yaml": Placeholder,
}
# What tells one row from another, where it is not the slug.
KEYS: dict[type[models.Model], tuple[str, ...]] = {Story: ("number",), HeardAs: ("about", "card"), Placeholder: ("words",)}
# Who did what and when is the database's to know; fixtures never say it. Nor what an organisation filled in: its value.
NOT_CONTENT = {
    "id",
    "loaded",
    "current",
    "retired_at",
    "retired_by",
    "made_at",
    "made_by",
    "changed_at",
    "published_at",
    "published_by",
    "dropped_at",
    "dropped_by",
}
NOT_CONTENT |= {"changed_by", "publish_at", "publish_by", "value"}


SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C is ten times as quick


class Action(StrEnum):
    MADE = "made"
    UPDATED = "updated"
    LEFT = "left"
    SAME = "same"


@dataclass(frozen=True)
class Outcome:
    """What became of one object of the fixtures."""

    model: type[models.Model]
    name: str
    action: Action
    why: str = ""

    def __str__(self) -> str:
        line = f"{self.action} {self.model._meta.verbose_name} {self.name}"
        return f"{line}: {self.why}" if self.why else line


class FixtureError(Exception):
    """Names the file, the object and the field, so that whoever edits content can find it."""


@dataclass(frozen=True)
class Entry:
    file: str
    model: type[models.Model]
    name: str
    fields: dict[str, Any]
    by: Any = None

    def error(self, field: str, problem: str) -> FixtureError:
        return FixtureError(f"{self.file}: {self.name}: {field}: {problem}")


def load(folder: Path, *, write: bool = True, by: Any = None) -> list[Outcome]:
    """Bring the database up to the fixtures, all or nothing. `write=False` does the same and takes it back."""
    outcomes = []
    with transaction.atomic():
        for file, model in FILES.items():
            settle = _settle_edition if model is Edition else _settle_row
            outcomes += [settle(entry) for entry in _entries(folder / file, model, by)]
        if not write:
            transaction.set_rollback(True)
    return outcomes


def digest(row: models.Model) -> str:
    """SHA-256 of what a row says, the same in every database: places are slugs, not ids."""
    text = json.dumps(content(row), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content(row: models.Model) -> dict[str, Any]:
    """What the fixtures may say about a row. Fields at their default are left out: a field that a later release adds
    must not make every row look as if a designer had changed it."""
    said: dict[str, Any] = {}
    for field in _content_fields(type(row)):
        value = getattr(row, field.name)
        if value != field.get_default():
            said[field.name] = list(value.natural_key()) if field.is_relation else value
    return said


def _content_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    # Which card, and which number, is where a wording stands and not what it says.
    apart = NOT_CONTENT | {"card", "number"} if model is Edition else NOT_CONTENT
    return [field for field in model._meta.concrete_fields if field.name not in apart]


# --- reading --------------------------------------------------------------------------------------------------------


def _entries(path: Path, model: type[models.Model], by: Any) -> Iterator[Entry]:
    try:
        objects = yaml.load(path.read_text(encoding="utf-8"), SAFE)  # noqa: S506 - a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise FixtureError(f"{path.name}: {problem}") from problem
    if not isinstance(objects, list):
        raise FixtureError(f"{path.name}: not a list of objects")
    seen = set()
    for place, thing in enumerate(objects, start=1):
        if not isinstance(thing, dict) or thing.get("model") != model._meta.label_lower or not isinstance(thing.get("fields"), dict):
            raise FixtureError(f"{path.name}: object {place}: needs model: {model._meta.label_lower}, and fields")
        fields = thing["fields"]
        key = (
            fields.get("slug")
            or fields.get("card")
            or fields.get("about")
            or fields.get("words")
            or fields.get("number")
            or f"object {place}"
        )
        entry = Entry(path.name, model, "/".join(map(str, key)) if isinstance(key, list) else str(key), fields, by)
        if entry.name in seen:
            raise FixtureError(f"{path.name}: {entry.name}: is here twice")
        seen.add(entry.name)
        yield entry


def _build(entry: Entry) -> models.Model:
    """The row as the fixtures would have it, not saved."""
    row = entry.model()
    for name, value in entry.fields.items():
        setattr(row, name, _value(entry, name, value))
    _check(entry, row.clean_fields)
    return row


def _value(entry: Entry, name: str, value: Any) -> Any:
    """A field's value; for a place in the blueprint the row that its natural key names."""
    try:
        field = entry.model._meta.get_field(name)
    except FieldDoesNotExist:
        raise entry.error(name, "there is no such field") from None
    if name in NOT_CONTENT:
        raise entry.error(name, "is not for fixtures to say")
    if field.is_relation and value is not None:
        other: Any = field.related_model
        try:
            return other._default_manager.get_by_natural_key(*value)
        except (ObjectDoesNotExist, TypeError):
            raise entry.error(name, f"there is no {other._meta.verbose_name} {value!r}") from None
    if problem := _not_text(field, value):
        raise entry.error(name, problem)
    return value


def _not_text(field: Any, value: Any) -> str:
    """YAML reads a bare `No` as false and `7` as a number; Django would store them as words without a murmur."""
    if isinstance(field, models.CharField | models.TextField) and not isinstance(value, str):
        return f"{value!r} is not text: put it in quotes"
    if isinstance(field, models.JSONField):
        lines = value if isinstance(value, list) else [None]
        parts = [part for line in lines for part in (line.values() if isinstance(line, dict) else [line])]
        if not all(isinstance(part, str) for part in parts):
            return f"{value!r} is not a list of texts: put each in quotes"
    return ""


def _check(entry: Entry, check: Any) -> None:
    """Run one of Django's own checks on a row and say where its first complaint comes from."""
    try:
        check()
    except ValidationError as problem:
        field, messages = next(iter(problem.message_dict.items()))
        raise entry.error(field, " ".join(messages)) from problem


# --- settling -------------------------------------------------------------------------------------------------------


def _settle_row(entry: Entry) -> Outcome:
    """Make it, bring it up to date, or leave what a designer made of it."""
    wanted: Any = _build(entry)
    same = {key: getattr(wanted, key) for key in KEYS.get(entry.model, ("slug",))}
    # In no order: PostgreSQL locks no row that an order by another table might leave out.
    row: Any = entry.model._default_manager.select_for_update().filter(**same).order_by().first()
    if row is None:
        _write(entry, wanted)
        return Outcome(entry.model, entry.name, Action.MADE)
    now, new = digest(row), digest(wanted)
    if now == new:
        if row.loaded != new:  # a person wrote the same words, or `loaddata` did: from here on it is the programme's
            row.loaded = new
            row.save(update_fields=["loaded"])
        return Outcome(entry.model, entry.name, Action.SAME)
    if now != row.loaded:
        return Outcome(entry.model, entry.name, Action.LEFT, "a designer changed it")
    for field in _content_fields(entry.model):
        setattr(row, field.name, getattr(wanted, field.name))
    _write(entry, row)
    return Outcome(entry.model, entry.name, Action.UPDATED)


def _write(entry: Entry, row: Any) -> None:
    """Save what the programme says and nothing else: a card that is retired stays so."""
    row.loaded, row.by = digest(row), entry.by
    _check(entry, row.full_clean)
    # And when: an index made of the row is known to be old by that.
    apart = [field.name for field in entry.model._meta.concrete_fields if field.name in ("loaded", "changed_at")]
    row.save(update_fields=[*(field.name for field in _content_fields(entry.model)), *apart] if row.pk else None)


def _settle_edition(entry: Entry) -> Outcome:
    """A first wording, a newer one, or none. A wording that was published is never changed."""
    wanted: Any = _build(entry)
    card = Card.objects.select_for_update().get(pk=wanted.card_id)
    newest = card.editions.kept().order_by("-number").first()
    if card.current and content(card.current) == content(wanted):
        return Outcome(entry.model, entry.name, Action.SAME)
    if newest and (why := _designers_hand(card, newest)):
        return Outcome(entry.model, entry.name, Action.LEFT, why)
    if newest and not card.current and content(newest) == content(wanted):  # `loaddata` brought it but cannot publish
        newest.publish()
        return Outcome(entry.model, entry.name, Action.UPDATED, f"edition {newest.number} published")
    wanted.number = card.next_number
    _check(entry, wanted.full_clean)
    wanted.save()
    wanted.publish()
    return Outcome(entry.model, entry.name, Action.UPDATED if newest else Action.MADE, f"edition {wanted.number} published")


def _designers_hand(card: Card, newest: Edition) -> str:
    """Why the wording is not ours to replace, if so. We write only on top of our own, and only while it is in use."""
    if newest.made_by_id is not None:
        return f"edition {newest.number} is a designer's"
    if newest.pk != card.current_id and (card.current_id or newest.published_at):
        return f"a designer took edition {newest.number} out of use"
    return ""
