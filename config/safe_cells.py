"""Texts that a spreadsheet would take for a formula (OWASP, CSV Injection): made safe on the way out, put back on the way in."""

from __future__ import annotations

import re

FORMULA = "=+-@\t\r\n＝＋－＠"  # spreadsheets read the wide ones as formulas too
# Spaces before the sign are passed over by some; an apostrophe before it would be taken for ours on the way back.
RISKY = re.compile(rf"'*[ \u00a0]*[{re.escape(FORMULA)}]")


def safe(words: str) -> str:
    """An apostrophe before it where it could be a formula: it stays readable, and is none."""
    return f"'{words}" if RISKY.match(words) else words


def unsafe(cell: str) -> str:
    """What `safe` was given: the apostrophe it put there is taken off again, any other stays."""
    return cell[1:] if cell[:1] == "'" and RISKY.match(cell, 1) else cell
