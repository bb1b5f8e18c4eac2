"""For the tests of what leaders are told: a day in June, Red and Blue at work on it, and the letters that went."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.core import mail

from coaching.models import CheckBack, Session
from tests import make
from tests.world import World

NOON = datetime(2026, 6, 3, 11, tzinfo=UTC)  # a Wednesday in summer, noon in London
NINE = NOON - timedelta(hours=3)
EARLY = datetime(2025, 1, 1, tzinfo=UTC)


def at_work(world: World) -> None:
    """Red and Blue work nine to five on weekdays, led as ever, and everybody was spoken with yesterday."""
    for team in (world.red, world.blue):
        team.shift_starts, team.shift_ends, team.works_on = time(9), time(17, 30), "12345"
        team.save()
        team.leaderships.filter(ends_at=None).update(starts_at=EARLY)
    world.former.leaderships.update(starts_at=EARLY, ends_at=EARLY + timedelta(days=7))
    for leader, advisor in ((world.leader, world.ada), (world.leader, world.ben), (world.other, world.cleo)):
        advisor.memberships.update(starts_at=EARLY)
        spoken(leader, advisor, NOON - timedelta(days=1))


def spoken(leader, advisor, at) -> Session:
    return make.session(leader, advisor, held_at=at, come_back="none")


def promised(leader, advisor, at=NOON - timedelta(days=1), **fields) -> CheckBack:
    """For the next shift after that moment: Wednesday's unless said."""
    return make.check_back(leader, advisor, held_at=at, **fields)


def letters() -> dict[str, list[str]]:
    """By address, the subjects of the e-mails there."""
    found: dict[str, list[str]] = {}
    for letter in mail.outbox:
        found.setdefault(letter.to[0], []).append(letter.subject)
    return found


def words(letter) -> str:
    return letter.body + letter.alternatives[0][0]
