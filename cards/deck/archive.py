"""A folder of YAML files as one zip, out and in. What comes in is measured before it is opened: nothing in it is trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from cards.deck.files.strict import Unreadable, plain

LARGEST_ZIP = 180_000  # bytes as it comes: it goes to the preview and back in a form, which takes 262,144 with its text
LARGEST_ALL = 4_000_000  # bytes of all files in it, unpacked
LARGEST_FILE = 1_000_000
MOST_FILES = 300


class NotAnArchive(Exception):
    """Why a zip is not opened."""


def packed(files: dict[str, str]) -> bytes:
    """The same files make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(content: bytes, folder: Path) -> list[str]:
    """The YAML files of a zip into an empty folder; their names. None of them can grow when it is read."""
    if len(content) > LARGEST_ZIP:
        raise NotAnArchive(f"is larger than {LARGEST_ZIP // 1000} kB, which no programme is")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _write_out(archive, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as problem:
        raise NotAnArchive("is no zip file that can be read. Download it again, or pack it anew") from problem


def _write_out(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    wanted = [info for info in archive.infolist() if not info.is_dir() and not _of_the_packer(info.filename)]
    if len(wanted) > MOST_FILES or sum(info.file_size for info in wanted) > LARGEST_ALL:
        raise NotAnArchive(f"holds more than {MOST_FILES} files, or more than {LARGEST_ALL // 1_000_000} MB: no programme does")
    names: list[str] = []
    for info in wanted:
        name = info.filename.rsplit("/", 1)[-1]
        if not name.endswith(".yaml") or name in names or "\\" in name or "\0" in name:
            raise NotAnArchive(f"holds {info.filename!r}: only YAML files are taken in, each name once")
        with archive.open(info) as file:
            content = file.read(LARGEST_FILE + 1)  # what it says of its size may be a lie
        if len(content) > LARGEST_FILE:
            raise NotAnArchive(f"{name} is larger than {LARGEST_FILE // 1000} kB")
        try:
            plain(content)
        except Unreadable as problem:
            raise NotAnArchive(f"{name} {problem}") from problem
        (folder / name).write_bytes(content)
        names.append(name)
    if not names:
        raise NotAnArchive("holds no YAML files")
    return names


def _of_the_packer(name: str) -> bool:
    """What some computers put beside what was asked for."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")
