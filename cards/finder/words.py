"""A text as the finder reads it: plain words, and the pieces of a word by which slips and word forms still meet.

`static/js/finder/words.js` does the same, letter for letter: a test runs both.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST = 200  # characters of a query that count
PIECES = (3, 4)  # letters in a piece


def words(text: str) -> list[str]:
    """Lower case, without accents and apostrophes; anything that is no letter and no number parts two words."""
    plain, word = [], ""
    for letter in unicodedata.normalize("NFKD", text).lower():
        kind = unicodedata.category(letter)
        if kind[0] in "LN":
            word += letter
        elif kind != "Mn" and letter not in "'’‘ʼ´`":
            plain.append(word)
            word = ""
    return [word for word in [*plain, word] if word]


@lru_cache(maxsize=16384)
def pieces(word: str) -> tuple[str, ...]:
    """The word itself, and its runs of three and four letters with a space at either end: " yes " has " ye", "yes", "es ", " yes", "yes ".

    Source: W. B. Cavnar and J. M. Trenkle, "N-Gram-Based Text Categorization" (1994).
    """
    padded = f" {word} "
    runs = [padded[at : at + size] for size in PIECES for at in range(len(padded) - size + 1)]
    return (f"={word}", *runs)
