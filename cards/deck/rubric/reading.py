"""How hard a text is to read, and how alike two are. Rough counts, the same for every card."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[A-Za-z0-9{}'’-]+")
SENTENCE_END = re.compile(r"[.!?:;]+")
ENDING = re.compile(r"(ing|ed|es|s)$")
HARDEST, LONGEST = 5.0, 20  # Flesch-Kincaid grade of a card, words of a sentence
LONG, TOO_LONG, LONG_ALLOWED = 4, 5, 3  # syllables, syllables, words
_COMMON = """a an the and or but to of in on at for with that this it is was be been they them their i we us our you your had has have
so than then as from about what which who how did do one just"""
COMMON = frozenset(_COMMON.split())


def words(text: str) -> list[str]:
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE_END.split(text) if words(sentence)]


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e or -ed; a number or a bare quotation mark has none."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    if letters.endswith("e") and not letters.endswith(("le", "ee")) and count > 1:
        count -= 1
    if letters.endswith("ed") and not letters.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count) if letters else 0


def grade(text: str) -> float:
    """Flesch-Kincaid grade: American school years, five is about ten years old. Needs at least one word."""
    said = words(text)
    return 0.39 * len(said) / len(sentences(text)) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59


def longest_sentence(text: str) -> str:
    return max(sentences(text), key=lambda sentence: len(words(sentence))).strip()


def long_words(text: str) -> list[str]:
    """Words of four syllables and more. What is to be filled in, and words made of others, do not count."""
    return [word for word in words(text) if "{" not in word and "-" not in word and syllables(word) >= LONG]


def overlap(one: str, other: str) -> float:
    """The share of their words that two lines have in common (Jaccard), without endings and common words."""
    first, second = _stems(one), _stems(other)
    return len(first & second) / max(1, len(first | second))


@lru_cache(maxsize=4096)  # every line is held against every other
def _stems(text: str) -> frozenset[str]:
    return frozenset({ENDING.sub("", word.lower()) for word in words(text)}) - COMMON
