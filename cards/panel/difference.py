"""Two wordings side by side, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from cards.deck.stored import WORDING
from cards.models import Edition
from cards.said import in_words, label_of

PIECE = re.compile(r"\s*\S+")
Words = list[tuple[bool, str]]


@dataclass(frozen=True)
class Difference:
    """One field: what was, what is to be. Each piece says whether it is only on its own side."""

    label: str
    was: Words
    becomes: Words


def differences(before: Edition | None, after: Edition) -> list[Difference]:
    """Only fields that differ, in the order of the card."""
    names = [name for name in WORDING if before is None or getattr(before, name) != getattr(after, name)]
    return [Difference(label_of(Edition, name), *word_by_word(said(before, name) if before else "", said(after, name))) for name in names]


def word_by_word(was: str, becomes: str) -> tuple[Words, Words]:
    one, other = PIECE.findall(was), PIECE.findall(becomes)
    gone: Words = []
    new: Words = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if a != b:
            gone.append((kind != "equal", "".join(one[a:b])))
        if c != d:
            new.append((kind != "equal", "".join(other[c:d])))
    return gone, new


def said(edition: Edition, name: str) -> str:
    """As a person reads it: a choice by its words, a list a line each."""
    display = getattr(edition, f"get_{name}_display", None)
    return str(display()) if display else in_words(getattr(edition, name))
