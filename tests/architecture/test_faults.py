"""docs/faults.md: every fault has its tests, and every test that is named there exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| F(\d+) \|.*$", re.MULTILINE)
ROWS = {int(row[1]): re.findall(r"`([\w/]+\.py)::(\w+)`", row[0]) for row in ROW.finditer((ROOT / "docs" / "faults.md").read_text("utf-8"))}
SHORT = {"faults": "tests/e2e/faults", "webkit": "tests/e2e/webkit"}


def there(file: str, name: str) -> bool:
    folder, _, rest = file.partition("/")
    path = ROOT / SHORT.get(folder, folder) / rest
    return path.is_file() and f"def {name}(" in path.read_text("utf-8")


def test_every_fault_has_a_test():
    assert list(ROWS) == list(range(1, 47))
    assert [fault for fault, tests in ROWS.items() if not tests] == []


def test_every_test_that_is_named_is_there():
    assert [(fault, *test) for fault, tests in ROWS.items() for test in tests if not there(*test)] == []
