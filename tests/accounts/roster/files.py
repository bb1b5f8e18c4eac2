"""Rosters as files: lines as people write them, and workbooks made for the occasion."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Roster
from accounts.roster import deciding
from accounts.roster.plan import Plan

HEADING = "role,employee_number,name,known_as,email,site,team,from,until"


def roster(*lines: str, heading: str = HEADING) -> bytes:
    """`advisor,E1,Ada Price,,,Harbourside,Red,,` and so on, below the names of the columns."""
    return "\r\n".join([heading, *lines, ""]).encode()


def workbook(*rows: list[Any], **formats: str) -> bytes:
    """`formats`: by the name of a cell, such as A2."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, kind in formats.items():
        book.active[name].number_format = kind
    room = io.BytesIO()
    book.save(room)
    return room.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same workbook with some of its parts written anew; `sheet` and `book` for short."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml", "rels": "xl/_rels/workbook.xml.rels"}
    new = {names.get(name, name): part for name, part in parts.items()}
    room = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {*old.namelist(), *new}:
            made.writestr(name, new.get(name) or old.read(name))
    return room.getvalue()


def upload(content: bytes, name: str = "roster.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def looked(world: Any, content: bytes, full: bool = False) -> tuple[Roster, Plan]:
    """A draft, and what it would do."""
    made = deciding.look(world.hr, content, full)
    return made, deciding.planned(made)


def taken(world: Any, content: bytes, full: bool = False, ticked: tuple[str, ...] = ()) -> Roster:
    """Brought in and taken in at once."""
    made, plan = looked(world, content, full)
    deciding.take_in(made.pk, world.hr, plan.digest, ticked)
    return Roster.objects.get(pk=made.pk)


def british(day: date) -> str:
    return f"{day:%d/%m/%Y}"
