"""Card files into cards and editions. A published wording never changes: other words are a new edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.deck.files import Problem
from cards.deck.files.folder import File
from cards.deck.stored import differences, wording_of
from cards.deck.text import CardText
from cards.models import Card, Edition

from .outcome import Outcome, State, Terms, sound
from .places import make_room, moves, put


@dataclass
class Arrival:
    """A card's file beside what the database has: the wording in use, and a draft that is newer."""

    file: File[CardText]
    card: Card | None
    outcome: Outcome
    newest: Edition | None = None
    draft: Edition | None = None
    anew: bool = False  # a new edition is needed
    waits: bool = False  # the draft says just this

    @property
    def in_use(self) -> Edition | None:
        return self.card.current if self.card else None

    def wording(self) -> dict[str, Any]:
        """What the file says, and where it says nothing what is there."""
        there = self.in_use or self.newest
        return {"heard": there.heard if there else "", **wording_of(self.file.text)}


def take_cards(files: Sequence[File[CardText]], terms: Terms, problems: list[Problem]) -> list[Outcome]:
    """One outcome a file, in the same order. Cards that stop at somebody's draft stay as they are, place and all."""
    arrivals = [_arrive(file, terms) for file in files]
    going = [arrival for arrival in arrivals if arrival.outcome.state is not State.LEFT]
    make_room((arrival.card, arrival.file.text) for arrival in going if arrival.card)
    for arrival in going:
        _settle(arrival, terms, problems)
    return [arrival.outcome for arrival in arrivals]


def _arrive(file: File[CardText], terms: Terms) -> Arrival:
    text = file.text
    outcome = Outcome(file.name, f"card {text.number} {text.slug}", slug=text.slug, in_play=True)
    card = Card.objects.select_for_update().filter(slug=text.slug).first()
    arrival = Arrival(file, card, outcome)
    if card:
        arrival.newest = card.editions.kept().order_by("-number").first()
        if arrival.newest and arrival.newest.published_at is None:
            arrival.draft = arrival.newest
        if card.retired_at:
            outcome.in_play = False
            outcome.notes.append("This card is retired, and stays so.")
    _compare(arrival, terms)
    return arrival


def _compare(arrival: Arrival, terms: Terms) -> None:
    """Say what would change, and stop at a draft that says something else."""
    outcome, draft, wanted = arrival.outcome, arrival.draft, wording_of(arrival.file.text)
    said = {} if arrival.in_use and not differences(arrival.in_use, wanted) else differences(arrival.in_use or arrival.newest, wanted)
    arrival.waits = bool(draft and not differences(draft, wanted)) and (bool(said) or not arrival.in_use)
    arrival.anew = not arrival.waits and (bool(said) or not arrival.newest)
    if draft and arrival.anew and not terms.over_drafts:
        outcome.state, outcome.in_play, outcome.changes = State.LEFT, False, said
        whose = draft.made_by or "the programme"
        outcome.notes.append(f"Edition {draft.number}, by {whose}, is a newer draft. Add --over-drafts to put this one after it.")
        return
    if draft and arrival.waits:
        outcome.notes.append(f"Edition {draft.number}, a draft, says just this{'' if terms.publish else ': add --publish to publish it'}.")
    elif arrival.anew and draft:
        outcome.notes.append(f"It comes after edition {draft.number}, a draft, which is kept.")
    moved = moves(arrival.card, arrival.file.text)
    if moved and arrival.card:
        outcome.notes.append(f"Seen at once, with or without --publish: {', '.join(moved)}.")
    if arrival.anew or moved or (arrival.waits and terms.publish):
        outcome.state = State.CHANGED if arrival.card else State.NEW
        outcome.changes = {**moved, **(said if arrival.anew or terms.publish else {})}


def _settle(arrival: Arrival, terms: Terms, problems: list[Problem]) -> None:
    """Write what the file asks, in the order the database needs it: the card, then its words."""
    file, text = arrival.file.name, arrival.file.text
    wording = arrival.wording()
    # Before the card, as one reading is to bring up everything that is wrong.
    fine = not arrival.anew or _sayable(file, wording, problems)
    card = Card.objects.filter(slug=text.slug).first() or Card(slug=text.slug, number=text.number)
    placed = put(file, card, text, problems, terms.by) if moves(arrival.card, text) or card.number != text.number else True
    if not (placed and fine):
        return
    edition = arrival.draft if arrival.waits else None
    if arrival.anew:
        edition = Edition.objects.create(card=card, number=card.next_number, made_by=terms.by, **wording)
    if edition and terms.publish:
        edition.publish(by=terms.by)


def _sayable(file: str, wording: dict[str, Any], problems: list[Problem]) -> bool:
    """Whether the words fit an edition, as files name its fields."""
    complaints = [] if wording["heard"] else [Problem(file, "heard", "a card needs the few words a leader overhears. Write them.")]
    sound(
        file, lambda: Edition(**wording).clean_fields(exclude=["card", "number", "heard"] if complaints else ["card", "number"]), complaints
    )
    problems += complaints
    return not complaints
