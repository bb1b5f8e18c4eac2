"""A backup of the SQLite database in one file: made while people write, checked before it counts, put back as a whole."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was touched; the message says why, and what to do, in plain words."""
