"""A file of readings, brought in whole or not at all; bringing it in again changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from coaching.forms.reading import ReadingForm
from coaching.models import Reading

COLUMNS = ("measure", "site", "first", "last", "value", "n", "low", "high", "baseline")
LARGEST, MOST = 200_000, 1_000  # characters and lines: five measures at sixty sites for three months


class WrongFile(Exception):
    """It cannot be read as a list of readings at all; the words are for the person who chose it."""


@dataclass(frozen=True)
class Line:
    """`number` is the line of the file; `new` is None where nothing would change."""

    number: int
    form: ReadingForm
    new: bool | None = None
    twice: bool = False

    @property
    def errors(self) -> list[str]:
        found = [f"{name}: {error}" for name, errors in self.form.errors.items() for error in errors]
        return [*found, _("The same reading, or another baseline, is in the file already.")] if self.twice else found


def lines(text: str) -> list[Line]:
    """Every line with what is wrong with it, or what it would do. Raises WrongFile."""
    found: list[Line] = []
    seen: set[tuple[str, ...]] = set()
    for number, row in _rows(text):
        form = ReadingForm(row)
        if not form.is_valid():
            found.append(Line(number, form))
            continue
        key = tuple(str(form.cleaned_data[name]) for name in Reading.KEY)
        before = ("baseline", *key[:2]) if form.cleaned_data["baseline"] else key
        found.append(Line(number, form, Reading.known(form.cleaned_data)[1], twice=bool({key, before} & seen)))
        seen |= {key, before}
    if not found:
        raise WrongFile(_("There are no readings in it."))
    return found


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    if "\0" in text or len(text) > LARGEST:
        raise WrongFile(_("This is no list of readings, or far too long a one."))
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if missing := [name for name in COLUMNS[:6] if name not in names]:
        raise WrongFile(_("The first line has to name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)})
    reader.fieldnames = names
    try:
        for row in reader:
            if any((value or "").strip() for name, value in row.items() if name):
                if reader.line_num > MOST:
                    raise WrongFile(_("That is more than %(most)s lines. Bring it in in parts.") % {"most": MOST})
                yield reader.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}
    except csv.Error:
        raise WrongFile(_("This is not a CSV file that can be read.")) from None


def sound(found: list[Line]) -> bool:
    return not any(line.errors for line in found)


@transaction.atomic
def bring(by: User, found: list[Line]) -> int:
    """All of them, none where one is wrong. How many were new or put right."""
    if not sound(found):
        raise ValueError("Not all of these readings can be taken in.")
    return sum(Reading.put(by, line.form.cleaned_data) is not None for line in found)


def template() -> str:
    """What to fill in: the columns, and a line that shows how."""
    return ",".join(COLUMNS) + "\r\ninteraction-nps,Harbourside,2026-01-01,2026-01-31,14,420,9.5,18.5,yes\r\n"
