"""A team of nobody, to practise with. Nothing here knows a table of people, or a way to write anything: docs/decisions/0030."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cards.models import Card
from coaching.forms.entry import RECENT, WordsForm
from coaching.models import ComeBack

HAND = 6  # moments offered, one of each kind


@dataclass(frozen=True)
class MadeUp:
    """Somebody who is not there. No row ever has a number below nought, so no real form takes it for a person."""

    pk: int
    known_as: str
    name: str

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split())


TEAM = (
    MadeUp(-1, "Robin", "Robin Example"),
    MadeUp(-2, "Sasha", "Sasha Sample"),
    MadeUp(-3, "Kit", "Kit Pretend"),
    MadeUp(-4, "Ashley", "Ashley Madeup"),
    MadeUp(-5, "Jules", "Jules Notreal"),
    MadeUp(-6, "Charlie", "Charlie Practice"),
)


def hand() -> list[Card]:
    """A card for each kind of moment, the first of it in the deck: the same on every phone, and few enough to keep."""
    first: dict[int, Card] = {}
    for card in Card.objects.in_play():
        first.setdefault(card.kind_id, card)
    return sorted(first.values(), key=lambda card: card.kind.number)[:HAND]


class NoLeader:
    """What the sheet asks of whoever leads: with one team nobody is told apart by team."""

    teams: tuple[()] = ()


class RehearsalForm(WordsForm):
    """The log sheet's own questions, asked about somebody made up."""

    id = forms.CharField(required=False)
    edition = forms.CharField(required=False)
    advisor = forms.ChoiceField(
        choices=[(str(one.pk), one.known_as) for one in TEAM],
        error_messages={"required": _("Who was it? Tap a name."), "invalid_choice": _("That person is not in the made-up team.")},
    )
    come_back = forms.ChoiceField(choices=ComeBack, required=False)
    leader = NoLeader()
    people = TEAM

    def __init__(self, card: Card, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card

    def who(self) -> MadeUp:
        return next(one for one in TEAM if str(one.pk) == self.cleaned_data["advisor"])


def sheet(form: RehearsalForm) -> dict[str, Any]:
    """What the sheet's template asks for."""
    return {"form": form, "card": form.card, "recent": TEAM[:RECENT], "rest": TEAM[RECENT:], "rehearsal": True}
