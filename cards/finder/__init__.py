"""From a few words, or a sentence a leader just heard, to the cards that fit it.

`words`, `index` and `ranking` are pure and have twins in `static/js/finder/`, so that a phone without a signal finds the same cards
in the same order. `deck` reads the database.
"""

from .deck import Deck, deck
from .finding import Found, Match, find, marked
from .index import Index
from .words import LONGEST

__all__ = ["LONGEST", "Deck", "Found", "Index", "Match", "deck", "find", "marked"]
