"""What the panel's parts are called: no two can be mixed up."""

from __future__ import annotations

import pytest

from accounts.models import Role
from accounts.panel import panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(world, rf) -> list[str]:
    """Of every part, for somebody who has them all."""
    for role in (Role.Name.HR, Role.Name.ADMINISTRATOR):
        Role.grant(world.designer, role)
    request = rf.get("/admin/")
    request.user = world.designer
    return [str(section.name) for section in panel.sections(request)]


def test_every_part_has_a_name_of_its_own(names):
    assert len({name.lower() for name in names}) == len(names) > 20


def test_no_part_is_called_story_alone(names):
    """The Compelling Story and permission stories are two things."""
    assert [name for name in names if "stor" in name.lower() and name != "Who changed what"] == ["Compelling Story", "Permission stories"]


def test_what_changed_lately_names_them_apart_too(world, sign_in):
    page = sign_in(world.designer).get("/admin/lately/").text
    assert ">Compelling Story</option>" in page
    assert ">Stories</option>" not in page
