"""Which words in curly brackets stand where: in what leaders see, and in a story that is still a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cards.deck.stored import published, story_text
from cards.deck.text import Text, placeholders
from cards.models import Placeholder, Story
from cards.models.placeholder import key_of


def standing() -> dict[str, list[str]]:
    """The words without their brackets, each with the texts it stands in."""
    deck = published()
    drafts = [story_text(row) for row in Story.objects.filter(published_at=None).order_by("-number")[:1]]
    found: dict[str, list[str]] = defaultdict(list)
    texts: Iterable[Text] = [*deck.cards, *deck.practices, *([deck.story] if deck.story else []), *drafts]
    for text in texts:
        for _field, words in placeholders(text):
            key = key_of(words[1:-1])
            if text.where not in found[key]:
                found[key].append(text.where)
    return dict(found)


def missing(text: Text) -> list[str]:
    """What a text leaves open: words in their brackets that nobody has filled in."""
    known = Placeholder.objects.values_by_words()
    return list(dict.fromkeys(words for _field, words in placeholders(text) if key_of(words[1:-1]) not in known))
