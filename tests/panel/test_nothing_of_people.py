"""The panel is about content: no page of it says anything of a chat, an advisor or a leader, however it is asked."""

from __future__ import annotations

import pytest

from coaching.models import Barrier, CheckBack
from tests import make
from tests.panel.test_who_comes_in import panels

pytestmark = pytest.mark.django_db
CANARY = "CANARY-quince"
ASKED = ("", "?q=CANARY&e=1&o=1&p=0&note__contains=CANARY")


def test_no_address_of_the_panel_shows_a_note_an_advisor_or_a_leader(world, sign_in):
    """S03, S12, S91: every list, form, history and file, also with what a curious designer adds to the address."""
    make.session(world.leader, world.ada, note=f"{CANARY} between us", next_step=f"{CANARY} step")
    stopped = make.check_back(world.leader, world.ben, note=CANARY)
    stopped.answer(by=world.leader, outcome=CheckBack.Outcome.IN_THE_WAY, barrier="tool")
    assert Barrier.objects.exists()
    client = sign_in(world.designer)
    people = (CANARY, world.ada.name, world.ben.name, world.leader.email, world.ada.employee_number)
    for address in panels(world):
        told = address.name.startswith("admin:stories")  # a permission story is told by somebody, and says by whom
        hidden = people if told else (*people, world.leader.name)
        for asked in ASKED:
            answer = client.get(f"{address.path}{asked}")
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found = [word for word in hidden if word.encode() in said]
            assert not found, (address.path + asked, found)
            assert answer.status_code < 500, address.path + asked


def test_nobody_completes_names_in_the_panel(world, sign_in):
    """S03: Django's own search for related rows has no address."""
    asked = {"app_label": "coaching", "model_name": "reading", "field_name": "received_by", "term": "a"}
    assert sign_in(world.designer).get("/admin/autocomplete/", asked).status_code == 404
