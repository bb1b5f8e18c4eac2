"""A file of readings, brought in whole or not at all; bringing it in again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from coaching.forms.reading import ReadingForm
from coaching.line_file import WrongFile, rows
from coaching.models import Reading

COLUMNS = ("measure", "site", "first", "last", "value", "n", "low", "high", "baseline")
NEEDED = 6


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
    for number, row in rows(text, COLUMNS, NEEDED):
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
