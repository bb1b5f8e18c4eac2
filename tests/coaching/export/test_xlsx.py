"""The workbook, as an independent reader finds it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from django.utils import timezone

from coaching.export import COLUMNS, NAMES, Kind, Rows, chosen, workbook
from coaching.export.cells import Xlsx
from coaching.models import Export, Session
from tests import make
from tests.coaching.export.test_csv import NAUGHTY, taken


def opened(sessions=None, notes=True) -> openpyxl.Workbook:
    rows = Rows(Session.objects.all() if sessions is None else sessions, chosen(notes=notes), timezone.now())
    content = b"".join(workbook.xlsx(rows, [("Who", "Hana <Rees> & co"), ("What for", "=1+1")]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet) -> list[dict]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_it_holds_what_the_csv_file_holds_with_real_dates_and_numbers(world):
    row = make.session(world.leader, world.ada, step=2, next_step="One line", come_back="next-shift", note="Went well", made_offline=True)
    held = datetime(2026, 7, 1, 9, 15, 59, tzinfo=UTC)
    Session.objects.filter(pk=row.pk).update(held_at=held)
    make.session(world.leader, world.ben, "am-i-allowed", come_back="none")
    plain = taken()
    kinds = {column.name: column.kind for column in COLUMNS}
    for found, said in zip(values(opened()["Sessions"]), plain, strict=True):
        for name in NAMES:
            if not said[name]:
                assert found[name] is None, name
            elif kinds[name] in (Kind.UTC, Kind.LOCAL):
                assert found[name] == datetime.fromisoformat(said[name]).replace(tzinfo=None), name
            elif kinds[name] is Kind.NUMBER:
                assert found[name] == int(said[name]), name
            else:
                assert found[name] == said[name], name
    assert values(opened()["Sessions"])[0]["held_at_local"] == datetime(2026, 7, 1, 10, 15, 59)


# S61
@pytest.mark.parametrize("words", [*NAUGHTY, "<b>&amp;</b>", "bell \x07 and form \x0c feed"])
def test_words_are_words_and_never_a_formula(world, words):
    make.session(world.leader, world.ada)
    Session.objects.update(note=words)
    world.ada.name = f"x{words}"
    world.ada.save()
    sheet = opened()["Sessions"]
    cells = {NAMES[place]: cell for place, cell in enumerate(next(sheet.iter_rows(min_row=2)))}
    assert cells["note"].data_type == "s"
    assert cells["note"].value == words.replace("\x07", "").replace("\x0c", "")
    assert cells["advisor_name"].value == "x" + words.replace("\x07", "").replace("\x0c", "")


def test_it_opens_ready_to_read(world):
    make.session(world.leader, world.ada)
    book = opened(notes=False)
    sheet = book["Sessions"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:AC2")
    assert all(cell.font.b for cell in sheet[1])
    assert {sheet.column_dimensions[letter].width > 8 for letter in ("A", "B", "M")} == {True}
    assert sheet["B2"].number_format == "yyyy\\-mm\\-dd\\ hh:mm:ss"


def test_another_sheet_says_what_it_is(world):
    make.session(world.leader, world.ada)
    about = [row[:2] for row in opened()["About"].iter_rows(values_only=True)]
    assert about[:3] == [("Who", "Hana <Rees> & co"), ("What for", "=1+1"), ("Rows", "1")]
    assert [(column.name, str(column.means)) for column in COLUMNS] == about[5:]


@pytest.mark.parametrize(("rows", "sheets"), [(0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1]), (6, [3, 3])])
def test_more_rows_than_a_sheet_holds_go_on_the_next(world, monkeypatch, rows, sheets):
    monkeypatch.setattr(workbook, "MOST", 4)
    for _row in range(rows):
        make.session(world.leader, world.ada, come_back="none")
    book = opened()
    names = ["Sessions", *(f"Sessions {n}" for n in range(2, len(sheets) + 1))]
    assert book.sheetnames == [names[0], "About", *names[1:]]
    assert [len(values(book[name])) for name in names] == sheets
    found = [row["session_id"] for name in names for row in values(book[name])]
    assert found == [str(pk) for pk in Session.objects.order_by("received_at", "pk").values_list("pk", flat=True)]


def test_hr_gets_it_from_the_page(world, sign_in):
    make.session(world.leader, world.ada)
    answer = sign_in(world.hr).post("/exports/", {"column": ["session_id"], "purpose": "The October review", "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book["Sessions"].max_row == 2
    assert ("Who", "Hana Rees") in list(book["About"].iter_rows(values_only=True))
    assert Export.objects.get().rows == 1


def test_a_second_is_a_second_over_the_years(world):
    make.session(world.leader, world.ada)
    for held in (datetime(2019, 1, 1, tzinfo=UTC) + timedelta(days=n * 97, seconds=n * 7_919) for n in range(40)):
        Session.objects.update(held_at=held)
        assert values(opened()["Sessions"])[0]["held_at_utc"] == held.replace(tzinfo=None)


def test_no_second_is_cut_short_in_programs_that_do_not_round(world):
    """LibreOffice shows 19:59:59 for a number a ten-thousandth of a second below 20:00."""
    make.session(world.leader, world.ada)
    for held in (datetime(2019, 1, 1, tzinfo=UTC) + timedelta(days=n * 97, seconds=n * 7_919) for n in range(40)):
        Session.objects.update(held_at=held)
        rows = Rows(Session.objects.all(), chosen(["held_at_utc"]), timezone.now(), cells=Xlsx())
        [(text, _size)] = rows.texts()
        days = Decimal(text.split("<v>")[1].split("<")[0])
        assert abs(days * 86400 - Decimal((held - datetime(1899, 12, 30, tzinfo=UTC)).total_seconds())) < Decimal("0.000002")
