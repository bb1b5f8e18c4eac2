"""Chats by skill and mindset: where the deck was played, as a grid. Pure, no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TALL = 10  # of a square, in units of its drawing


@dataclass(frozen=True)
class Cell:
    n: int
    suit: str
    height: int

    @property
    def top(self) -> int:
        return TALL - self.height


@dataclass(frozen=True)
class Row:
    skill: Any
    cells: list[Cell | None]

    @property
    def n(self) -> int:
        return sum(cell.n for cell in self.cells if cell)


@dataclass(frozen=True)
class Grid:
    mindsets: list[Any]
    rows: list[Row]

    @property
    def sums(self) -> list[int]:
        return [sum(cell.n for row in self.rows if (cell := row.cells[place])) for place in range(len(self.mindsets))]

    @property
    def n(self) -> int:
        return sum(row.n for row in self.rows)


def grid(uses: Iterable[Any]) -> Grid:
    """In the deck's own order; `uses` have a card and a count. A place without a card is None, one never played has 0."""
    placed = [use for use in uses if use.card.skill and use.card.mindset]
    skills = sorted({use.card.skill for use in placed}, key=lambda skill: skill.number)
    mindsets = sorted({use.card.mindset for use in placed}, key=lambda mindset: mindset.number)
    most = max((use.n for use in placed), default=0) or 1
    found: dict[Any, Cell] = {}
    for use in placed:
        place = (use.card.skill, use.card.mindset)
        n = use.n + (found[place].n if place in found else 0)
        found[place] = Cell(n, use.card.suit, min(round(TALL * n / most), TALL))
    return Grid(mindsets, [Row(skill, [found.get((skill, mindset)) for mindset in mindsets]) for skill in skills])
