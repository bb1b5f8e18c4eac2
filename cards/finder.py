"""From a few words, or a sentence a leader just heard, to the cards that fit it. Pure: no database, no clock."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cards.models import Card

LONGEST = 200  # characters of a query that count
LONG_ENOUGH = 3  # letters of a word that is still being typed
WEIGHTS = {"title": 6, "heard": 5, "search_words": 4, "moment": 3, "open_with": 1, "try_this": 1}
WORD = re.compile(r"[^\W_]+(?:['’‘ʼ´`][^\W_]+)*")
# Word forms, longest first. Crude, but the same on both sides, so a wrong stem still meets itself.
ENDINGS = ("ements", "ement", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "ly", "s", "e", "y")
COMMON = """a about all am an and are as at be been but by can cant did do does dont for from get got had has have he her him his how
i if im in is it its just me my not of on or our she so than that thats the their them then they theyre this to up us was we were what
when which who will with you your"""


@dataclass(frozen=True)
class Match:
    """`where` is the line that fits best, as (field, text)."""

    card: Card
    score: float
    where: tuple[str, str]


def find(query: str, cards: Sequence[Card]) -> list[Match]:
    """The cards that share a word with the query, best first. Every card needs its `current` wording."""
    wanted, start = _wanted(query), _start(query)
    lines = {card.number: list(_lines(card)) for card in cards}
    spread = Counter(
        word for found in lines.values() for word in {word for *_, words in found for word in words if _asked_for(word, wanted, start)}
    )
    rarity = {word: math.log(1 + len(cards) / count) for word, count in spread.items()}
    matches = (_match(card, lines[card.number], rarity) for card in cards)
    return sorted((match for match in matches if match), key=lambda match: (-match.score, match.card.number))


def marked(text: str, query: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether the query asked for it. Joined, the pieces are the text."""
    wanted, start, pieces, end = _wanted(query), _start(query), [], 0
    for word in WORD.finditer(text):
        if _asked_for(_stem(word[0]), wanted, start):
            pieces += [(text[end : word.start()], False), (word[0], True)]
            end = word.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def _wanted(query: str) -> frozenset[str]:
    """The words that tell cards apart; the common ones only when there is nothing else."""
    words = _words(query[:LONGEST])
    return words - _words(COMMON) or words


def _start(query: str) -> str:
    """The last word as far as it is typed: search answers while somebody is still typing."""
    words = WORD.findall(query[:LONGEST])
    return _plain(words[-1]) if words and len(words[-1]) >= LONG_ENOUGH else ""


def _asked_for(word: str, wanted: frozenset[str], start: str) -> bool:
    return word in wanted or bool(start and word.startswith(start))


def _lines(card: Card) -> Iterator[tuple[str, str, frozenset[str]]]:
    for field in WEIGHTS:
        value = getattr(card.current, field)
        for text in value if isinstance(value, list) else [value]:
            yield field, text, _words(text)


def _match(card: Card, lines: list[tuple[str, str, frozenset[str]]], rarity: dict[str, float]) -> Match | None:
    """Each word counts once in each field; the best line is the one that alone would score most."""
    found = {(field, word) for field, _, words in lines for word in words if word in rarity}
    if not found:
        return None
    score = sum(WEIGHTS[field] * rarity[word] for field, word in sorted(found))
    field, text, _ = max(lines, key=lambda line: WEIGHTS[line[0]] * sum(rarity.get(word, 0) for word in sorted(line[2])))
    return Match(card, score, (field, text))


def _words(text: str) -> frozenset[str]:
    return frozenset(stem for word in WORD.findall(text) if (stem := _stem(word)))


def _plain(word: str) -> str:
    """Without case, accents and apostrophes."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalnum())


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """One ending taken off the plain word, if enough of it is left."""
    plain = _plain(word)
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            stem = plain.removesuffix(ending)
            return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] not in "ls" else stem
    return plain
