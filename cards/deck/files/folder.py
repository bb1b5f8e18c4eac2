"""A folder of files: read whole, with everything that is wrong; written whole, or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from cards.deck.text import CardText, PermissionText, PracticeText, StoryText

from . import card_file, practice_file, story_file
from .card_file import read_card, write_card
from .practice_file import read_practice, write_practice
from .story_file import read_permission_story, read_story, write_story
from .strict import Problem, Unreadable, read_mapping

Said = TypeVar("Said")
OURS = re.compile(r"(?:card-\d+-.+|practice-\d+-.+|compelling-story.*|permission-story-.+)\.yaml")


class Refused(Exception):
    """Why a folder is not written."""


@dataclass(frozen=True)
class File(Generic[Said]):
    name: str
    text: Said


@dataclass
class DeckFiles:
    """What a folder holds. While there are problems the texts are good for checks only."""

    cards: list[File[CardText]] = field(default_factory=list)
    practices: list[File[PracticeText]] = field(default_factory=list)
    stories: list[File[StoryText]] = field(default_factory=list)
    permission_stories: list[File[PermissionText]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_folder(folder: Path) -> DeckFiles:
    """Everything in a folder that is part of a deck; other YAML files are reported, as their names may be slips."""
    found = DeckFiles()
    if not folder.is_dir():
        found.problems.append(Problem(str(folder), "", "there is no such folder"))
        return found
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith("."):
            _read(path, found)
    if not (found.problems or found.cards or found.practices or found.stories or found.permission_stories):
        found.problems.append(Problem(str(folder), "", "holds no deck: a card is in card-07-its-name.yaml"))
    found.problems += _twice(found)
    return found


def _read(path: Path, found: DeckFiles) -> None:
    if not OURS.fullmatch(path.name):
        message = "is no name of a deck's file: card-07-its-name.yaml, practice-5-its-name.yaml or compelling-story.yaml"
        found.problems.append(Problem(path.name, "", message))
        return
    kinds: dict[str, tuple[Callable[..., Any], list[Any]]] = {
        "card": (read_card, found.cards),
        "practice": (read_practice, found.practices),
        "compelling": (read_story, found.stories),
        "permission": (read_permission_story, found.permission_stories),
    }
    read, shelf = kinds[re.split(r"[-.]", path.name, maxsplit=1)[0]]
    try:
        shelf.append(File(path.name, read(path.name, read_mapping(path), found.problems)))
    except Unreadable as problem:
        found.problems.append(Problem(path.name, "", str(problem)))


def _twice(found: DeckFiles) -> Iterable[Problem]:
    """The same card, practice or story in two files: nobody could say which counts."""
    shelves: tuple[list[File[Any]], ...] = (found.cards, found.practices)
    for shelf in shelves:
        for name, told in (("number", "number"), ("id", "slug")):
            first: dict[Any, str] = {}
            for file in shelf:
                value = getattr(file.text, told)
                if value and first.setdefault(value, file.name) != file.name:
                    yield Problem(file.name, name, f"{value!r} is in {first[value]} too. Each has one file.")
    for story in found.stories[1:]:
        yield Problem(story.name, "", f"there is one story, and {found.stories[0].name} has it")


def written(cards: Iterable[CardText], practices: Iterable[PracticeText], story: StoryText | None) -> dict[str, str]:
    """File names and what is in them."""
    files = {card_file.file_name(text): write_card(text) for text in cards}
    files |= {practice_file.file_name(text): write_practice(text) for text in practices}
    return files | ({story_file.FILE_NAME: write_story(story)} if story else {})


def write_folder(folder: Path, files: dict[str, str], *, force: bool = False) -> list[str]:
    """Write them all and name what else was there. A new folder appears with everything in it; in an old one each file is
    replaced whole. Without `force`, nothing that was there and is not the same is written over."""
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file. Name a folder.")
    there = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    if not force and any(not _same(folder / name, files.get(name)) for name in there):
        raise Refused(f"{folder} holds other files, or these with other words. Name an empty folder, or add --force.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = folder.parent / f".{folder.name}.{os.getpid()}"
    staging.mkdir()
    try:
        for name, content in files.items():
            (staging / name).write_text(content, encoding="utf-8", newline="\n")
        if folder.exists():
            for name in files:
                (staging / name).replace(folder / name)
        else:
            staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return [name for name in there if name not in files]


def _same(path: Path, content: str | None) -> bool:
    return content is not None and path.is_file() and path.read_bytes() == content.encode()
