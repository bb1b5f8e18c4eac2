"""What the rubric has to say to a wording that is not published: about the card by itself, and among the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Model
from django.utils.translation import gettext as _

from cards.deck.overlay import laid_over
from cards.deck.rubric import Finding, check_card, check_deck, grade_of, placeholders
from cards.deck.rubric.blueprint import Places
from cards.deck.rubric.deck import DECK
from cards.deck.stored import card_text, places, published
from cards.deck.text import CardText, Text
from cards.models import Card, Edition


@dataclass(frozen=True)
class Line:
    """One finding as a designer reads it; `field` is the name of a form's field, or empty."""

    field: str
    label: str
    says: str


@dataclass(frozen=True)
class Judgement:
    """`stops` keep a wording from being published; `advice` is a person's to weigh; `blanks` are still to be filled in."""

    stops: tuple[Line, ...]
    advice: tuple[Line, ...]
    blanks: tuple[Line, ...]
    grade: float | None


def judge(card: Card, edition: Edition) -> Judgement:
    """Only what this wording brings: what was wrong with the deck before it is not held against it."""
    text = card_text(card, edition)
    before, there = published().cards, places()
    together = check_deck(laid_over(before, [text]), there)
    known = _known(before, there)
    news = [one for one in together if one.about(text.slug) or (one.where == DECK and one.same_matter not in known)]
    found = [*check_card(text, there), *news]
    return Judgement(
        stops=tuple(_lines(one for one in found if one.hard)),
        advice=tuple(_lines(one for one in found if not one.hard)),
        blanks=tuple(Line(field, _label(field), words) for field, words in placeholders(text)),
        grade=grade_of(text),
    )


def weighed(model: type[Model], text: Text, found: list[Finding]) -> Judgement:
    """The same of a practice or a story, which stand by themselves."""
    return Judgement(
        stops=tuple(_lines((one for one in found if one.hard), model)),
        advice=tuple(_lines((one for one in found if not one.hard), model)),
        blanks=tuple(Line(field, _label(field, model), words) for field, words in placeholders(text)),
        grade=None,
    )


def about_places() -> list[str]:
    """What the rubric says of how the deck in use fills its places: for whoever moves a card."""
    return [f"{one.field}: {one.message}" for one in check_deck(published().cards, places()) if one.check == "C13"]


@lru_cache(maxsize=4)
def _known(deck: tuple[CardText, ...], there: Places) -> frozenset[tuple[str, str, str]]:
    """What is wrong with the deck in use. It is asked at every pause in the typing, and changes with a publishing."""
    return frozenset(finding.same_matter for finding in check_deck(deck, there))


def _lines(found: Iterator[Finding], model: type[Model] = Edition) -> Iterator[Line]:
    for one in found:
        others = [slug for slug in one.where.split("/") if "/" in one.where]
        yield Line(one.field, _label(one.field, model), f"{one.message} ({' / '.join(others)})" if others else one.message)


def _label(field: str, model: type[Model] = Edition) -> str:
    """The words of the form: a place in the deck has none."""
    names = {one.name: str(getattr(one, "verbose_name", one.name)) for one in model._meta.get_fields()}
    return (names.get(field) or (_("the whole card") if field == "card" else field)).capitalize()
