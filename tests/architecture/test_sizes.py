"""Files that fit a screen or a few, so that one person can read any of them in a sitting."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from tests.architecture.source import OURS, ROOT, files, functions, length, python

# What, where, the most lines.
LIMITS = (
    ("Python", ("accounts/**/*.py", "cards/**/*.py", "coaching/**/*.py", "config/**/*.py", "tests/**/*.py", "bench/**/*.py"), 300),
    ("a template", ("templates/**/*.html",), 120),
    ("a fragment", ("templates/**/_*.html",), 40),
    ("an element", ("static/js/**/*.js",), 80),
    ("a stylesheet", ("static/css/**/*.css",), 150),
)
LONGEST_FUNCTION, LONG_FUNCTION = 40, 25


def too_long(root: Path = ROOT) -> list[str]:
    return [
        f"{path.relative_to(root)}: {length(path)} lines, {what} has {most} at most"
        for what, patterns, most in LIMITS
        for path in files(*patterns, root=root)
        if length(path) > most and "migrations" not in path.parts
    ]


def long_functions(most: int, root: Path = ROOT) -> list[str]:
    found = [function for path in python(*OURS, root=root) for function in functions(path) if function.lines > most]
    return [str(function) for function in sorted(found, key=lambda function: -function.lines)]


def test_files_hold_their_sizes():
    assert too_long() == []


def test_functions_hold_their_size():
    assert long_functions(LONGEST_FUNCTION) == []


def test_most_functions_are_short(record_property):
    """25 lines is the aim, 40 the limit: those between go into the report of `pytest --junitxml`."""
    every = [function.lines for path in python(*OURS) for function in functions(path)]
    record_property("longer than 25 lines", long_functions(LONG_FUNCTION))
    assert statistics.median(every) < 8


def test_nothing_is_called_a_drawer():
    """A drawer is where things go that nobody named."""
    drawers = {"utils", "helpers", "services", "misc", "common", "util", "helper", "service", "managers"}
    assert [
        str(path.relative_to(ROOT))
        for path in python(*OURS, "tests", "bench")
        if drawers & {path.stem, *path.parent.relative_to(ROOT).parts}
    ] == []


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("coaching/a.py", 301),
        ("templates/a.html", 121),
        ("templates/today/_a.html", 41),
        ("static/js/elements/a.js", 81),
        ("static/css/components/a.css", 151),
    ],
)
def test_the_limits_see_a_breach(tmp_path, path, lines):
    long = tmp_path / path
    long.parent.mkdir(parents=True)
    long.write_text("#\n" * (lines - 1))
    assert not too_long(tmp_path)
    long.write_text("#\n" * lines)
    assert too_long(tmp_path)


def test_the_longest_function_sees_a_breach(tmp_path):
    (tmp_path / "coaching").mkdir()
    (tmp_path / "coaching" / "a.py").write_text("def a():\n    '''Said.'''\n" + "    x = 1\n" * 40)
    assert long_functions(40, tmp_path)
