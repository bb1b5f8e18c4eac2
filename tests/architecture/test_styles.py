"""A class is described in one stylesheet: two that know nothing of each other both act on every page that uses either."""

from __future__ import annotations

import re
from collections import defaultdict

from tests.architecture.source import ROOT

SHEETS = ROOT / "static" / "css" / "components"
ALONE = re.compile(r"^  ((?:\.[\w-]+, )*\.[\w-]+) \{", re.MULTILINE)  # a rule for the class itself, not for it inside another


def test_a_class_is_described_in_one_file():
    said = defaultdict(set)
    for sheet in sorted(SHEETS.glob("*.css")):
        for names in ALONE.findall(sheet.read_text()):
            for name in names.split(", "):
                said[name].add(sheet.name)
    assert len(said) > 100
    assert not {name: sorted(sheets) for name, sheets in said.items() if len(sheets) > 1}
