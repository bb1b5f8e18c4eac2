"""YAML as people mean it: one mapping, each key once, every text a text. What is wrong is gathered, not raised."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LARGEST = 200_000  # bytes; a card has about two thousand


@dataclass(frozen=True)
class Problem:
    """What keeps a file from being read or taken in: where it is, which field, which rule."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.message}" if self.field else f"{self.file}: {self.message}"


class Unreadable(Exception):
    """Why a file cannot be read at all."""


class _Loader(yaml.SafeLoader):
    """No anchors (a small file could grow without end) and no key twice (the last would win without a word)."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise Unreadable(f"line {self.peek_event().start_mark.line + 1}: anchors and aliases (& and *) are not used here")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if key.tag == "tag:yaml.org,2002:merge":
                raise Unreadable(f"line {key.start_mark.line + 1}: '<<' is not used here")
            if name in seen:
                raise Unreadable(f"line {key.start_mark.line + 1}: {name} is here twice")
            seen.add(name)
        return super().construct_mapping(node, deep)


def read_mapping(path: Path) -> dict[Any, Any]:
    """The fields of one file."""
    if path.is_symlink() or not path.is_file():
        raise Unreadable("is not a plain file: links and folders are not followed")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Unreadable(f"is larger than {LARGEST // 1000} kB, which no card is")
    except OSError as problem:
        raise Unreadable(f"cannot be read: {problem}") from problem
    found = parse(content)
    if not isinstance(found, dict):
        raise Unreadable("holds no fields: it needs lines such as 'title: Some words'")
    return found


DEEPEST = 20  # mappings and lists inside one another


def plain(content: bytes) -> None:
    """Refuse what could grow when it is built, before it is: anchors, and depth. Quick, as nothing is made of it."""
    depth = 0
    try:
        for event in yaml.parse(content.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                raise Unreadable(f"uses anchors (& and *), or more than {DEEPEST} levels: neither is used here")
    except (UnicodeDecodeError, yaml.YAMLError, ValueError) as problem:
        raise Unreadable(f"cannot be read as YAML: {' '.join(str(problem).split())}") from problem


def parse(content: bytes) -> Any:
    """What YAML says, by a loader that builds plain values only."""
    try:
        return yaml.load(content.decode("utf-8"), _Loader)  # noqa: S506 (a SafeLoader with two rules more)
    except UnicodeDecodeError as problem:
        raise Unreadable("is not UTF-8 text: save it as UTF-8") from problem
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise Unreadable(f"cannot be read as YAML: {' '.join(str(problem).split())}") from problem


def odd_character(text: str) -> str:
    """The first character no page can show and no database will keep, named; nothing if all is well."""
    odd = next((char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"), "")
    return f"U+{ord(odd):04X}" if odd else ""
