"""P14: an export says who, when and what for: before it is made, in its record, and in the file itself."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Role
from coaching.export import NAMES
from coaching.models import Export
from tests import make
from tests.coaching.export.test_exports_page import PAGE, WHY, ask, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


def test_notes_are_off_until_they_are_ticked_even_for_whoever_may_take_them(world, hr):
    """P14."""
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    make.session(world.leader, world.ada, note="CANARY")
    page = hr.get(PAGE)
    assert [column.name for column in page.context["columns"]] == [name for name in NAMES if name != "note"]
    assert "CANARY" not in page.content.decode()


def test_the_file_in_excel_carries_who_when_and_what_for_as_its_properties(world, hr):
    """P14: whoever finds the file a year later knows whom to ask, whatever it is called by then."""
    Export.objects.all().delete()
    make.session(world.leader, world.ada)
    why = 'Pay & "review" <October>'
    book = load_workbook(io.BytesIO(file(hr.post(PAGE, ask(purpose=why, format="xlsx", site=str(world.red.site_id))))))
    made = Export.objects.get()
    said = book.properties
    assert (said.creator, said.subject, said.title) == (world.hr.name, why, "Floorwalk sessions")
    assert f"site: {world.red.site_id}" in said.description
    assert abs(said.created.replace(tzinfo=made.made_at.tzinfo) - made.made_at) < timedelta(seconds=2)
    assert why in [cell.value for row in book["About"] for cell in row]


def test_the_record_says_it_to_hr_and_the_advisor(world, hr):
    """P14, P06."""
    make.session(world.leader, world.ada)
    file(hr.post(PAGE, ask()))
    page = hr.get(f"/people/advisors/{world.ada.pk}/").content.decode()
    assert f"in an export by {world.hr.name}." in page
    assert WHY in page
    assert f"{timezone.localdate():%-d %b %Y}" in page
