"""SECURITY.md: every point that is asked for names the tests that carry its id, or says in words why there is none."""

from __future__ import annotations

from pathlib import Path

from tests.security_ids import ASKED, ROOT, TABLE, carried, named, rows

WHY = ("Not yet: ", "Not here: ")
SHOWN = rows(TABLE.read_text("utf-8"))


def test_every_point_has_its_row():
    assert list(SHOWN) == ASKED


def test_a_point_names_the_tests_that_carry_it_and_no_other():
    found = carried()
    wrong = [one for one in ASKED if one in found and SHOWN[one] != named(found[one])]
    assert wrong == [], "python -m tests.security_ids writes them"


def test_a_point_without_a_test_says_why():
    found = carried()
    assert [one for one in ASKED if one not in found and not (SHOWN[one].startswith(WHY) and len(SHOWN[one]) > 25)] == []


def test_a_test_that_lost_its_id_is_seen(tmp_path: Path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text('# S02\n@mark\ndef test_one():\n    pass\n\ndef test_two():\n    """P01: said."""\n')
    assert carried(tmp_path) == {"S02": ["tests/test_it.py::test_one"], "P01": ["tests/test_it.py::test_two"]}
    assert carried(ROOT) != {}
