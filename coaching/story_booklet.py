"""The Compelling Story as a booklet: one sheet of A4, both sides, folded once into four pages of A5. Pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from cards.blanks import filled
from cards.models import Story

# Characters on a page, a line's own gap among them, up to which it is set in the first, second and third size of css/booklet.css.
ROOM = (620, 1000, 1500)
GAP = 34


@dataclass(frozen=True)
class Side:
    """One side of the sheet: which page lies left and which right. `turned` for a printer that flips on the long edge."""

    inside: bool
    turned: bool
    pages: tuple[str, str]


def sides(flip: str) -> tuple[Side, Side]:
    """Outside first: the back of the booklet lies left of its front."""
    return Side(inside=False, turned=False, pages=("back", "front")), Side(inside=True, turned=flip == "long", pages=("why", "what"))


def sizes(story: Story) -> dict[str, int]:
    """The size each inner page is set in: 1 (largest) to 4."""
    objectives = [words for one in story.objectives for words in (one.get("for", ""), one.get("text", ""), one.get("how_we_will_know", ""))]
    pages = {"why": [story.why_now, *objectives], "what": [*story.what_changes, *story.what_stays]}
    return {page: bisect_left(ROOM, sum(len(filled(line)) + GAP for line in lines)) + 1 for page, lines in pages.items()}
