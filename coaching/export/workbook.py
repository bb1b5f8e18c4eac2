"""An Excel workbook, written as it is sent: sheets of sessions, and one that says what they are.

Office Open XML (ECMA-376, part 1). Its parts are small and always the same, but for the rows, which are made as text by the database: a
library that takes values cell by cell is six to thirty times slower on a million rows (bench/export).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC

from .cells import Xlsx, text, xml
from .columns import Column, Kind
from .rows import Rows

MOST = 1_048_576  # rows of a sheet, its header one of them
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDTHS = {Kind.ID: 38, Kind.WEEK: 10, Kind.NUMBER: 9, Kind.YES_NO: 9, Kind.UTC: 19, Kind.LOCAL: 19, Kind.WORD: 24, Kind.TEXT: 28}
# 0 as it is, 1 a moment, 2 a heading.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{NAMESPACE}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Sink:
    """What a zip file is written to; it cannot go back, so it is read as it grows."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        self.size += len(part)
        return len(part)

    def tell(self) -> int:
        return self.size

    def flush(self) -> None: ...

    def taken(self) -> bytes:
        found, self.parts = b"".join(self.parts), []
        return found


def xlsx(rows: Rows, about: list[tuple[str, str]]) -> Iterator[bytes]:
    """The whole file. `about`: who, when, what for and how it was narrowed, for the sheet that says so and for the file's properties."""
    rows.cells, rows.sheet, sink = Xlsx(), MOST - 1, Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[call-overload]
        texts, sheets = rows.texts(), 0
        part = next(texts, None)
        while part or not sheets:
            sheets, written = sheets + 1, 0
            with archive.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                sheet.write(_above(rows.columns).encode())
                while part and written < rows.sheet:
                    sheet.write(part[0].encode())
                    written += part[1]
                    yield sink.taken()
                    part = next(texts, None)
                sheet.write(_below(len(rows.columns), written + 1).encode())
        for name, content in _others(rows, about, sheets):
            archive.writestr(name, content)
    yield sink.taken()


def _above(columns: list[Column]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{WIDTHS[column.kind]}" customWidth="1"/>' for place, column in enumerate(columns, 1)
    )
    names = "".join(heading(column.name) for column in columns)
    return (
        f'{HEAD}<worksheet xmlns="{NAMESPACE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData><row>{names}</row>'
    )


def _below(columns: int, rows: int) -> str:
    return f'</sheetData><autoFilter ref="A1:{letters(columns)}{rows}"/></worksheet>'


def _others(rows: Rows, about: list[tuple[str, str]], sheets: int) -> Iterator[tuple[str, str]]:
    """The sheet that says what the others are, and what a workbook needs beside its sheets."""
    names = ["Sessions", *(f"Sessions {n}" for n in range(2, sheets + 1))]
    parts = [f"sheet{n}" for n in range(1, sheets + 1)]
    names[1:1], parts[1:1] = ["About"], ["about"]
    numbered = list(enumerate(zip(names, parts, strict=True), 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _part) in numbered)
    links = "".join(_link(f"r{n}", "worksheet", f"worksheets/{part}.xml") for n, (_name, part) in numbered) + _link(
        "s", "styles", "styles.xml"
    )
    types = "".join(_override(f"/xl/worksheets/{part}.xml", "worksheet") for part in parts)
    yield "xl/worksheets/about.xml", _about(rows, about)
    yield "xl/styles.xml", STYLES
    yield "xl/workbook.xml", f'{HEAD}<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'
    yield "xl/_rels/workbook.xml.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
    book = _link("book", "officeDocument", "xl/workbook.xml")
    core = f'<Relationship Id="core" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    yield "docProps/core.xml", _properties(rows, dict(about))
    yield "_rels/.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{book}{core}</Relationships>'
    kinds = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + _override("/xl/workbook.xml", "sheet.main")
        + _override("/xl/styles.xml", "styles")
        + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    yield "[Content_Types].xml", f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{kinds}{types}</Types>'


def _properties(rows: Rows, about: dict[str, str]) -> str:
    """What a program shows as the file's own: whoever finds it later sees whom to ask (P14)."""
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    said = {"title": "Floorwalk sessions", "subject": about.get("What for", ""), "creator": about.get("Who", "")}
    said["description"] = f"{about.get('When', '')}; {about.get('Which sessions', '')}"
    inside = "".join(f"<dc:{name}>{xml(words)}</dc:{name}>" for name, words in said.items())
    made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{rows.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
    package = f'xmlns:cp="{PACKAGE}/metadata/core-properties" {names} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return f"{HEAD}<cp:coreProperties {package}>{inside}{made}</cp:coreProperties>"


def _link(name: str, kind: str, to: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{to}"/>'


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'


def _about(rows: Rows, about: list[tuple[str, str]]) -> str:
    facts = [[text(name), text(value)] for name, value in [*about, ("Rows", f"{rows.count}")]]
    meanings = [[text(column.name), text(str(column.means))] for column in rows.columns]
    lines = "".join(f"<row>{''.join(line)}</row>" for line in [*facts, [], [heading("Column"), heading("What it means")], *meanings])
    return (
        f'{HEAD}<worksheet xmlns="{NAMESPACE}"><cols><col min="1" max="1" width="28" customWidth="1"/><col min="2" max="2" width="100" '
        f'customWidth="1"/></cols><sheetData>{lines}</sheetData></worksheet>'
    )


def heading(words: str) -> str:
    return f'<c s="2" t="inlineStr"><is><t>{xml(words)}</t></is></c>'


def letters(number: int) -> str:
    """Of the so-manieth column: 1 is A, 27 AA."""
    return (letters((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)
