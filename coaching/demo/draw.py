"""Which person, which card, which words: what a leader on the floor would come upon."""

from __future__ import annotations

from datetime import datetime
from random import Random

from accounts.models import Advisor
from cards.models import Card

from .words import ABOUT, NEXT_STEPS, NOTES, USE

GOOD_CATCH = 0.31  # the share of chats that begin from something done well
NOTED = 0.38  # a little more than a third: a text already used about that person is left out
OWN_WORDS, AS_THE_CARD_SAYS = 0.55, 0.9  # what they will try: their own words, up to here the card's, else nothing


class Draw:
    def __init__(self, rng: Random, deck: list[Card]) -> None:
        self.rng = rng
        self.deck = [card for card in deck if USE.get(card.slug)]
        self.skills = sorted({card.skill.slug for card in self.deck if card.skill})
        self.focus: dict[str, list[str]] = {}
        self.seen: dict[str, list[str]] = {}  # slugs by person, latest last
        self.spoken: dict[str, datetime] = {}
        self.told: set[tuple[str, str]] = set()

    def person(self, here: list[Advisor], at: datetime) -> Advisor:
        """More likely the longer it has been."""
        weights = [min((at - self.spoken[one.name]).days + 1, 12) if one.name in self.spoken else 12 for one in here]
        return self.rng.choices(here, weights)[0]

    def card(self, person: str) -> Card:
        """Good catches about three times in ten; within that, what people work on, and not the same card again at once."""
        good = self.rng.random() < GOOD_CATCH
        focus = self.focus.setdefault(person, self.rng.sample(self.skills, 2))
        lately = self.seen.get(person, [])[-3:]
        these = [card for card in self.deck if (card.kind.slug == "good-catch") == good and card.slug not in lately]
        return self.rng.choices(these, [USE[card.slug] * (7 if card.skill and card.skill.slug in focus else 1) for card in these])[0]

    def remember(self, person: str, card: Card, at: datetime) -> None:
        self.seen.setdefault(person, []).append(card.slug)
        self.spoken[person] = at

    def next_step(self, card: Card) -> str:
        chance = self.rng.random()
        own = NEXT_STEPS.get(card.slug)
        if own and chance < OWN_WORDS:
            return self.rng.choice(own)
        return card.current.try_this if card.current and chance < AS_THE_CARD_SAYS else ""

    def note(self, person: str, card: Card) -> str:
        """Never the same text twice about one person."""
        texts = NOTES.get(card.slug)
        if not texts or self.rng.random() > NOTED:
            return ""
        text = self.rng.choice(texts)
        if (person, text) in self.told:
            return ""
        self.told.add((person, text))
        return text.format(about=self.rng.choice(ABOUT))
