"""A roster in an Excel workbook. It is unpacked and measured before anything reads it: a small file may hold a great deal (S65, S66)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from accounts.roster.table import MOST, Table, WrongFile, table

MEMBERS, UNPACKED, PART = 300, 60_000_000, 65_536
WIDEST, LAST_ROW = 60, 5 * MOST  # columns, and rows with the empty ones between
ZEROS = re.compile(r"0+")
BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip

if not openpyxl.DEFUSEDXML:
    raise ImportError("defusedxml has to be there, and used: openpyxl alone would unfold whatever entities a workbook brings.")


def read(content: bytes) -> Table:
    """The lines of the first sheet that is in sight. Raises WrongFile."""
    try:
        _measured(content)
        return table(_lines(content), _("Excel workbook"))
    except WrongFile:
        raise
    except BROKEN:
        raise WrongFile(_("This Excel workbook is broken, or it is none. Open it, save it again as .xlsx, and choose that.")) from None


def _measured(content: bytes) -> None:
    """Every part unpacked once, and counted: what a file says of its own size is not believed. Raises WrongFile."""
    too_much = WrongFile(_("This workbook is far too large for a roster once it is unpacked. Nothing was read."))
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MEMBERS or sum(one.file_size for one in archive.infolist()) > UNPACKED:
            raise too_much
        _kind(archive)
        for member in archive.infolist():
            with archive.open(member) as part:
                before = b""
                while piece := part.read(PART):
                    unpacked += len(piece)
                    if unpacked > UNPACKED:
                        raise too_much
                    if b"<!DOCTYPE" in _narrow(before + piece):
                        raise WrongFile(_("This workbook has something in it that no spreadsheet writes. Nothing was read."))
                    before = piece[-40:]


def _narrow(piece: bytes) -> bytes:
    """As if it were one byte a letter, so that UTF-16 hides nothing."""
    return piece.replace(b"\0", b"").upper()


def _kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise WrongFile(_("This is a packed file, but no Excel workbook. Save it as .xlsx."))
    with archive.open("[Content_Types].xml") as types:
        macros = b"macroEnabled" in types.read(PART)
    if macros or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WrongFile(_("This workbook may carry macros. Save it as .xlsx, without them."))


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise WrongFile(_("There is no sheet in this workbook."))
        sheet.reset_dimensions()  # what it says of its own size is not believed either
        for number, row in enumerate(sheet.iter_rows(max_col=WIDEST), start=1):
            if number > LAST_ROW:
                raise WrongFile(_("This sheet has rows further down than any roster. Delete the empty ones, or save it as CSV."))
            yield number, [_text(cell) for cell in row]
    finally:
        book.close()


def _text(cell: Any) -> str:
    """As the person sees it: days as days, whole numbers without a point, zeros in front where the cell shows them."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return str(value)
