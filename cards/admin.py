"""What the designers' panel holds of the library."""

from cards import shelves

__all__ = ["shelves"]
