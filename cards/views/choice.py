"""What a leader narrowed the deck to: read from an address, carried through every link of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, QueryDict

from cards.finder import LONGEST, Found, Index, deck, find
from cards.models import Card, Kind, Mindset, Skill

Named = TypeVar("Named", Kind, Mindset, Skill)


@dataclass(frozen=True)
class Choice:
    """`whom` is whatever the page we came from is about. The library hands it on and knows nothing about it."""

    kind: Kind | None = None
    mindset: Mindset | None = None
    skill: Skill | None = None
    q: str = ""
    whom: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Choice:
        """From a page's address. A slug nobody has is a 404; words and numbers nobody could have typed are dropped."""
        return cls(
            kind=_named(Kind, asked.get("kind", "")),
            mindset=_named(Mindset, asked.get("mindset", "")),
            skill=_named(Skill, asked.get("skill", "")),
            q=" ".join(asked.get("q", "").replace("\0", " ").split())[:LONGEST],
            whom=_digits(asked.get("for", "")),
        )

    @property
    def places(self) -> dict[str, Kind | Mindset | Skill]:
        """The chosen places on the axes of the blueprint, by the name they have in an address."""
        chosen = {"kind": self.kind, "mindset": self.mindset, "skill": self.skill}
        return {name: place for name, place in chosen.items() if place}

    @property
    def carried(self) -> QueryDict:
        """What goes into every link, whatever is chosen there."""
        return _query({"for": self.whom})

    @property
    def filters(self) -> QueryDict:
        """And the places chosen, so that one more narrows further."""
        return _query({**{name: place.slug for name, place in self.places.items()}, "for": self.whom})

    @property
    def query(self) -> QueryDict:
        """And the words: this very list again."""
        query = self.filters
        if self.q:
            query["q"] = self.q
        return query

    @property
    def names(self) -> str:
        """The chosen places as a heading."""
        return ", ".join(place.name for place in self.places.values())

    @property
    def means(self) -> str:
        """What the chosen place means; nothing can be said of several at once."""
        return next(iter(self.places.values())).means if len(self.places) == 1 else ""

    @property
    def narrows(self) -> bool:
        return bool(self.places or self.q)

    def cards(self) -> list[Card]:
        """The cards of this choice, best first for words, in deck order otherwise."""
        return [match.card for match in self.found(deck().index).matches] if self.q else self._within()

    def found(self, index: Index) -> Found:
        """What the words fit, among the cards of this choice."""
        return find(self.q, self._within(), index)

    def _within(self) -> list[Card]:
        return list(Card.objects.in_play().within(**{name: place.slug for name, place in self.places.items()}))


def _named(model: type[Named], slug: str) -> Named | None:
    """The row of that slug. Looked for among all (six, three or nine) in Python, where odd characters do no harm."""
    if not slug:
        return None
    for row in model._default_manager.all():
        if row.slug == slug:
            return row
    raise Http404


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) <= 18 else ""


def _query(values: dict[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if value})
    return query
