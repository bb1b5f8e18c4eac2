"""What was read from a file, whatever it was: cells of text under the columns they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.roster.columns import meant, plain
from config.safe_cells import unsafe

LARGEST = 5_000_000  # bytes of a file
MOST = 20_000  # lines
LONGEST_CELL = 300  # more than any column takes: what is longer is wrong anyhow, and a workbook may say it a million times


class WrongFile(Exception):
    """It cannot be read as a roster at all; the words are for the person who chose it."""


@dataclass(frozen=True)
class Row:
    """`number` is the line of the file where it begins."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """`read_as`: how the file was written, for the person to see. `ignored`: headings that mean nothing here."""

    columns: list[str]
    rows: list[Row]
    read_as: str
    ignored: list[str]


def table(lines: Iterable[tuple[int, list[str]]], read_as: str) -> Table:
    """Lines of cells, the first with anything in it naming the columns. Raises WrongFile."""
    full = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    first = next(full, None)
    if first is None:
        raise WrongFile(_("There is nothing in this file."))
    columns = meant(first[1])
    _needed(columns)
    rows: list[Row] = []
    for number, cells in full:
        if len(rows) == MOST:
            raise WrongFile(_("That is more than %(most)s lines. Bring it in in parts.") % {"most": MOST})
        rows.append(Row(number, {name: unsafe(cell)[:LONGEST_CELL] for name, cell in zip(columns, cells, strict=False) if name and cell}))
    if not rows:
        raise WrongFile(_("There are only headings in this file, and nobody below them."))
    kept = [name for name in columns if name]
    ignored = [heading.strip()[:60] for heading, name in zip(first[1], columns, strict=True) if not name and plain(heading)]
    return Table(kept, rows, read_as, ignored)


def _needed(columns: list[str]) -> None:
    if missing := [name for name in ("employee_number", "team") if name not in columns]:
        raise WrongFile(_("The first line has to name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)})
