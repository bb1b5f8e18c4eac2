"""What goes out comes in again as it was: by the file of everybody, whatever they are called."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Advisor, Leadership, Site, Team
from accounts.roster import writing
from accounts.roster.columns import NAMES
from accounts.roster.lines import tidy
from accounts.roster.plan import plan
from accounts.roster.reading import read
from config.safe_cells import FORMULA, safe, unsafe
from tests import make
from tests.ladder import ODD

LETTERS = st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp"))
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(tidy).filter(bool)
RISKY = st.builds(lambda sign, words: tidy(sign + words), st.sampled_from([*FORMULA.strip(), "'=", "''+", "'", "' =", '"', ";"]), WORDS)
NAMES_OF_PEOPLE = st.one_of(WORDS, RISKY, st.sampled_from(ODD).map(tidy)).filter(lambda name: bool(name) and name[0] != "#")


def written(rows: list[list[str]]) -> bytes:
    return "".join(writing.as_csv(rows)).encode()


@given(st.text(max_size=40))
def test_a_cell_made_safe_is_no_formula_and_comes_back_as_it_was(words):
    """S60: both ways, apostrophes of people's own included."""
    assert unsafe(safe(words)) == words
    assert safe(words).lstrip(" \u00a0")[:1] not in tuple(FORMULA)


@given(st.lists(st.lists(NAMES_OF_PEOPLE, min_size=len(NAMES), max_size=len(NAMES)), min_size=1, max_size=6))
def test_lines_written_are_the_lines_read(rows):
    for content in (written(rows), written(rows).decode("utf-8-sig").encode("utf-16")):
        found = [[row.cells.get(name, "") for name in NAMES] for row in read(content).rows]
        assert [[tidy(cell) for cell in row] for row in found] == rows


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES_OF_PEOPLE, min_size=3, max_size=8))
def test_the_roster_taken_out_and_brought_in_again_changes_nothing(world, names):
    at = timezone.now()
    site = Site.objects.get_or_create(name=names[0])[0]
    team = Team.objects.get_or_create(site=site, name=names[1])[0]
    for name in names:
        one = make.advisor(team, name, employee_number=f"{name[:20].lstrip('~')}{make.number()}")  # no number begins so
        if len(name) % 3 == 0:
            one.leave(at + timedelta(days=len(name)))
    Leadership.objects.filter(team=world.red).update(ends_at=at + timedelta(days=40))
    today = world.blue.today(at)
    Leadership.objects.filter(team=world.blue, cover=True).delete()
    Leadership.hand_over(world.blue, world.leader, today, today + timedelta(days=4))
    found = plan(read(written(list(writing.lines(at)))), True, at)
    assert found.nothing, [one.words for one in found.everything if one.words]
    assert len(found.changes) == Advisor.objects.here(at).count()


def test_the_template_is_read_and_its_workbook_keeps_zeros():
    [row] = read(written(writing.example())).rows
    [same] = read(writing.workbook()).rows
    assert row.cells == same.cells
    assert row.cells["employee_number"] == "00042"
    book = openpyxl.load_workbook(io.BytesIO(writing.workbook()))
    assert [sheet.title for sheet in book] == ["Roster", "Columns"]
    assert [cell.value for cell in book["Columns"]["A"]] == list(NAMES)
    assert book["Roster"]["B2"].number_format == "@"


@pytest.mark.django_db
def test_the_file_has_its_mark_its_line_ends_and_no_formula(world):
    """S60."""
    make.advisor(world.red, "=HYPERLINK(1)")
    content = written(list(writing.lines(timezone.now())))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))))
    assert b",'=HYPERLINK(1)," in content
