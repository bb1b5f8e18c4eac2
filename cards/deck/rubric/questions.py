"""A question that can be asked aloud: open, one at a time, never why (checks 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Said
from .words import WHY, is_open, two_in_one

ASKED = re.compile(r"[^.!?]*\?")


def asks_one_open_question(field: str, line: str, *, aloud: bool = True) -> Iterator[Said]:
    """What somebody asks themselves, and nobody aloud, may have two halves."""
    if line.count("?") != 1 or not line.rstrip("'\"").endswith("?"):
        yield Said("C2", field, f"a question has one question mark, at its end. Rewrite {line!r}.")
    if aloud and two_in_one(line):
        yield Said("C3", field, f"two questions in one. Keep one of {line!r}.")
    if not is_open(line):
        yield Said("C2", field, f"not an open question. Begin {line!r} with what, how, which, where, who or when.")
    if WHY.search(line):
        yield Said("C2", field, f"'why' sounds like a charge. Ask {line!r} with what or how.")


def asks_one_at_a_time(field: str, line: str) -> Iterator[Said]:
    """For a line that may quote a question: each one it holds is a single one."""
    for question in ASKED.findall(line):
        if two_in_one(question.strip()):
            yield Said("C3", field, f"two questions in one. Keep one of {question.strip()!r}.")
