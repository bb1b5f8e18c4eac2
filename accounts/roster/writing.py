"""The roster as a file: those who are here, their leaders and cover, and an empty one to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Leadership
from accounts.roster.columns import COLUMNS, NAMES
from accounts.roster.known import Known
from accounts.roster.lines import Is
from config.safe_cells import safe

WIDTH = 22


def lines(at: datetime) -> Iterator[list[str]]:
    """A line for each leadership and cover not over, then for each advisor not gone; by site, team and name."""
    known = Known(at)
    for place in sorted(known.of_team.values(), key=str):
        for row in sorted(known.leading[place.team.pk] if place.team else [], key=lambda row: (row.cover, row.starts_at, row.pk)):
            yield _leader(row, place.site)
    here = (one for one in known.advisors.values() if not one.gone(at))
    for one in sorted(here, key=lambda one: (str(one.place), one.name, one.employee_number)):
        first = one.place.today(one.since).isoformat() if one.since else ""
        last = one.last_day.isoformat() if one.last_day else ""
        who = [one.employee_number, one.name, one.known_as, one.email]
        yield [Is.ADVISOR.value, *who, one.place.site, one.place.name, first, last, one.place.clock.time_zone]


def _leader(row: Leadership, site: str) -> list[str]:
    role, user = Is.COVER if row.cover else Is.LEADER, row.leader
    last = row.last_day.isoformat() if row.last_day else ""
    who = [user.employee_number, user.name, "", user.email]
    return [role.value, *who, site, row.team.name, row.first_day.isoformat(), last, row.team.time_zone]


def as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    """UTF-8 with the mark that tells spreadsheets so; no cell is a formula (S60)."""
    room = io.StringIO()
    write = csv.writer(room)
    room.write("\ufeff")
    for row in (list(NAMES), *rows):
        write.writerow([safe(cell) for cell in row])
        yield room.getvalue()
        room.seek(0)
        room.truncate()


def example() -> list[list[str]]:
    """One line that shows how, of somebody who is not there."""
    return [[column.example for column in COLUMNS]]


def workbook() -> bytes:
    """The template with every column as text, so that leading zeros stay, and a second sheet that explains them."""
    book = openpyxl.Workbook(write_only=True)
    sheet, explained = book.create_sheet(_("Roster")), book.create_sheet(_("Columns"))
    sheet.freeze_panes = "A2"
    for place in range(1, len(COLUMNS) + 1):
        letter = openpyxl.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTH
        sheet.column_dimensions[letter].number_format = "@"
    sheet.append([_cell(sheet, name, bold=True) for name in NAMES])
    sheet.append([_cell(sheet, column.example) for column in COLUMNS])
    explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = WIDTH, 5 * WIDTH
    for column in COLUMNS:
        explained.append([_cell(explained, column.name, bold=True), _cell(explained, str(column.explained))])
    room = io.BytesIO()
    book.save(room)
    return room.getvalue()


def _cell(sheet: Worksheet, words: str, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=words)
    cell.number_format, cell.font, cell.alignment = "@", Font(bold=bold), Alignment(wrap_text=True, vertical="top")
    return cell
