"""For the tests of data requests: one person with a row in every table, every word of theirs a canary, and years of the rest."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Absence, Advisor, OneTimeLink
from cards.models import Skill
from coaching.models import Ask, CheckBack, DataPack, DataRequest, Export, Hold, Opening, Refusal, SavedFilter, Session
from tests import make
from tests.world import World

LONDON = ZoneInfo("Europe/London")
MINE, THEIRS = "CANARY-ada", "CANARY-other"


def seed(world: World, person: Advisor, canary: str, days: int = 3) -> Session:
    """A row in every table there is, held so many days ago; every word has the canary in it."""
    at = datetime.now(LONDON) - timedelta(days=days)  # at this time of the clock on the wall, summer or winter
    leader = world.leader if person.team == world.red else world.other
    chat = make.session(
        leader, person, held_at=at, note=f"{canary}-note", next_step=f"{canary}-next", step=2, advisor_step=3, come_back="later-today"
    )
    chat.amend(by=leader, reason=f"{canary}-reason", note=f"{canary}-note-2", at=at)
    chat.amend(by=leader, reason=f"{canary}-reason", note=f"{canary}-note-3", at=at)
    chat.add_own_words(f"{canary}-own")
    gone = make.session(leader, person, held_at=at, note=f"{canary}-gone", come_back="none")
    gone.withdraw(by=leader, because=f"{canary}-because")
    promise = chat.check_backs.get()
    promise.answer(by=leader, outcome=CheckBack.Outcome.IN_THE_WAY, barrier="tool", words=f"{canary}-words", at=at)
    promise.barrier.clear(by=leader, what_was_done=f"{canary}-done")
    body = f'{{"advisor": {person.pk}, "note": "{canary}-refused"}}'.encode()
    refusal = Refusal.keep(leader, uuid.uuid4(), Refusal.Why.INVALID, body, "0" * 64, {"card": [f"{canary}-problem"]})
    Refusal.objects.filter(pk=refusal.pk).update(received_at=at)
    day = person.team.today(at)
    Absence.say(person, by=leader, first=day, last=day)
    Ask.make(person, Skill.objects.get(slug="look-ahead"))
    OneTimeLink.make(person)
    Opening.note(person, by=leader)
    DataPack.objects.create(advisor=person, made_by=world.hr, purpose=f"{canary}-pack", rows=1, sha256="0" * 64)
    export = Export.objects.create(
        made_by=world.hr, purpose=f"{canary}-export for {person.name}", filters={"advisor": person.employee_number}
    )
    export.advisors.add(person)
    who = {"advisor": person, "name": person.name, "number": person.employee_number, "reach": person.email or "by letter"}
    DataRequest.objects.create(kind="objection", words=f"{canary}-objects", **who)
    asks = {"advisor": person.employee_number, "purpose": f"{canary}-filter"}
    SavedFilter.objects.create(owner=world.hr, name=f"{canary}-filter {make.number()}", asks=asks)
    Hold.objects.create(advisor=person, owner=world.hr, reason=f"{canary}-hold", last_day=day, ended_at=timezone.now(), ended_by=world.hr)
    return chat
