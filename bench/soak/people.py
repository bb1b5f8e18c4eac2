"""A leader for every phone, with a team of two, signed in on their own phone and on a colleague's."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.server import Prepared, finished

MADE = """
import json
from pathlib import Path
from django.test import Client
from django.utils import timezone
from accounts.models import Advisor, Leadership, Site, Team, User
people = []
for number in range({phones}):
    team = Team.objects.create(site=Site.objects.first(), name=f"Soak {{number}}", works_on="1234567")
    leader = User.objects.create_user(f"soak-{{number}}@example.com", f"Leader {{number}}")
    Leadership.objects.create(team=team, leader=leader, starts_at=timezone.now())
    advisors = [Advisor.join(team, name=f"Advisor {{place}}", employee_number=f"{{number}}-{{place}}").pk for place in range(2)]
    sessions = []
    for phone in range(2):
        client = Client()
        client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
        sessions.append(client.session.session_key)
    people.append({{"user": leader.pk, "name": leader.name, "advisors": advisors, "sessions": sessions}})
Path({file!r}).write_text(json.dumps(people))
"""


@dataclass(frozen=True)
class Person:
    """`session` is what their cookie says on this phone."""

    user: int
    name: str
    advisors: tuple[int, ...]
    session: str

    @property
    def shown(self) -> dict[str, int | str]:
        """As a page from the server says whom it was made for."""
        return {"user": self.user, "name": self.name}


def of_phones(prepared: Prepared, database: Path, phones: int) -> list[tuple[Person, Person]]:
    """The two people of each phone, made in that copy of the prepared database."""
    for old in database.parent.glob(f"{database.name}*"):
        old.unlink()  # a journal of another run would be played back into this one
    shutil.copy(prepared.database, database)
    file = database.with_suffix(".json")
    here = Prepared(prepared.home)
    here.database = database
    finished(here.python(MADE.format(phones=phones, file=str(file))))
    own, lent = zip(*(_signed_in_on_two(**one) for one in json.loads(file.read_text())), strict=True)
    return [(own[number], lent[number - 1]) for number in range(phones)]


def _signed_in_on_two(user: int, name: str, advisors: list[int], sessions: list[str]) -> tuple[Person, Person]:
    own, lent = (Person(user, name, tuple(advisors), session) for session in sessions)
    return own, lent
