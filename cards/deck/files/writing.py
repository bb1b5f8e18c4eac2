"""YAML a person likes to read: quotes only where YAML needs them, long lines left whole. The same text, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import wrap

import yaml

WIDTH = 76
# Words with single spaces between them: what folds and unfolds without loss.
FOLDS = re.compile(r"\S+(?: \S+)*")


class _Dumper(yaml.SafeDumper):
    """Double quotes where quotes are needed at all: the texts are full of apostrophes."""

    def choose_scalar_style(self) -> str:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


def scalar(value: str | int | bool) -> str:
    written: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=float("inf"))
    return written.removesuffix("\n").removesuffix("...").removesuffix("\n")


def line(name: str, value: str | int | bool) -> str:
    return f"{name}: {scalar(value)}"


def in_a_row(name: str, values: Iterable[str | int]) -> str:
    """A list on one line."""
    flow: str = yaml.dump(list(values), Dumper=_Dumper, allow_unicode=True, width=float("inf"), default_flow_style=True)
    return f"{name}: {flow.removesuffix(chr(10))}"


def listed(name: str, values: Iterable[str]) -> list[str]:
    """A list with a line for each."""
    lines = [f"  - {scalar(value)}" for value in values]
    return [f"{name}:", *lines] if lines else [f"{name}: []"]


def groups(name: str, rows: Iterable[dict[str, str]]) -> list[str]:
    """A list of small mappings."""
    lines = []
    for row in rows:
        pairs = [line(key, value) for key, value in row.items()]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    return [f"{name}:", *lines] if lines else [f"{name}: []"]


def paragraph(name: str, value: str) -> list[str]:
    """Long text, folded where that loses nothing; several paragraphs as they stand; anything odd in quotes."""
    parts = value.split("\n")
    if len(parts) == 1 and len(value) > WIDTH and FOLDS.fullmatch(value) and value.isprintable():
        folded = wrap(value, WIDTH, break_long_words=False, break_on_hyphens=False)
        return [f"{name}: >-", *(f"  {part}" for part in folded)]
    whole = all(not part or (FOLDS.fullmatch(part) and part.isprintable()) for part in parts)
    if len(parts) > 1 and parts[-1] and whole:
        return [f"{name}: |-", *(f"  {part}" if part else "" for part in parts)]
    return [line(name, value)]


def indented(lines: Iterable[str]) -> list[str]:
    return [f"  {text}" if text else "" for text in lines]


def document(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
