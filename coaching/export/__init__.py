"""Sessions as rows of a file: what is in them, in which order, and safe in the programs people open them with."""

from .columns import COLUMNS, NAMES, Column, Kind, chosen
from .rows import Rows

__all__ = ["COLUMNS", "NAMES", "Column", "Kind", "Rows", "chosen"]
