"""Files as people really have them are read; what is no roster is refused with a plain reason, before it can do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from accounts.roster import table, workbook
from accounts.roster.lines import line
from accounts.roster.reading import read
from accounts.roster.table import WrongFile
from tests.accounts.roster.files import HEADING, repacked, roster
from tests.accounts.roster.files import workbook as book

TEXT = "Staff ID;Full Name;E-Mail;Location;TEAM\r\n00042;Zoë Ångström;zoe@example.com;Harbourside;Red\r\n"
BASE = book(["number", "name", "team"], ["7", "Ada", "Red"])
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_encoding_and_separator_is_read(codec, separator):
    found = read(TEXT.replace(";", separator).encode(codec))
    cells = {"employee_number": "00042", "name": "Zoë Ångström", "email": "zoe@example.com", "site": "Harbourside", "team": "Red"}
    assert [row.cells for row in found.rows] == [cells]


def test_utf_16_the_other_way_round_and_excels_own_first_line_are_read():
    assert read(b"\xfe\xff" + TEXT.encode("utf-16-be")).rows[0].cells["name"] == "Zoë Ångström"
    found = read(("sep=;\r\n" + TEXT).encode())
    assert (found.rows[0].number, found.rows[0].cells["team"]) == (3, "Red")


def test_a_line_keeps_its_number_behind_quoted_line_breaks_and_empty_lines():
    found = read(roster('advisor,E1,"Ada\nPrice",,,Harbourside,Red,,', "", ",,,,,,,,", "advisor,E2,Ben,,,Harbourside,Red,,"))
    assert [(row.number, line(row, found.columns).name) for row in found.rows] == [(2, "Ada Price"), (6, "Ben")]


def test_other_names_and_order_of_columns_are_understood_and_unknown_ones_named():
    found = read(b"Team Name,First Name,Surname,PERSONNEL_NO,Shoe size,Last working day\nRed,Ada,Price,7,38,2026-11-22\n")
    made = line(found.rows[0], found.columns)
    assert (made.name, made.employee_number, made.team, made.last) == ("Ada Price", "7", "Red", date(2026, 11, 22))
    assert found.ignored == ["Shoe size"]


@pytest.mark.parametrize("said", ["2026-11-22", "22/11/2026", "22.11.2026", "2026-11-22 00:00:00"])
def test_each_way_to_write_a_day_is_the_same_day(said):
    found = read(roster(f"advisor,E1,Ada,,,Harbourside,Red,{said},"))
    assert line(found.rows[0], found.columns).first == date(2026, 11, 22)


def test_a_workbook_keeps_leading_zeros_real_dates_and_whole_numbers():
    rows = ["number", "name", "site", "team", "from"], ["00042", "Ada", "Harbourside", "Red", date(2026, 11, 22)]
    found = read(book(*rows, [42, "Ben", "Harbourside", "Red", datetime(2026, 11, 22)], [43.0, "Cy", "S", 7, None], A3="00000"))
    assert [row.cells["employee_number"] for row in found.rows] == ["00042", "00042", "43"]
    assert [row.cells.get("from") for row in found.rows] == ["2026-11-22", "2026-11-22", None]
    assert found.rows[2].cells["team"] == "7"


def test_a_hidden_sheet_is_passed_over():
    made = openpyxl.load_workbook(io.BytesIO(BASE))
    made.create_sheet("Codes", 0).sheet_state = "hidden"
    room = io.BytesIO()
    made.save(room)
    assert len(read(room.getvalue()).rows) == 1


def zipped(*parts: tuple[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts:
            made.writestr(name, part)
    return room.getvalue()


def lying(content: bytes) -> bytes:
    """A member that says it is ten bytes long, and is sixty million."""
    made = bytearray(repacked(content, zeros=b"0" * 60_000_000))
    at = made.rindex(b"zeros") - 46  # its line in the list at the end
    made[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(made)


TYPES = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
# S64, S65, S66, S67: what it is, and words of the reason.
REFUSED = {
    "empty": (b"", "empty"),
    "spaces": (b" \r\n \r\n", "empty"),
    "only separators": (b",,,\n,,,\n", "nothing in this file"),
    "headings alone": (roster(), "nobody below"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "neither a CSV"),
    "NUL": (roster("advisor,E1,A\0da,,,Harbourside,Red,,"), "neither a CSV"),
    "UTF-16 without its mark": (TEXT.encode("utf-16-le"), "neither a CSV"),
    "no Windows-1252": (HEADING.encode() + b"\nadvisor,E1,\x81\x8d,,,S,T,,", "neither a CSV"),
    "a web page": (b"<!doctype html><html><table>", "web page"),
    "other columns": (b"colour,size\nred,7\n", "Missing: employee_number, team"),
    "unclosed quote": (roster("advisor,E1,Ada,,,S,T,,", 'advisor,E2,"Ben,,,S,T,,', "advisor,E3,Cy,,,S,T,,"), "Line 3 cannot be read"),
    "quote in a cell": (roster('advisor,E1,"A"da,,,S,T,,'), "Line 2 cannot be read"),
    "a cell without end": (roster('advisor,E1,"' + "x" * 200_000 + '",,,S,T,,'), "Line 2 cannot be read"),
    "too many bytes": (b"x" * 5_400_000, "far too large"),
    "too many lines": (roster(*["advisor,E1,A,,,S,T,,"] * 20_001), "more than 20000 lines"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old kind, or one with a password"),
    "half a workbook": (BASE[: len(BASE) // 2], "broken"),
    "a zip of something else": (zipped(("mimetype", b"application/epub+zip")), "no Excel workbook"),
    "macros by type": (repacked(BASE, **{"[Content_Types].xml": TYPES}), "macros"),
    "macros by part": (repacked(BASE, **{"xl/vbaProject.bin": b"\xd0\xcf"}), "macros"),
    "zeros": (repacked(BASE, zeros=b"0" * 60_000_001), "far too large"),
    "a lie about zeros": (lying(BASE), "broken"),
    "3,000 members": (repacked(BASE, **{f"m{n}": b"x" for n in range(3000)}), "far too large"),
    "laughs in the sheet": (repacked(BASE, sheet=DOCTYPE), "no spreadsheet writes"),
    "laughs in the book": (repacked(BASE, book=DOCTYPE), "no spreadsheet writes"),
    "laughs in its links": (repacked(BASE, rels=DOCTYPE), "no spreadsheet writes"),
    "laughs in UTF-16": (repacked(BASE, sheet=DOCTYPE.decode().encode("utf-16")), "no spreadsheet writes"),
    "an outside entity": (
        repacked(BASE, sheet=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), "no spreadsheet writes"),
    "no XML": (repacked(BASE, sheet=b"<worksheet><sheetData><row"), "broken"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_roster_is_refused_with_a_plain_reason(what):
    content, why = REFUSED[what]
    with pytest.raises(WrongFile, match=why):
        read(content)


def test_without_our_own_look_at_them_entities_are_refused_by_defusedxml(monkeypatch):
    """S66: two locks, each tried alone."""
    monkeypatch.setattr(workbook, "_measured", lambda content: None)
    for parts in ({"sheet": DOCTYPE}, {"book": DOCTYPE}, {"rels": DOCTYPE}):
        with pytest.raises(WrongFile, match="broken"):
            read(repacked(BASE, **parts))


def test_a_row_far_below_is_not_walked_to():
    """S64: a sheet of 10^6 rows, nearly all of them empty."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>number</t></is></c><c r="B1" t="inlineStr"><is><t>team</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576"><v>7</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(WrongFile, match="rows further down"):
        read(repacked(BASE, sheet=sheet))


def test_a_long_cell_is_cut_before_it_is_kept(monkeypatch):
    """One text of a workbook may stand in a million cells."""
    found = read(book(["number", "name", "team"], ["7", "x" * 30_000, "Red"]))
    assert len(found.rows[0].cells["name"]) == table.LONGEST_CELL
    assert "too long" in line(found.rows[0], found.columns).wrong[0]
