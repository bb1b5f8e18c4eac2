"""What words found, ready to be shown: each card with the words marked that it was found by."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cards.blanks import filled
from cards.finder import Index, Match, marked
from cards.models import Card
from cards.views.choice import Choice

BEST = 3  # shown at once; the others on demand


@dataclass(frozen=True)
class Hit:
    """A card that was found. `because` says which words spoke for it, where the moment itself has none of them."""

    card: Card
    title: SafeString
    moment: SafeString
    because: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    hits: list[Hit] = field(default_factory=list)
    harm: bool = False

    @classmethod
    def of(cls, choice: Choice, index: Index) -> Results:
        found = choice.found(index)
        return cls([hit(match, choice.q, index) for match in found.matches], found.harm)

    @property
    def best(self) -> list[Hit]:
        return self.hits[:BEST]

    @property
    def more(self) -> list[Hit]:
        return self.hits[BEST:]


def hit(match: Match, q: str, index: Index) -> Hit:
    title = highlighted(match.card.title, q, index)
    moment = highlighted(filled(match.card.current.moment) if match.card.current else "", q, index)
    return Hit(match.card, title, moment, () if "<mark>" in title + moment else match.because)


def highlighted(text: str, q: str, index: Index) -> SafeString:
    pieces = (format_html("<mark>{}</mark>", piece) if asked else piece for piece, asked in marked(text, q, index))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
