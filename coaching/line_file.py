"""A CSV file of few columns, line by line: what a person brings in, before anybody asks whether it is right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LARGEST, MOST = 200_000, 1_000  # characters and lines: five measures at sixty sites for three months


class WrongFile(Exception):
    """It cannot be read as such a list at all; the words are for the person who chose it."""


def text_of(file: UploadedFile | None) -> str:
    """What it says. Raises WrongFile."""
    if file is None:
        raise WrongFile(_("Choose the file first."))
    if (file.size or 0) > 2 * LARGEST:
        raise WrongFile(_("This is no such list, or far too long a one."))
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile(_("This is not text in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.")) from None


def rows(text: str, columns: Sequence[str], needed: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each line and its values by column, of which the first so many have to be there. Raises WrongFile."""
    if "\0" in text or len(text) > LARGEST:
        raise WrongFile(_("This is no such list, or far too long a one."))
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or []]
        if missing := [name for name in columns[:needed] if name not in names]:
            raise WrongFile(_("The first line has to name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)})
        reader.fieldnames = names
        for row in reader:
            if any((value or "").strip() for name, value in row.items() if name):
                if reader.line_num > MOST:
                    raise WrongFile(_("That is more than %(most)s lines. Bring it in in parts.") % {"most": MOST})
                yield reader.line_num, {name: (row.get(name) or "").strip() for name in columns}
    except csv.Error:
        raise WrongFile(_("This is not a CSV file that can be read.")) from None
