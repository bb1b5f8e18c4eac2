"""Finding a card, holding it, drawing one at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from secrets import SystemRandom
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cards.finder import Index, deck
from cards.models import Card, Kind, Mindset, Skill
from cards.trials import dressed
from cards.views.choice import Choice
from cards.views.results import Results

DEALT = 3


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """The deck, or what is left of it when a kind of moment, a mindset, a skill or words were chosen."""
    choice = Choice.read(request.GET)
    now = deck()
    return render(request, "cards/cards.html", {"choice": choice, "index": now.digest, **listed(choice, now.index)})


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A hand of cards with this one on top. Nothing on it is about who looks at it: phones keep it as bytes."""
    choice = Choice.read(request.GET)
    hand = in_hand(choice, slug)
    dressed(request, (card for _place, card in hand["hand"]))
    return render(request, "cards/card.html", {"choice": choice, **hand})


@require_safe
@cache_control(no_store=True)
def draw(request: HttpRequest) -> HttpResponse:
    """Three cards face down. The one for somebody shaken is never among them: it is not a thing to play with."""
    deck = [card for card in Card.objects.in_play() if not card.care_first]
    dealt = SystemRandom().sample(deck, min(DEALT, len(deck)))
    return render(request, "cards/draw.html", {"choice": Choice.read(request.GET), "dealt": dealt})


def listed(choice: Choice, index: Index) -> dict[str, Any]:
    """What the list shows: marked lines for words, a fan for a place on the blueprint, else the whole deck."""
    axes: dict[str, Any] = {"kinds": Kind.objects.in_use(), "mindsets": Mindset.objects.all(), "skills": Skill.objects.in_use()}
    if not choice.narrows:
        deck = choice.cards()
        wild = [card for card in deck if card.rank is None]
        return {**axes, "total": len(deck), "wild": wild, "rows": ranked(deck, axes["mindsets"], axes["skills"])}
    axes["total"] = Card.objects.in_play().count()
    return {**axes, "results": Results.of(choice, index)} if choice.q else {**axes, "fan": choice.cards()}


def ranked(deck: Sequence[Card], mindsets: Iterable[Mindset], skills: Iterable[Skill]) -> list[tuple[Skill, list[Card | None]]]:
    """A row for each skill with a card in each mindset's column; None where none is in play. Empty rows are left out."""
    at = {(card.skill_id, card.mindset_id): card for card in deck}
    rows = ((skill, [at.get((skill.pk, mindset.pk)) for mindset in mindsets]) for skill in skills)
    return [(skill, row) for skill, row in rows if any(row)]


def in_hand(choice: Choice, slug: str) -> dict[str, Any]:
    """The chosen cards from this one on, round to the one before it: the first needs no script to be seen first.

    A card that nothing chosen leads to comes with the others of its kind of moment.
    """
    cards = choice.cards() if choice.narrows else []
    if slug not in (card.slug for card in cards):
        card = get_object_or_404(Card.objects.in_play(), slug=slug)
        choice = Choice(kind=card.kind)
        cards = choice.cards()
    at = next(at for at, card in enumerate(cards) if card.slug == slug)
    places = list(enumerate(cards, 1))
    return {
        "hand": [*places[at:], *places[:at]],
        "of": len(cards),
        "shown": choice,
        "before": cards[at - 1],
        "after": cards[(at + 1) % len(cards)],
    }
