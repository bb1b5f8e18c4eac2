"""Where a card stands: its cell, practice, kind and channel. A change of place is seen at once, with or without new words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from cards.deck.files import Problem
from cards.deck.rubric.blueprint import ALL
from cards.deck.stored import PLACE, phrases_of, place_of
from cards.deck.text import CardText
from cards.models import Card, HeardAs, Kind, Mindset, Practice, Skill

from .outcome import sound

ROWS: dict[str, type[models.Model]] = {"mindset": Mindset, "skill": Skill, "practice": Practice, "kind": Kind}


def moves(card: Card | None, text: CardText) -> dict[str, tuple[Any, Any]]:
    """What changes beside the wording: the place, who comes first, the phrases it is found by."""
    now = {**place_of(card), "care_first": card.care_first, "heard_as": phrases_of(card)} if card else {}
    wanted: dict[str, Any] = {field: getattr(text, field) for field in PLACE}
    for field in ("care_first", "heard_as"):
        if getattr(text, field) is not None:
            wanted[field] = getattr(text, field)
    nothing: dict[str, Any] = {"care_first": False, "heard_as": ()}
    return {field: (old, value) for field, value in wanted.items() if (old := now.get(field, nothing.get(field, ""))) != value}


def make_room(cards: Iterable[tuple[Card, CardText]]) -> None:
    """Lift the cards that change cells off the table, so that two may change places."""
    moving = [card.pk for card, text in cards if {"mindset", "skill"} & moves(card, text).keys()]
    Card.objects.filter(pk__in=moving).update(mindset=None, skill=None)


def put(file: str, card: Card, text: CardText, problems: list[Problem], by: Any) -> bool:
    """Save a card where its file says; whether there was nothing to complain of."""
    rows = {field: _row(model, getattr(text, field)) for field, model in ROWS.items()}
    wrong = [*_unknown(rows, text), *_cell(card, text), *_number(card, text)]
    problems += [Problem(file, field, message) for field, message in wrong]
    card.channel = text.channel
    card.care_first = card.care_first if text.care_first is None else text.care_first
    for field, row in rows.items():
        setattr(card, field, row)
    # With its rows in doubt only the rest can be asked, and is: everything wrong is to be said at once.
    if not sound(file, (lambda: card.clean_fields(exclude=ROWS)) if wrong else card.full_clean, problems) or wrong:
        return False
    card.by = by
    card.save()
    return text.heard_as is None or _phrases(file, card, text.heard_as, problems)


def _row(model: type[models.Model], slug: str) -> Any:
    return model._default_manager.filter(slug=slug).first()


def _unknown(rows: dict[str, Any], text: CardText) -> Iterable[tuple[str, str]]:
    for field, row in rows.items():
        slug = getattr(text, field)
        if row is None and not (slug == ALL and field in ("mindset", "skill")):
            known = ", ".join(ROWS[field]._default_manager.values_list("slug", flat=True))
            yield field, f"there is no {field} {slug!r}. There are: {known}."
    if (text.mindset == ALL) != (text.skill == ALL):
        yield "mindset", "the card on permission has all for mindset and for skill, every other card for neither."


def _cell(card: Card, text: CardText) -> Iterable[tuple[str, str]]:
    in_play = Card.objects.filter(retired_at=None, mindset__slug=text.mindset, skill__slug=text.skill).exclude(pk=card.pk)
    if card.retired_at is None and (other := in_play.first()):
        yield "skill", f"the place {text.mindset} × {text.skill} is taken by {other.slug}. Move that card too, or choose another place."


def _number(card: Card, text: CardText) -> Iterable[tuple[str, str]]:
    if card.pk and card.number != text.number:
        yield "number", f"{text.slug} is number {card.number}, and a card keeps its number."
    elif not card.pk and (other := Card.objects.filter(number=text.number).first()):
        yield "number", f"{text.number} is the number of {other.slug}. Give a new card a number of its own; a card keeps its id."


def _phrases(file: str, card: Card, phrases: tuple[str, ...], problems: list[Problem]) -> bool:
    row = HeardAs.objects.filter(card=card).first() or HeardAs(card=card)
    if row.phrases == list(phrases):
        return True
    row.by, row.phrases = card.by, list(phrases)
    complaints: list[Problem] = []
    if sound(file, row.full_clean, complaints):
        row.save()
    problems += [Problem(file, "heard_as", problem.message) for problem in complaints]
    return not complaints
