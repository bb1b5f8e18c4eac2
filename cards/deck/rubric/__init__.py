"""What a machine can hold of the rubric for cards. Pure: no database, no clock. A clean run is a ticket to the reading, not a pass."""

from cards.deck.text import placeholders

from .card import check_card, grade_of
from .deck import check_deck
from .finding import Finding
from .lines import check_permission_story, check_practice, check_story

__all__ = [
    "Finding",
    "check_card",
    "check_deck",
    "check_permission_story",
    "check_practice",
    "check_story",
    "grade_of",
    "placeholders",
]
