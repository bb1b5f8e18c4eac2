"""How a value becomes a cell: by Python for the few that are said again and again, by the database for those of each row.

CSV cells are quoted by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it, which stays readable
(OWASP, CSV Injection). In a workbook a text is typed as one, so it is none.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from config.safe_cells import FORMULA, safe

from .columns import Column, Kind
from .dialect import Dialect, cases, quoted

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them
CONTROLS = [chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32))]


class Cells(Protocol):
    """`own`: a session's own value, an SQL expression. `said`: that of another, written. `row`: what stands before, between and after."""

    row: tuple[str, str, str]

    def own(self, column: Column, says: Dialect) -> str: ...
    def said(self, column: Column, value: Any) -> str: ...


class Csv:
    """Times are ISO 8601 with their offset, whole seconds."""

    row = ("", ",", "\r\n")

    def own(self, column: Column, says: Dialect) -> str:
        of, kind = f"({column.value})", column.kind
        if column.words:  # one with a comma in it is quoted
            return cases(of, {key: f'"{word}"' if "," in str(word) else str(word) for key, word in column.words.items()})
        if kind is Kind.YES_NO:
            return f"CASE WHEN {of} THEN 'yes' ELSE 'no' END"
        if kind is Kind.TEXT:
            first = f"substr(ltrim(ltrim({of}, ''''), ' \u00a0'), 1, 1)"  # as `safe` has it
            guard = f"CASE WHEN {first} <> '' AND {says.within}({quoted(FORMULA)}, {first}) > 0 THEN '''' ELSE '' END"
            return f"CASE WHEN {of} = '' THEN '' ELSE '\"' || {guard} || replace({of}, '\"', '\"\"') || '\"' END"
        writes = {Kind.ID: says.identity, Kind.WEEK: says.week, Kind.NUMBER: says.number, Kind.UTC: says.utc, Kind.LOCAL: says.local}
        return writes[kind](of)

    def said(self, column: Column, value: Any) -> str:
        if value is None or value == "":
            return ""
        if column.kind is Kind.YES_NO:
            return "yes" if value else "no"
        if column.kind is not Kind.TEXT:
            return str(value)
        return '"' + safe(str(value)).replace('"', '""') + '"'


class Xlsx:
    """Office Open XML, ECMA-376 part 1, 18.3.1: moments are numbers with a date's format (style 1), words are texts in place."""

    row = ("<row>", "", "</row>")

    def own(self, column: Column, says: Dialect) -> str:
        of, kind = f"({column.value})", column.kind
        if column.words:
            return cases(of, {key: text(str(word)) for key, word in column.words.items()}).replace("ELSE ''", "ELSE '<c/>'")
        if kind is Kind.YES_NO:
            return f"CASE WHEN {of} THEN {quoted(text('yes'))} ELSE {quoted(text('no'))} END"
        if kind is Kind.NUMBER:
            return f"coalesce('<c><v>' || {of} || '</v></c>', '<c/>')"
        if kind in (Kind.UTC, Kind.LOCAL):
            return f"CASE WHEN {of} IS NULL THEN '<c/>' ELSE '<c s=\"1\"><v>' || {says.serial(of, kind is Kind.LOCAL)} || '</v></c>' END"
        words = {Kind.ID: says.identity, Kind.WEEK: says.week, Kind.TEXT: escaped}[kind](of)
        before, after = text("\0").split("\0")
        written = f"{quoted(before)} || {words} || {quoted(after)}"
        return f"CASE WHEN {of} = '' THEN '<c/>' ELSE {written} END" if kind is Kind.TEXT else written

    def said(self, column: Column, value: Any) -> str:
        if value is None or value == "":
            return "<c/>"
        if column.kind is Kind.NUMBER:
            return f"<c><v>{value}</v></c>"
        return text(("yes" if value else "no") if column.kind is Kind.YES_NO else str(value))


def text(words: str) -> str:
    """A cell that is words, whatever they look like."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{xml(words)}</t></is></c>'


def xml(words: str) -> str:
    return ILLEGAL.sub("", words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) if words != "\0" else words


def escaped(of: str) -> str:
    """In SQL, as `xml`."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        of = f"replace({of}, '{sign}', '{name}')"
    for control in CONTROLS:
        of = f"replace({of}, {quoted(control)}, '')"
    return of
