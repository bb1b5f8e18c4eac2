"""P03: the still line stands beside each box for words about somebody; an organisation can switch the reminder off."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from tests.coaching.own_record import text

STILL = "Please leave out health, family and union matters."


def pages(world) -> list[str]:
    chat = make.session(world.leader, world.ada, come_back="next-shift")
    return [
        reverse("session-new", query={"card": "say-it-their-way"}),
        reverse("session-amend", args=[chat.pk]),
        reverse("session-show", args=[chat.pk]),
        chat.check_backs.get().get_absolute_url(),
    ]


@pytest.mark.parametrize("on", [True, False])
def test_beside_each_box_a_line_stands_and_the_reminder_can_be_switched_off(world, sign_in, settings, on):
    """P03."""
    settings.GENTLE_REMINDER = on
    leader = sign_in(world.leader)
    for address in pages(world):
        page = text(leader.get(address))
        assert STILL in page, address
        assert ("<fw-gentle" in page) is on, address


def test_the_boxes_it_names_are_on_the_page(world, sign_in):
    leader = sign_in(world.leader)
    for address in pages(world):
        page = text(leader.get(address))
        for box in page.split('gentle mt-2" for="')[1].split('"')[0].split():
            assert f'id="{box}"' in page, (address, box)
