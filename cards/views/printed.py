"""The deck on paper: four A6 cards to a sheet of A4, in the order in which a printer puts every back behind its front."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.blanks import filled
from cards.models import Card, Edition, Kind, Mindset, Skill
from cards.trials import dressed
from cards.views.choice import Choice

ON_A_SHEET = 4
# Which front each place of the back page lies behind: places run along the top row, then along the bottom one. Over the long edge
# of an upright sheet left and right change sides; over the short edge the rows do, and what is up on one side is down on the other.
BEHIND = {"long": (1, 0, 3, 2), "short": (2, 3, 0, 1)}
# Characters on a back, up to which it is set in the first, the second and the third size of static/css/paper.css.
ROOM = (680, 780, 840)
FRAME = 100  # what the frame of a safety note takes, in characters
ON_THE_BACK = ("try_this", "say_permission", "why_it_matters", "avoid", "check_back_ask", "when_you_hear_it", "elsewhere", "safety_note")


@dataclass(frozen=True)
class Printed:
    """A card with the size its back is set in: 1 (largest) to 4, at which the longest there may be still fits."""

    card: Card
    size: int


@dataclass(frozen=True)
class Leaf:
    """One side of one sheet. None is a place that stays empty."""

    sheet: int
    back: bool
    turned: bool
    places: tuple[Any, ...]


def back_size(says: Edition) -> int:
    lines = [*says.follow_ons, *says.listen_for, *(getattr(says, name) for name in ON_THE_BACK)]
    return bisect_left(ROOM, sum(len(filled(line)) for line in lines) + (FRAME if says.safety_note else 0)) + 1


def leaves(cards: Sequence[Any], flip: str = "long", backs: bool = True) -> Iterator[Leaf]:
    """The pages in the order they are printed: four fronts, then the backs of the same four."""
    for sheet, first in enumerate(range(0, len(cards), ON_A_SHEET), 1):
        four = cards[first : first + ON_A_SHEET]
        fronts = (*four, *[None] * (ON_A_SHEET - len(four)))
        yield Leaf(sheet, back=False, turned=False, places=fronts)
        if backs:
            yield Leaf(sheet, back=True, turned=flip == "short", places=tuple(fronts[place] for place in BEHIND[flip]))


@require_safe
def deck_on_paper(request: HttpRequest) -> HttpResponse:
    """The deck in play, or the part of it that was chosen, ready to print and cut. In a trial, in the wording of who prints."""
    choice = replace(Choice.read(request.GET), q="")
    cards = dressed(request, choice.cards())
    flip = "short" if request.GET.get("flip") == "short" else "long"
    backs = request.GET.get("sides") != "faces"
    context = {
        "choice": choice,
        "cards": cards,
        "flip": flip,
        "backs": backs,
        "sheets": -(-len(cards) // ON_A_SHEET),
        "leaves": leaves([Printed(card, back_size(card.current)) for card in cards if card.current], flip, backs),
        "axes": (
            ("kind", Kind.objects.in_use(), choice.kind),
            ("mindset", Mindset.objects.all(), choice.mindset),
            ("skill", Skill.objects.in_use(), choice.skill),
        ),
    }
    return render(request, "cards/print.html", context)
