"""A roster in a text file, as spreadsheets and HR systems write it: four encodings, four separators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roster.columns import meant
from accounts.roster.table import Table, WrongFile, table

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"), (b"\xff\xfe", "utf-16", "UTF-16"), (b"\xfe\xff", "utf-16", "UTF-16"))
SEPARATORS = {
    ",": gettext_lazy("commas"),
    ";": gettext_lazy("semicolons"),
    "\t": gettext_lazy("tabs"),
    "|": gettext_lazy("upright strokes"),
}
HEADING = 10_000  # characters: longer than any first line


def read(content: bytes) -> Table:
    """The lines of a text file. Raises WrongFile."""
    text, encoding = _decoded(content)
    text, separator = _separator(text)
    return table(_lines(text, separator), f"{encoding}, {SEPARATORS[separator]}")


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, codec, name in (*MARKS, (b"", "utf-8", "UTF-8"), (b"", "cp1252", "Windows-1252")):
        if content.startswith(mark):
            try:
                text = content.decode(codec)
            except UnicodeDecodeError:
                continue
            if "\0" in text:
                break
            return text.removeprefix("\ufeff"), name
    raise WrongFile(_("This is neither a CSV file nor an Excel workbook. In a spreadsheet, save it as “CSV UTF-8” or as .xlsx."))


def _separator(text: str) -> tuple[str, str]:
    """The one that makes most columns of the first line; Excel's own first line `sep=;` says it outright."""
    first = text.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and first[4:] in SEPARATORS and len(first) == len("sep=;"):
        return "\n" + text.partition("\n")[2], first[4:]  # the lines keep their numbers
    heading = text[:HEADING].lstrip()
    if heading.startswith("<"):
        raise WrongFile(_("This is a web page, not a roster. Save it as “CSV UTF-8” or as .xlsx."))

    def columns(separator: str) -> int:
        try:
            return sum(map(bool, meant(next(csv.reader(io.StringIO(heading, newline=""), delimiter=separator), []))))
        except csv.Error:
            return 0

    return text, max(SEPARATORS, key=columns)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        why = _("Line %(n)s cannot be read: a quotation mark that opens there does not close, or closes in the middle of a cell.")
        raise WrongFile(why % {"n": begins}) from None
