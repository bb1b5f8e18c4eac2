"""Two people take their files in at the same moment, each having seen that the same forty would join."""

from __future__ import annotations

import threading

from django.db import connections

from accounts.models import Advisor, Membership, Role
from accounts.roster import deciding
from tests.accounts.roster.files import roster
from tests.coaching.test_api_answer_at_once import shared  # noqa: F401 - a database that threads share


def test_one_is_taken_in_and_the_other_is_shown_again(shared):  # noqa: F811
    """S71."""
    Role.grant(shared.designer, Role.Name.HR)
    drafts = []
    for person in (shared.hr, shared.designer):
        made = deciding.look(person, roster(*(f"advisor,N{n},Person {n},,,Harbourside,New,," for n in range(40))), False)
        drafts.append((made.pk, person, deciding.planned(made).digest))
    done, together = [], threading.Barrier(len(drafts))

    def take(pk, person, digest) -> None:
        together.wait()
        try:
            deciding.take_in(pk, person, digest)
            done.append("taken in")
        except deciding.Changed:
            done.append("shown again")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=draft) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["shown again", "taken in"]
    assert Advisor.objects.filter(employee_number__startswith="N").count() == 40
    assert Membership.objects.filter(team__name="New").count() == 40
