"""Which test proves which point of what security asks for: a test carries its ids in a comment above it or in its docstring.

`python -m tests.security_ids` writes the tests' names into the table of SECURITY.md; a point without a test keeps what a person
wrote there: why not yet, or why it does not apply.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "SECURITY.md"
ASKED = [f"{letter}{number:02}" for letter, last in (("S", 96), ("P", 26), ("R", 32)) for number in range(1, last + 1)]
ID = re.compile(r"\b[SPR]\d\d\b")
ROW = re.compile(r"^\| (?P<id>[SPR]\d\d) \| (?P<what>[^|]*) \| (?P<shown>[^|]*) \|$", re.MULTILINE)


def carried(root: Path = ROOT) -> dict[str, list[str]]:
    """By id, the tests that carry it: `tests/site/test_matrix.py::test_…`."""
    found = defaultdict(list)
    for path in sorted((root / "tests").glob("**/test_*.py")):
        text = path.read_text("utf-8")
        if ID.search(text):
            for name, ids in _tests(text):
                for one in ids & set(ASKED):
                    found[one].append(f"{path.relative_to(root)}::{name}")
    return dict(found)


def _tests(text: str) -> Iterator[tuple[str, set[str]]]:
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min((each.lineno for each in node.decorator_list), default=node.lineno) - 1
            yield node.name, set(ID.findall((ast.get_docstring(node) or "") + _above(lines, first)))


def _above(lines: list[str], first: int) -> str:
    said = ""
    while first and lines[first - 1].startswith("#"):
        first -= 1
        said += lines[first]
    return said


def rows(text: str) -> dict[str, str]:
    """By id, what the table says of it."""
    return {row["id"]: row["shown"] for row in ROW.finditer(text)}


def named(tests: list[str]) -> str:
    return ", ".join(f"`{test.removeprefix('tests/')}`" for test in tests)


def written(text: str, tests: dict[str, list[str]]) -> str:
    def row(found: re.Match[str]) -> str:
        shown = named(tests[found["id"]]) if found["id"] in tests else found["shown"]
        return f"| {found['id']} | {found['what']} | {shown} |"

    return ROW.sub(row, text)


if __name__ == "__main__":
    TABLE.write_text(written(TABLE.read_text("utf-8"), carried()), "utf-8")
